package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Act;
import shop.cvm.instance.ActKind;
import shop.cvm.instance.History;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceRate;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.InstanceTerm;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.NotConvertible;
import shop.cvm.instance.NotConvertible.Reason;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.StoppedMode;
import shop.cvm.instance.TermKind;
import shop.cvm.instance.TerminationPlans;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.notification.MessageKind;
import shop.cvm.notification.Messages;
import shop.cvm.payment.Payment;
import shop.cvm.payment.WalletKind;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.StepRates;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;
import shop.cvm.wallet.WalletHouse;

/** Hourly machines that become prepaid ones: usage, freeze, quota, time and money change together, or not at all. */
@ShopTest
class ConversionTests {

    private static final String ZONE = "ap-guangzhou-3";

    @Autowired
    private Meters meters;

    @Autowired
    private Orders orders;

    @Autowired
    private Conversions conversions;

    @Autowired
    private ConversionPlacement placement;

    @Autowired
    private DirectConversions direct;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private Reconfigurations reconfigurations;

    @Autowired
    private Adjustments adjustments;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Messages messages;

    @Autowired
    private Returns returns;

    @Autowired
    private Instances instances;

    @Autowired
    private TerminationPlans plans;

    @Autowired
    private History history;

    @Autowired
    private WalletHouse house;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Bookings bookings;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    private final InstanceSpec spec = Specs.withNetwork(Specs.postpaid(), InternetChargeType.TRAFFIC, 5);

    private AccountId account;
    private InstanceId id;

    @BeforeEach
    void aMachineByTheHour() {
        meters.park();
        account = customers.with("5000.00");
        id = meters.buy(account, spec).id();
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
        BookedParts.addUp(bookings, ledger, account);
    }

    @Test
    void fromTheSecondOfThePaymentOnItIsPrepaid() throws InterruptedException {
        meters.hours(2);
        Order order = place(3);
        assertThat(order.total()).isEqualTo(pricing.quote(spec.prepaid(3), 1).total());
        assertThat(orders.quota(account, ZONE, ChargeType.PREPAID).used()).isEqualTo(1);
        assertThat(orders.quota(account, ZONE, ChargeType.POSTPAID_BY_HOUR).used())
                .isEqualTo(1);
        invariants.hold();
        clock.advance(Duration.ofMinutes(10));

        pay(order);

        Instance prepaid = machine();
        Instant paidAt = orders.order(account, order.number()).order().paidAt().orElseThrow();
        assertThat(prepaid.configuration().chargeType()).isEqualTo(ChargeType.PREPAID);
        assertThat(prepaid.configuration().months()).isEqualTo(3);
        assertThat(prepaid.cost().unitTotal()).isEqualTo(order.total());
        assertThat(prepaid.expiresAt().orElseThrow())
                .isBetween(
                        ShopCalendar.plusMonths(paidAt, 3),
                        ShopCalendar.plusMonths(paidAt, 3).plusSeconds(1));
        assertThat(prepaid.isRunning()).isTrue();
        assertThat(instances.terms(account, id)).singleElement().matches(term -> term.kind() == TermKind.CONVERSION);
        assertThat(ledger.balance(account).frozen()).isEqualTo(Cny.ZERO);
        assertThat(entries(EntryKind.UNFREEZE)).extracting(Entry::reference).containsExactly("unfreeze:" + id);
        assertThat(entries(EntryKind.DEDUCT).get(0).description().key()).isEqualTo("conversion");
        assertThat(BookedParts.of(bookings, ledger, account, "order:" + order.number()))
                .isNotEmpty()
                .allMatch(part -> id.equals(BookedParts.machine(part)) && part.months() == 3)
                .allMatch(part -> prepaid.expiresAt().equals(Optional.ofNullable(part.to())));
        assertThat(orders.quota(account, ZONE, ChargeType.POSTPAID_BY_HOUR).used())
                .isZero();
        assertThat(isCharged("COMPUTE")).isFalse();
        assertThat(isCharged("TRAFFIC")).isTrue();
        assertThat(history.of(account, id, 0).getContent())
                .extracting(Act::kind)
                .startsWith(ActKind.CONVERTED);
        meters.heard();
        assertThat(messages.messages(account, 0).stream()
                        .filter(message -> message.kind() == MessageKind.INSTANCE_CONVERTED))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.nextAt()).isEqualTo(prepaid.expiresAt());
                    assertThat(message.amount()).contains(order.total());
                });

        Instant hour = paidAt.truncatedTo(ChronoUnit.HOURS);
        meters.hours(2);
        assertThat(billedSeconds("COMPUTE", hour)).as("the minutes before").isBetween(600, 630);
        assertThat(billedSeconds("COMPUTE", hour.plus(Duration.ofHours(1)))).isZero();
        assertThat(billedSeconds("TRAFFIC", hour.plus(Duration.ofHours(1)))).isEqualTo(3600);
    }

    @Test
    void itExpiresAndIsRenewedLikeAnyOther() throws InterruptedException {
        pay(conversions.place(account, List.of(new PrepaidWish(id, 1, true, null)), token()));
        Instant end = machine().expiresAt().orElseThrow();
        meters.spendAllBut(account, Cny.ZERO);
        assertThat(machine().isAutoRenewed()).isTrue();

        meters.expire(end);

        assertThat(machine().state()).isEqualTo(InstanceState.SHUTDOWN);
        customers.credit(account, "1000.00");
        meters.deliver();
    }

    @Test
    void itIsReturnedForWhatIsLeftAndNotForEverything() {
        pay(place(1));
        clock.advance(Duration.ofHours(5));

        ReturnOffer offer = returns.offers(account, List.of(id)).get(0);

        assertThat(offer.kind()).isEqualTo(ReturnKind.ORDINARY);
        assertThat(offer.value().valueUsed().isPositive()).isTrue();
    }

    @Test
    void theAuditFindsWhatStayedFrozenHoweverOftenItIsChangedLater() {
        pay(place(1));
        InstanceSpec wider = Specs.withNetwork(machine().spec(), InternetChargeType.TRAFFIC, 6);
        adjustments.place(account, new Reconfiguration(id, WantedConfiguration.of(wider), 0, null), token());
        assertThat(machine().configured()).isEqualTo(1);

        rename("unfreeze:" + id, "lost:" + id);
        assertThat(invariants.broken()).contains("frozen-is-an-hour-of-what-machines-are");
        rename("lost:" + id, "unfreeze:" + id);
    }

    private void rename(String reference, String other) {
        jdbc.sql("update entries set reference = ? where reference = ?")
                .params(other, reference)
                .update();
    }

    @Test
    void everyWalletPaysForItAndSeveralAreConvertedTogether() throws InterruptedException {
        for (WalletKind wallet : WalletKind.values()) {
            AccountId owner = customers.with("50.00");
            List<InstanceId> together =
                    meters.buy(owner, spec, 2).stream().map(Instance::id).toList();
            meters.spendAllBut(owner, Cny.of("1.00"));
            Order order = conversions.place(owner, wishes(together, 1), token());
            Payment payment = orders.payByWallet(owner, order.number(), wallet).orElseThrow();

            house.pay(owner, payment.number());
            meters.heard();

            assertThat(orders.order(owner, order.number()).order().isPaid())
                    .as(wallet.name())
                    .isTrue();
            assertThat(together)
                    .allMatch(one ->
                            instances.instance(owner, one).configuration().isPrepaid());
            assertThat(ledger.balance(owner).frozen()).isEqualTo(Cny.ZERO);
        }
    }

    /** {@code domain.md} 11.6: batch compute is sold by the hour only. */
    @Test
    void batchComputeIsNotSoldByTheMonth() {
        for (String type : List.of("BC1.3XLARGE48", "BS1.3XLARGE24")) {
            InstanceId batch =
                    meters.buy(account, Specs.withType(spec, ZONE, type)).id();
            for (List<InstanceId> asked : List.of(List.of(batch), List.of(id, batch))) {
                assertThatExceptionOfType(InvalidSpec.class)
                        .isThrownBy(() -> conversions.place(account, wishes(asked, 1), token()));
                assertThatExceptionOfType(InvalidSpec.class)
                        .isThrownBy(() -> direct.convert(account, wishes(asked, 1), null, "test"));
            }
            assertThat(conversions.offers(account, List.of(batch), 1))
                    .singleElement()
                    .satisfies(offer -> assertThat(offer.refusal()).isInstanceOf(InvalidSpec.class));
            assertThat(instances.instance(account, batch).configuration().isPrepaid())
                    .isFalse();
        }
        assertThat(machine().configuration().isPrepaid()).isFalse();
        assertThat(orders.orders(account, 0).getTotalElements())
                .as("three purchases")
                .isEqualTo(3);
    }

    @Test
    void twentyAreConvertedInOneOrderAndOneMoreIsNot() {
        List<InstanceId> machines = new ArrayList<>(
                meters.buy(account, spec, 20).stream().map(Instance::id).toList());
        machines.add(id);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> conversions.place(account, wishes(machines, 1), token()))
                .withMessageContaining("1 to 20");
        assertThatIllegalArgumentException().isThrownBy(() -> conversions.place(account, List.of(), token()));

        Order order = conversions.place(account, wishes(machines.subList(0, 20), 1), token());
        assertThat(order.lines()).hasSize(20);
        assertThat(orders.quota(account, ZONE, ChargeType.PREPAID).used()).isEqualTo(20);
        orders.cancel(account, order.number());
    }

    @Test
    void theSameFormPlacesOneOrderAndAnotherContentIsRefused() {
        String token = token();
        Order first = conversions.place(account, wishes(List.of(id), 1), token);

        assertThat(conversions.place(account, wishes(List.of(id), 1), token).number())
                .isEqualTo(first.number());
        InstanceId other = meters.buy(account, spec).id();
        for (List<PrepaidWish> wishes : List.of(
                wishes(List.of(id), 2),
                wishes(List.of(other), 1),
                wishes(List.of(id, other), 1),
                List.of(new PrepaidWish(id, 1, true, null)))) {
            assertThatExceptionOfType(TokenReused.class)
                    .isThrownBy(() -> conversions.place(account, wishes, token))
                    .matches(refused -> refused.placed().equals(first.number()));
        }
        assertThatExceptionOfType(TokenReused.class)
                .as("a renewal")
                .isThrownBy(() -> renewals.place(account, List.of(new Renewal(other, 1, null)), token));
    }

    private static List<PrepaidWish> wishes(List<InstanceId> machines, int months) {
        return machines.stream()
                .map(machine -> new PrepaidWish(machine, months, false, null))
                .toList();
    }

    @Test
    void whatCannotBeConvertedIsRefusedWithTheReason() {
        Instance byBandwidth = meters.buy(account, Specs.postpaid());
        refused(byBandwidth.id(), Reason.BANDWIDTH);
        refused(meters.buy(account, Specs.prepaid()).id(), Reason.PREPAID);
        assertThatExceptionOfType(InvalidSpec.class).isThrownBy(() -> place(13));
        assertThatExceptionOfType(NoSuchInstance.class)
                .isThrownBy(() -> conversions.place(
                        customers.with("1.00"), List.of(new PrepaidWish(id, 1, false, null)), token()));
        instances.power(account, id, PowerAction.REBOOT);
        refused(id, Reason.NOT_READY);
        meters.deliver();
        instances.stop(account, id, StoppedMode.STOP_CHARGING);
        meters.deliver();
        refused(id, Reason.SHELVED);
        instances.power(account, id, PowerAction.START);
        meters.deliver();
        plans.terminateAt(account, id, clock.now().plus(Duration.ofDays(1)));
        refused(id, Reason.TIMED);
        plans.cancel(account, id);
        AgreedPrice less = new AgreedPrice(Cny.of("0.01"), HourlyRate.ZERO);
        assertThatExceptionOfType(PriceChanged.class)
                .isThrownBy(() -> conversions.place(account, List.of(new PrepaidWish(id, 1, false, less)), token()));
        Order open = place(1);
        assertThatExceptionOfType(RenewalOpen.class).isThrownBy(() -> place(1)).matches(refused -> refused.order()
                .equals(open.number()));
        assertThatExceptionOfType(NotReconfigurable.class)
                .isThrownBy(() -> reconfigurations.reconfigure(
                        account,
                        new Reconfiguration(
                                id,
                                WantedConfiguration.of(Specs.withNetwork(spec, InternetChargeType.TRAFFIC, 9)),
                                0,
                                null),
                        token()))
                .matches(refused -> refused.reason() == NotReconfigurable.Reason.ORDER_OPEN);
    }

    @Test
    void aFullQuotaIsRefusedAndACancelledOrderGivesItBack() {
        orders.cancel(account, place(1).number());
        assertThat(orders.quota(account, ZONE, ChargeType.PREPAID).used()).isZero();
        jdbc.sql("update quotas set used = 150, total = 150 where account_id = ? and charge_type = 'PREPAID'")
                .param(account.accountId())
                .update();
        try {
            assertThatExceptionOfType(QuotaExceeded.class).isThrownBy(() -> place(1));
            assertThat(conversions.offers(account, List.of(id), 1))
                    .singleElement()
                    .satisfies(offer -> assertThat(offer.refusal()).isInstanceOf(QuotaExceeded.class));
        } finally {
            jdbc.sql("update quotas set used = 0 where account_id = ? and charge_type = 'PREPAID'")
                    .param(account.accountId())
                    .update();
        }
    }

    @Test
    void whoOwesMoneyConvertsNothing() {
        meters.launch(
                account,
                Specs.postpaid(),
                new InstanceRate(Component.COMPUTE, 1, new HourlyRate(new BigDecimal("9000")), StepRates.NONE));
        meters.hours(2);
        assertThat(ledger.arrearsSince(account)).isPresent();

        assertThatExceptionOfType(InArrears.class).isThrownBy(() -> place(1));
        assertThat(conversions.offers(account, List.of(id), 1)).singleElement().matches(offer -> !offer.isPossible());
    }

    @Test
    void whatCannotBeConvertedAnyMoreMakesItsConversionVoid() {
        InstanceId other = meters.buy(account, spec).id();
        InstanceId planned = meters.buy(account, spec).id();
        Order terminated = place(1);
        Order shelved = conversions.place(account, List.of(new PrepaidWish(other, 1, false, null)), token());
        Order timed = conversions.place(account, List.of(new PrepaidWish(planned, 1, false, null)), token());
        plans.terminateAt(account, planned, clock.now().plus(Duration.ofDays(1)));
        instances.terminate(account, id, machine().calledBy());
        instances.stop(account, other, StoppedMode.STOP_CHARGING);
        meters.deliver();
        Money before = ledger.balance(account).balance();

        assertVoid(terminated, VoidReason.GONE);
        assertVoid(shelved, VoidReason.SHELVED);
        assertVoid(timed, VoidReason.TIMED);
        assertThat(ledger.balance(account).balance()).isEqualTo(before);
        assertThat(orders.quota(account, ZONE, ChargeType.PREPAID).used()).isZero();
    }

    @Test
    void tabsThatOrderAndPayAtTheSameMomentConvertOnce() {
        List<Outcome<Order>> placed = Races.run(4, tab -> () -> place(1));
        assertThat(placed).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(placed).filteredOn(one -> !one.succeeded()).allSatisfy(one -> assertThat(one.thrown())
                .isInstanceOf(RenewalOpen.class));
        Order order = placed.stream()
                .filter(Outcome::succeeded)
                .findFirst()
                .orElseThrow()
                .value();
        Money before = ledger.balance(account).balance();

        List<Outcome<Order>> paid = Races.run(4, tab -> () -> orders.payFromBalance(account, order.number()));

        assertThat(paid).allMatch(Outcome::succeeded);
        assertThat(ledger.balance(account).balance()).isEqualTo(before.minus(order.total()));
        assertThat(instances.terms(account, id)).extracting(InstanceTerm::kind).containsExactly(TermKind.CONVERSION);
    }

    /** The page's order is written, and nobody sees it yet when the API looks whether there is one. */
    @Test
    void whoOrdersOnThePageAtTheSameMomentIsTheReason() {
        List<PrepaidWish> wishes = List.of(new PrepaidWish(id, 1, false, null));
        CountDownLatch written = new CountDownLatch(1);
        CountDownLatch refused = new CountDownLatch(1);

        List<Outcome<String>> outcomes = Races.run(2, which -> () -> {
            if (which == 0) {
                return transaction.execute(status -> {
                    placement.place(account, PlacementToken.ofConversion(token(), wishes), wishes);
                    written.countDown();
                    return waited(refused);
                });
            }
            written.await();
            try {
                direct.convert(account, wishes, null, "test");
            } finally {
                refused.countDown();
            }
            return "converted";
        });

        assertThat(outcomes.get(0).succeeded()).isTrue();
        assertThat(outcomes.get(1).thrown()).isInstanceOf(RenewalOpen.class);
        assertThat(orders.orders(account, 0).getTotalElements()).isEqualTo(2);
    }

    /** Long enough for the other one to get to where it waits for this transaction. */
    private static String waited(CountDownLatch latch) {
        try {
            return latch.await(600, TimeUnit.MILLISECONDS) ? "it did not wait" : "it waits";
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** Paid and prepaid, or terminated and not paid; nothing stays frozen either way. */
    @Test
    void convertedAndTerminatedAtOnceIsOneOrTheOther() {
        for (int round = 0; round < 4; round++) {
            AccountId other = customers.with("1000.00");
            Instance machine = meters.buy(other, spec);
            Order order = conversions.place(other, List.of(new PrepaidWish(machine.id(), 1, false, null)), token());
            Money before = ledger.balance(other).balance();

            List<Outcome<Object>> outcomes = Races.run(
                    2,
                    which -> () -> which == 0
                            ? orders.payFromBalance(other, order.number())
                            : instances.terminate(other, machine.id(), machine.calledBy()));

            boolean paid = outcomes.get(0).succeeded();
            assertThat(outcomes.get(1).succeeded()).as("round " + round).isEqualTo(!paid);
            Instance after = instances.instance(other, machine.id());
            assertThat(after.configuration().isPrepaid()).isEqualTo(paid);
            assertThat(after.endedAt().isPresent()).isEqualTo(!paid);
            assertThat(ledger.balance(other).frozen()).isEqualTo(Cny.ZERO);
            assertThat(ledger.balance(other).balance()).isEqualTo(paid ? before.minus(order.total()) : before);
            meters.deliver();
        }
    }

    @Test
    void convertedWhileItsHourIsSettled() {
        meters.hours(1);
        clock.advance(Duration.ofMinutes(50));
        Order order = place(1);
        meters.untilNextHour();

        List<Outcome<Object>> outcomes = Races.run(2, which -> () -> {
            if (which == 0) {
                return orders.payFromBalance(account, order.number());
            }
            meters.settle();
            return true;
        });

        assertThat(outcomes)
                .allMatch(one -> one.succeeded() || one.thrown() instanceof PessimisticLockingFailureException);
        meters.hours(2);
    }

    private void assertVoid(Order order, VoidReason reason) {
        assertThatExceptionOfType(OrderClosed.class)
                .isThrownBy(() -> orders.payFromBalance(account, order.number()))
                .matches(closed -> closed.state() == OrderState.INVALID);
        assertThat(orders.order(account, order.number()).order().voidReason()).contains(reason);
    }

    private void refused(InstanceId machine, Reason reason) {
        assertThatExceptionOfType(NotConvertible.class)
                .isThrownBy(
                        () -> conversions.place(account, List.of(new PrepaidWish(machine, 1, false, null)), token()))
                .matches(refused -> refused.reason() == reason);
        assertThat(conversions.offers(account, List.of(machine), 1))
                .singleElement()
                .satisfies(offer -> assertThat(offer.refusal())
                        .as("what the page says")
                        .isInstanceOfSatisfying(NotConvertible.class, said -> assertThat(said.reason())
                                .isEqualTo(reason)));
    }

    private Order place(int months) {
        return conversions.place(account, List.of(new PrepaidWish(id, months, false, null)), token());
    }

    private void pay(Order order) {
        orders.payFromBalance(account, order.number());
    }

    private boolean isCharged(String component) {
        return jdbc.sql("select charged from usage_periods where instance_id = ? and component = ? and is_open")
                .params(id.instanceId(), component)
                .query(Boolean.class)
                .single();
    }

    private int billedSeconds(String component, Instant hour) {
        return jdbc.sql("""
                        select coalesce(sum(seconds), 0) from bill_lines
                        where instance_id = ? and component = ? and hour_at = ?
                        """)
                .params(id.instanceId(), component, Timestamp.from(hour))
                .query(Integer.class)
                .single();
    }

    private List<Entry> entries(EntryKind kind) {
        return ledger.entries(account, 0, 100).stream()
                .filter(entry -> entry.kind() == kind)
                .toList();
    }

    private Instance machine() {
        return instances.instance(account, id);
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }
}
