package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.Settings;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Login;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.instance.NotReconfigurable.Reason;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.ReconfigurationSettings;
import shop.cvm.instance.Reinstallations;
import shop.cvm.instance.RenewFlag;
import shop.cvm.instance.TermKind;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.notification.Message;
import shop.cvm.notification.MessageKind;
import shop.cvm.notification.Messages;
import shop.cvm.payment.Payment;
import shop.cvm.payment.WalletKind;
import shop.cvm.pricing.Adjustment;
import shop.cvm.pricing.AdjustmentLine;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.QuoteLine;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;
import shop.cvm.wallet.WalletHouse;

/** Prepaid machines that become something else: by an order that is paid, or at once if nothing is due. */
@ShopTest
class AdjustmentTests {

    private static final String ZONE = "ap-guangzhou-3";
    private static final String SMALL = "S5.MEDIUM4";
    private static final String LARGE = "S5.LARGE8";
    private static final BigDecimal FACTOR_OF_HALF_A_YEAR = new BigDecimal("0.73");

    @Autowired
    private Meters meters;

    @Autowired
    private Orders orders;

    @Autowired
    private Adjustments adjustments;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Returns returns;

    @Autowired
    private Instances instances;

    @Autowired
    private Reinstallations reinstallations;

    @Autowired
    private WalletHouse house;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Bookings bookings;

    @Autowired
    private Messages messages;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private OrderRows orderRows;

    @Autowired
    private ReconfigurationRows changes;

    @Autowired
    private OpenRenewals open;

    @Autowired
    private OrderPayment payment;

    @Autowired
    private Reservations reservations;

    @Autowired
    private ReturnValues values;

    @Autowired
    private ChangedMachines machines;

    @Autowired
    private Catalog catalog;

    @Autowired
    private OrderSettings orderSettings;

    private final InstanceSpec spec = Specs.withDisks(
            Specs.prepaid().withMonths(12), new Disk("CLOUD_PREMIUM", 50), new Disk("CLOUD_PREMIUM", 100));

    private AccountId account;
    private InstanceId id;

    @BeforeEach
    void aMachineForAYear() {
        meters.park();
        account = customers.with("20000.00");
        id = meters.buy(account, spec).id();
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
        BookedParts.addUp(bookings, ledger, account);
    }

    @Test
    void aDearerTypeIsHeldWhileItsOrderIsOpenAndTheMachineIsThatOnceItIsPaid() throws InterruptedException {
        stop();
        clock.advanceTo(machine().expiresAt().orElseThrow().minus(Duration.ofDays(244)));
        int small = taken(SMALL);
        int large = taken(LARGE);
        Instant end = machine().expiresAt().orElseThrow();

        Order order = place(large());

        assertThat(order.isUnpaid()).isTrue();
        assertThat(order.total())
                .as("244 days, which are 8 full months")
                .isEqualTo(difference(SMALL, LARGE, 244, FACTOR_OF_HALF_A_YEAR));
        assertThat(taken(LARGE)).as("held").isEqualTo(large + 1);
        assertThat(machine().configured()).isZero();
        invariants.hold();

        Money before = ledger.balance(account).balance();
        orders.payFromBalance(account, order.number());

        assertThat(ledger.balance(account).balance()).isEqualTo(before.minus(order.total()));
        assertThat(entries(EntryKind.DEDUCT).get(0).description().key()).isEqualTo("change");
        assertThat(taken(LARGE)).isEqualTo(large + 1);
        assertThat(taken(SMALL)).isEqualTo(small - 1);
        assertThat(machine().configuration().instanceType()).isEqualTo(LARGE);
        assertThat(machine().shape().vcpu()).isEqualTo(4);
        assertThat(machine().expiresAt()).as("stays").contains(end);
        assertThat(machine().isReshaping()).isTrue();
        assertThat(orders.order(account, order.number()).state()).isEqualTo(OrderState.DELIVERED);
        instances.power(account, id, PowerAction.START);
        meters.deliver();
        assertThat(machine().isReshaping()).isFalse();
        assertThat(machine().isRunning()).isTrue();
        assertTold(MessageKind.TYPE_CHANGED, order.total());
    }

    @Test
    void anOrderThatIsCancelledOrExpiresGivesTheHostBack() {
        stop();
        int large = taken(LARGE);

        orders.cancel(account, place(large()).number());
        assertThat(taken(LARGE)).isEqualTo(large);
        Order overdue = place(large());
        clock.advanceTo(overdue.payUntil());
        orders.expireDue();

        assertThat(taken(LARGE)).isEqualTo(large);
        assertThat(machine().configured()).isZero();
        assertThat(place(large()).isUnpaid()).as("neither holds up another").isTrue();
    }

    @Test
    void everyWalletPaysForIt() throws InterruptedException {
        stop();
        meters.spendAllBut(account, Cny.of("0.50"));
        int sizeGb = 100;
        for (WalletKind wallet : WalletKind.values()) {
            sizeGb += 50;
            Order order = place(disks(50, sizeGb));
            Payment payment =
                    orders.payByWallet(account, order.number(), wallet).orElseThrow();

            house.pay(account, payment.number());
            meters.heard();

            assertThat(orders.order(account, order.number()).order().isPaid())
                    .as(wallet.name())
                    .isTrue();
            assertThat(machine().spec().dataDisks().get(0).sizeGb()).isEqualTo(sizeGb);
        }
        assertThat(machine().configured()).isEqualTo(3);
    }

    @Test
    void whoCannotPayKeepsTheOldMachineAndTheOrder() {
        stop();
        Order order = place(large());
        meters.spendAllBut(account, Cny.of("1.00"));

        assertThatExceptionOfType(InsufficientBalance.class)
                .isThrownBy(() -> orders.payFromBalance(account, order.number()))
                .matches(poor -> poor.missing().isEqual(order.total().minus(Cny.of("1.00"))));

        assertThat(machine().configured()).isZero();
        customers.credit(account, "5000.00");
        orders.payFromBalance(account, order.number());
        assertThat(machine().configured()).isEqualTo(1);
    }

    @Test
    void disksGrowForTheDaysThatAreLeft() throws InterruptedException {
        stop();
        Order order = place(disks(80, 200));
        orders.payFromBalance(account, order.number());
        meters.deliver();

        assertThat(machine().spec()).isEqualTo(disks(80, 200));
        assertThat(order.lines().get(0).items())
                .extracting(OrderItem::component)
                .containsExactly(Component.SYSTEM_DISK, Component.DATA_DISK);
        assertThat(BookedParts.of(bookings, ledger, account, "order:" + order.number()))
                .hasSize(2)
                .allMatch(part -> part.months() == 0 && part.kind() == LineKind.CHANGE)
                .allMatch(part -> machine().expiresAt().equals(Optional.ofNullable(part.to())));
        refused(Reason.DISK_SHRINKS, disks(80, 100));
        assertTold(MessageKind.DISKS_GROWN, order.total());
    }

    /** 5 Mbps in Guangzhou are 115 a month, 2 Mbps 40 ({@code domain.md} 14, V12 and V14). */
    @Test
    void moreBandwidthCostsTheDifferenceWhileItRunsAndLessIsRefused() {
        pay(place(network(InternetChargeType.BANDWIDTH, 2)));
        clock.advanceTo(machine().expiresAt().orElseThrow().minus(Duration.ofDays(72)));

        Order order = place(network(InternetChargeType.BANDWIDTH, 5));

        assertThat(order.total()).as("V14, with exact months").isEqualTo(Cny.of("177.53"));
        pay(order);
        assertThat(machine().configuration().bandwidthMbps()).isEqualTo(5);
        refused(Reason.BANDWIDTH_LOWERS, network(InternetChargeType.BANDWIDTH, 4));
    }

    /** V15: 2 Mbps for three months, given up after one month and 36 hours. */
    @Test
    void bandwidthThatIsGivenUpForTrafficPaysBackWhatIsNotUsed() throws InterruptedException {
        Instance machine =
                meters.buy(account, Specs.withNetwork(Specs.prepaid().withMonths(3), InternetChargeType.BANDWIDTH, 2));
        id = machine.id();
        clock.advanceTo(ShopCalendar.plusMonths(machine.paidAt(), 1).plus(Duration.ofHours(36)));
        Money before = ledger.balance(account).balance();

        Order order = place(network(InternetChargeType.TRAFFIC, 2));

        assertThat(order.isPaid()).isTrue();
        assertThat(order.total()).isEqualTo(Cny.ZERO);
        assertThat(order.paidBack()).as("printed as 75.464").isEqualTo(Cny.of("75.46"));
        assertThat(ledger.balance(account).balance()).isEqualTo(before.plus(Cny.of("75.46")));
        Entry refund = entries(EntryKind.REFUND).get(0);
        assertThat(refund.reference())
                .isEqualTo("adjustment:" + order.lines().get(0).subOrder());
        assertThat(BookedParts.of(bookings, ledger, account, refund.reference()))
                .singleElement()
                .matches(part -> id.equals(BookedParts.machine(part)) && part.item() == null)
                .matches(part -> refund.occurredAt().equals(part.from()))
                .matches(part -> machine.expiresAt().equals(Optional.ofNullable(part.to())));
        assertThat(machine().configuration().internetChargeType()).isEqualTo(InternetChargeType.TRAFFIC);
        assertThat(returns.offers(account, List.of(id)).get(0).value().used())
                .as("the network is worth nothing any more")
                .extracting(part -> part.rate().component())
                .doesNotContain(Component.BANDWIDTH);
        assertTold(MessageKind.NETWORK_CHANGED, null);
        assertTold(MessageKind.CHANGE_PAID_BACK, Cny.of("75.46"));
    }

    /** {@code domain.md} 10.3: whoever owes money for traffic upgrades no prepaid machine. */
    @Test
    void inArrearsAPrepaidMachineBilledByTrafficIsNotUpgraded() throws InterruptedException {
        id = meters.buy(account, Specs.withNetwork(spec, InternetChargeType.TRAFFIC, 100))
                .id();
        meters.spendAllBut(account, Cny.of("0.00"));
        for (int hour = 0; hour < 4 && ledger.arrearsSince(account).isEmpty(); hour++) {
            meters.hours(1);
        }
        assertThat(ledger.arrearsSince(account)).isPresent();

        refused(Reason.ARREARS, network(InternetChargeType.TRAFFIC, 200));
        refused(Reason.ARREARS, large());

        assertThat(machine().configured()).isZero();
        customers.credit(account, "20000.00");
        meters.heard();
        assertThat(place(network(InternetChargeType.TRAFFIC, 200)).isPaid())
                .as("once nothing is owed")
                .isTrue();
    }

    /** V16: 61 days left. */
    @Test
    void bandwidthInPlaceOfTrafficCostsTheDaysLeft() {
        id = meters.buy(account, Specs.withNetwork(spec, InternetChargeType.TRAFFIC, 10))
                .id();
        clock.advanceTo(machine().expiresAt().orElseThrow().minus(Duration.ofDays(61)));

        Order order = place(network(InternetChargeType.BANDWIDTH, 2));

        assertThat(order.total()).as("printed as 81.32").isEqualTo(Cny.of("81.33"));
        pay(order);
        Instance switched = machine();
        assertThat(switched.networkSwitches()).isEqualTo(1);
        assertThat(jdbc.sql("select count(*) from instance_rates where instance_id = ?")
                        .param(id.instanceId())
                        .query(Integer.class)
                        .single())
                .as("nothing is charged by use any more")
                .isZero();
        assertThat(place(network(InternetChargeType.TRAFFIC, 10)).isPaid()).isTrue();
        refused(Reason.SWITCHED, network(InternetChargeType.BANDWIDTH, 1));
    }

    @Test
    void byTrafficTheBandwidthGoesUpAndDownForNothingAndIsAnOrderAllTheSame() {
        id = meters.buy(account, Specs.withNetwork(spec, InternetChargeType.TRAFFIC, 10))
                .id();
        Money before = ledger.balance(account).balance();

        Order up = place(network(InternetChargeType.TRAFFIC, 50));
        Order down = place(network(InternetChargeType.TRAFFIC, 5));

        assertThat(List.of(up, down)).allMatch(Order::isPaid).allMatch(order -> order.total()
                .isZero());
        assertThat(ledger.balance(account).balance()).isEqualTo(before);
        assertThat(machine().configuration().bandwidthMbps()).isEqualTo(5);
        assertThat(orders.orders(account, 0).getContent())
                .extracting(progress -> progress.order().number())
                .contains(up.number(), down.number());
    }

    @Test
    void aCheaperTypePaysBackWhatWasPaidLessItsUseAndTheRest() {
        id = meters.buy(account, Specs.withType(spec, ZONE, LARGE)).id();
        stop();
        clock.advanceTo(ShopCalendar.plusMonths(machine().paidAt(), 2));
        Money paid = pricing.quote(machine().spec(), 1).lines().get(0).unitAmount();

        int takenSmall = taken(SMALL);
        int takenLarge = taken(LARGE);

        AdjustmentOffer offer = adjustments.offer(account, id, WantedConfiguration.of(typed(SMALL)));
        Money expected = Cny.round(paid.getAmount()
                .subtract(perMonth(LARGE).multiply(BigDecimal.valueOf(2)).multiply(useFactor(2)))
                .subtract(perMonth(SMALL)
                        .multiply(BigDecimal.valueOf(offer.adjustment().days()))
                        .multiply(FACTOR_OF_HALF_A_YEAR)
                        .divide(BigDecimal.valueOf(30), 20, RoundingMode.HALF_UP)));
        assertThat(offer.adjustment().due().plus(expected).abs()).isLessThanOrEqualTo(Cny.of("0.01"));
        Order order = adjustments.place(
                account,
                new Reconfiguration(
                        id,
                        WantedConfiguration.of(typed(SMALL)),
                        0,
                        new AgreedPrice(offer.adjustment().due(), HourlyRate.ZERO),
                        offer.adjustment().at()),
                token());

        assertThat(order.paidBack())
                .as("as V7 and V9 are reckoned")
                .isEqualTo(offer.adjustment().refund());
        assertThat(taken(SMALL)).isEqualTo(takenSmall + 1);
        assertThat(taken(LARGE)).isEqualTo(takenLarge - 1);
        assertThat(machine().configuration().instanceType()).isEqualTo(SMALL);
    }

    /** Until 2019 nothing was paid back ({@code domain.md} 11.4); the days are those of {@code AdjustmentFeesTests}. */
    @Test
    void byTheOlderRuleACheaperTypeLastsLongerAndPaysNothingBack() {
        id = meters.buy(account, Specs.withType(spec, ZONE, LARGE)).id();
        stop();
        Instant end = machine().expiresAt().orElseThrow();
        clock.advanceTo(ShopCalendar.plusMonths(machine().paidAt(), 2));
        Money worth = adjustments
                .offer(account, id, WantedConfiguration.of(typed(SMALL)))
                .adjustment()
                .refund();
        BigDecimal aDay = perMonth(SMALL)
                .multiply(FACTOR_OF_HALF_A_YEAR)
                .divide(BigDecimal.valueOf(30), 20, RoundingMode.HALF_UP);
        int days = worth.getAmount().divide(aDay, 0, RoundingMode.FLOOR).intValueExact();
        assertThat(days).isPositive();
        Money before = ledger.balance(account).balance();

        Order order = transaction.execute(status -> lastingLonger()
                .place(account, PlacementToken.ofPage(token(), change(typed(SMALL))), change(typed(SMALL))));

        assertThat(order.isPaid()).isTrue();
        assertThat(order.paidBack()).isEqualTo(Cny.ZERO);
        assertThat(order.lines().get(0).extraDays()).isEqualTo(days);
        assertThat(ledger.balance(account).balance()).isEqualTo(before);
        assertThat(machine().configuration().instanceType()).isEqualTo(SMALL);
        assertThat(machine().expiresAt()).contains(end.plus(Duration.ofDays(days)));
        assertOnceOnly();
        assertThat(instances.terms(account, id))
                .last()
                .matches(term -> term.kind() == TermKind.CHANGE && term.paid().isZero() && term.days() == days);
        invariants.hold();

        clock.advanceTo(end.plus(Duration.ofHours(1)));
        instances.expireDue();
        assertThat(machine().state()).as("it goes on behind its old end").isEqualTo(InstanceState.STOPPED);
        ReturnOffer left = returns.offers(account, List.of(id)).get(0);
        assertThat(left.value().refund()).isLessThan(worth);
        returns.give(
                account,
                new AgreedReturn(id, left.kind(), left.at(), left.value().refund()),
                token());
        assertThat(machine().isInBin()).isTrue();
    }

    /** Until 2019 a cheaper type was chosen once, however dear the machine had become again. */
    private void assertOnceOnly() {
        transaction.executeWithoutResult(status -> {
            Order up = lastingLonger().buy(account, PlacementToken.ofPage(token(), change(large())), change(large()));
            assertThat(up.isPaid()).isTrue();
            Reconfiguration again = change(typed(SMALL));
            assertThatExceptionOfType(NotReconfigurable.class)
                    .isThrownBy(() -> lastingLonger().place(account, PlacementToken.ofPage(token(), again), again))
                    .matches(refused -> refused.reason() == Reason.DOWNGRADED);
            status.setRollbackOnly();
        });
    }

    @Test
    void byTheOlderRuleAMachineThatRunsIsShutDownForItAndLastsLonger() {
        id = meters.buy(account, Specs.withType(spec, ZONE, LARGE)).id();
        Instant end = machine().expiresAt().orElseThrow();
        Reconfiguration forced = new Reconfiguration(
                id, WantedConfiguration.of(typed(SMALL)), machine().configured(), null, null, true);

        transaction.executeWithoutResult(
                status -> lastingLonger().buy(account, PlacementToken.ofPage(token(), forced), forced));

        assertThat(machine().state()).isEqualTo(InstanceState.STOPPING);
        assertThat(machine().expiresAt().orElseThrow()).isAfter(end);
        for (int minute = 0; minute < 5; minute++) {
            clock.advance(Duration.ofMinutes(1));
            instances.advanceDue();
        }
        assertThat(machine().isRunning()).isTrue();
        assertThat(machine().configuration().instanceType()).isEqualTo(SMALL);
        invariants.hold();
    }

    private AdjustmentPlacement lastingLonger() {
        return new AdjustmentPlacement(
                orderRows,
                changes,
                open,
                payment,
                reservations,
                values,
                machines,
                instances,
                catalog,
                ledger,
                Settings.bound(
                        ReconfigurationSettings.class,
                        "shop.reconfiguration.downgrades=1",
                        "shop.reconfiguration.downgrade-rule=longer"),
                returns.settings(),
                orderSettings,
                clock);
    }

    @Test
    void whatIsUsedUpMakesItCheaperForNothing() {
        id = meters.buy(account, Specs.withType(spec, ZONE, LARGE)).id();
        stop();
        clock.advanceTo(machine().expiresAt().orElseThrow().minus(Duration.ofDays(20)));

        Order order = place(typed(SMALL));

        assertThat(order.isPaid()).isTrue();
        assertThat(order.paidBack()).as("as V8").isEqualTo(Cny.ZERO);
        assertThat(machine().configuration().instanceType()).isEqualTo(SMALL);
    }

    @Test
    void upAndDownInOneAreTwoChanges() {
        id = meters.buy(account, Specs.withType(spec, ZONE, LARGE)).id();
        stop();

        refused(Reason.BOTH_WAYS, Specs.withNetwork(typed(SMALL), InternetChargeType.BANDWIDTH, 5));
    }

    @Test
    void itGetsACheaperTypeFiveTimesAndNoMore() {
        stop();
        for (int time = 0; time < 5; time++) {
            pay(place(typed(LARGE)));
            assertThat(place(typed(SMALL)).isPaid()).isTrue();
        }
        pay(place(typed(LARGE)));
        refused(Reason.DOWNGRADED, typed(SMALL));
        assertThat(machine().configured()).isEqualTo(11);
    }

    @Test
    void whatCannotBeChangedIsRefusedWithTheReason() {
        refused(Reason.RUNS, large());
        refused(Reason.NOTHING, spec);
        AccountId stranger = customers.with("10.00");
        assertThatExceptionOfType(NoSuchInstance.class)
                .isThrownBy(() -> adjustments.place(stranger, change(large()), token()));
        stop();
        assertThatExceptionOfType(InvalidSpec.class).isThrownBy(() -> place(disks(80, 205)));
        Order renewal = renewals.place(account, List.of(new Renewal(id, 1, null)), token());
        refused(Reason.ORDER_OPEN, large());
        orders.cancel(account, renewal.number());
        Order open = place(large());
        assertThatExceptionOfType(RenewalOpen.class)
                .isThrownBy(() -> renewals.place(account, List.of(new Renewal(id, 1, null)), token()))
                .matches(refused -> refused.order().equals(open.number()));
        orders.cancel(account, open.number());
        clock.advanceTo(machine().expiresAt().orElseThrow());
        refused(Reason.OVER, large());
        instances.expireDue();
        meters.deliver();
    }

    @Test
    void ofASoldOutTypeNothingIsOrdered() {
        stop();
        int capacity = stock("capacity", LARGE);
        jdbc.sql("update stock set capacity = taken where zone_id = ? and instance_type = ?")
                .params(ZONE, LARGE)
                .update();
        try {
            assertThatExceptionOfType(SoldOut.class).isThrownBy(() -> place(large()));
        } finally {
            jdbc.sql("update stock set capacity = ? where zone_id = ? and instance_type = ?")
                    .params(capacity, ZONE, LARGE)
                    .update();
        }
        assertThat(place(large()).isUnpaid()).isTrue();
    }

    @Test
    void onlyWhatWasAgreedIsOrderedAndOnlyForAWhile() {
        stop();
        Adjustment seen =
                adjustments.offer(account, id, WantedConfiguration.of(large())).adjustment();
        AgreedPrice agreed = new AgreedPrice(seen.due(), HourlyRate.ZERO);
        AgreedPrice less = new AgreedPrice(seen.due().minus(Cny.of("0.01")), HourlyRate.ZERO);
        WantedConfiguration wanted = WantedConfiguration.of(large());

        assertThatExceptionOfType(PriceChanged.class)
                .isThrownBy(
                        () -> adjustments.place(account, new Reconfiguration(id, wanted, 0, less, seen.at()), token()));
        assertThatExceptionOfType(PriceChanged.class)
                .isThrownBy(() -> adjustments.place(
                        account,
                        new Reconfiguration(id, wanted, 0, agreed, clock.now().plus(Duration.ofHours(1))),
                        token()));
        clock.advance(returns.settings().offerFor());
        assertThatExceptionOfType(PriceChanged.class)
                .isThrownBy(() ->
                        adjustments.place(account, new Reconfiguration(id, wanted, 0, agreed, seen.at()), token()));
    }

    @Test
    void theOfferExplainsLineByLine() {
        stop();
        Adjustment offer = adjustments
                .offer(account, id, WantedConfiguration.of(Specs.withNetwork(large(), InternetChargeType.BANDWIDTH, 5)))
                .adjustment();

        assertThat(offer.lines())
                .extracting(line -> line.after().component())
                .containsExactly(Component.COMPUTE, Component.SYSTEM_DISK, Component.DATA_DISK, Component.BANDWIDTH);
        assertThat(offer.lines())
                .filteredOn(AdjustmentLine::isChanged)
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.fee().isPositive()).isTrue());
        assertThat(offer.fee())
                .isEqualTo(offer.lines().stream().map(AdjustmentLine::fee).reduce(Cny.ZERO, Money::plus));
        assertThat(offer.fee()).isLessThan(offer.listFee());
    }

    @Test
    void aMachineThatRenewsItselfMakesItsChangeVoid() throws InterruptedException {
        instances.choose(account, id, RenewFlag.NOTIFY_AND_AUTO_RENEW);
        Instant due = machine().expiresAt().orElseThrow().minus(Duration.ofDays(3));
        clock.advanceTo(due.minusSeconds(60));
        Order order = place(network(InternetChargeType.BANDWIDTH, 5));
        clock.advanceTo(due);
        instances.expireDue();
        meters.heard();

        assertVoid(order, VoidReason.RENEWED);
    }

    @Test
    void aMachineThatExpiresMakesItsChangeVoid() {
        Instant end = machine().expiresAt().orElseThrow();
        clock.advanceTo(end.minusSeconds(60));
        Order order = place(network(InternetChargeType.BANDWIDTH, 5));
        clock.advanceTo(end);
        instances.expireDue();

        assertVoid(order, VoidReason.OVER);
        meters.deliver();
    }

    @Test
    void aMachineThatWasInstalledAnewMakesItsChangeVoidAndKeepsItsImage() {
        Order order = place(network(InternetChargeType.BANDWIDTH, 5));
        String image = reinstallations.choices(machine()).stream()
                .filter(choice -> choice.reason() == null)
                .map(choice -> choice.image().id())
                .filter(other -> !other.equals(machine().spec().image()))
                .findFirst()
                .orElseThrow();
        reinstallations.reinstall(account, id, image, Login.random());

        assertVoid(order, VoidReason.CHANGED);
        meters.deliver();
        assertThat(machine().spec().image()).isEqualTo(image);
    }

    @Test
    void aMachineThatWasStartedMakesItsChangeVoidAndGivesTheHostBack() {
        stop();
        int large = taken(LARGE);
        Order order = place(large());
        instances.power(account, id, PowerAction.START);
        meters.deliver();

        assertVoid(order, VoidReason.RUNS);
        assertThat(taken(LARGE)).isEqualTo(large);
    }

    @Test
    void moneyFromAWalletForAVoidChangeStaysOnTheBalance() throws InterruptedException {
        stop();
        meters.spendAllBut(account, Cny.ZERO);
        Order order = place(large());
        Payment payment = orders.payByWallet(account, order.number(), WalletKind.WECHAT_PAY)
                .orElseThrow();
        instances.power(account, id, PowerAction.START);
        meters.deliver();

        house.pay(account, payment.number());
        meters.heard();

        assertThat(ledger.balance(account).balance()).isEqualTo(payment.amount());
        assertThat(messages.messages(account, 0).stream().map(Message::kind))
                .contains(MessageKind.PAYMENT_LEFT_ON_BALANCE);
        assertVoid(order, VoidReason.RUNS);
    }

    @Test
    void anUpgradeIsPaidInTwoTabsOnce() {
        stop();
        Order order = place(large());
        Money before = ledger.balance(account).balance();

        List<Outcome<Order>> outcomes = Races.run(4, tab -> () -> orders.payFromBalance(account, order.number()));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(machine().configured()).isEqualTo(1);
        assertThat(ledger.balance(account).balance()).isEqualTo(before.minus(order.total()));
    }

    @Test
    void tabsThatOrderAtTheSameMomentMakeOneOrder() {
        stop();
        int large = taken(LARGE);
        Instance seen = machine();
        String token = token();

        List<Outcome<Order>> same = Races.run(4, tab -> () -> adjustments.place(account, change(seen, large()), token));
        assertThat(same).allMatch(Outcome::succeeded);
        assertThat(same.stream().map(one -> one.value().number()).distinct()).hasSize(1);
        orders.cancel(account, same.get(0).value().number());

        List<Outcome<Order>> others =
                Races.run(4, tab -> () -> adjustments.place(account, change(seen, large()), token()));
        assertThat(others).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(others)
                .filteredOn(one -> !one.succeeded())
                .allMatch(one ->
                        one.thrown() instanceof NotReconfigurable refused && refused.reason() == Reason.ORDER_OPEN);
        assertThat(taken(LARGE)).isEqualTo(large + 1);
    }

    @Test
    void aRefundIsPaidBackOnceHoweverOftenItIsAskedFor() {
        Instance seen = machine();
        InstanceSpec traffic = network(InternetChargeType.TRAFFIC, 5);
        Money before = ledger.balance(account).balance();
        String token = token();

        List<Outcome<Order>> outcomes = Races.run(
                6, tab -> () -> adjustments.place(account, change(seen, traffic), tab % 2 == 0 ? token : token()));

        assertThat(outcomes)
                .filteredOn(one -> !one.succeeded())
                .allMatch(
                        one -> one.thrown() instanceof NotReconfigurable refused && refused.reason() == Reason.CHANGED);
        assertThat(outcomes.stream()
                        .filter(Outcome::succeeded)
                        .map(one -> one.value().number())
                        .distinct())
                .hasSize(1);
        Money back = entries(EntryKind.REFUND).get(0).amount();
        assertThat(ledger.balance(account).balance()).isEqualTo(before.plus(back));
    }

    /** An open order keeps it from being returned; once it is paid, the return that was agreed is another one. */
    @Test
    void anUpgradeAndAReturnAtOnceAreOneAfterTheOther() {
        for (int round = 0; round < 3; round++) {
            AccountId other = customers.with("5000.00");
            Instance machine = meters.buy(other, spec);
            ReturnOffer offer = returns.offers(other, List.of(machine.id())).get(0);
            AgreedReturn agreed = new AgreedReturn(
                    machine.id(), offer.kind(), offer.at(), offer.value().refund());
            InstanceSpec wanted = network(InternetChargeType.BANDWIDTH, 5);

            List<Outcome<Object>> outcomes = Races.run(
                    2,
                    which -> () -> which == 0
                            ? orders.payFromBalance(
                                    other,
                                    adjustments
                                            .place(other, change(machine, wanted), token())
                                            .number())
                            : returns.give(other, agreed, token()));

            boolean returned = outcomes.get(1).succeeded();
            assertThat(outcomes.get(0).succeeded()).as("round " + round).isEqualTo(!returned);
            if (returned) {
                assertThat(outcomes.get(0).thrown()).isInstanceOf(NotReconfigurable.class);
            } else {
                assertThat(outcomes.get(1).thrown()).isInstanceOfAny(RenewalOpen.class, ReturnChanged.class);
            }
        }
    }

    @Test
    void anUpgradePaidInTheSecondInWhichItsMachineExpiresIsDoneOrVoid() {
        for (int round = 0; round < 3; round++) {
            meters.park();
            AccountId other = customers.with("5000.00");
            Instance machine = meters.buy(other, Specs.prepaid());
            Instant end = machine.expiresAt().orElseThrow();
            jdbc.sql("update instances set expiry_due_at = expires_at where instance_id = ?")
                    .param(machine.id().instanceId())
                    .update();
            clock.advanceTo(end.minusSeconds(30));
            Order order = adjustments.place(
                    other,
                    change(machine, Specs.withNetwork(Specs.prepaid(), InternetChargeType.BANDWIDTH, 5)),
                    token());
            Money before = ledger.balance(other).balance();
            clock.advanceTo(end.minusMillis(30));

            List<Outcome<Object>> outcomes = Races.run(2, which -> () -> {
                if (which == 0) {
                    return orders.payFromBalance(other, order.number());
                }
                clock.advanceTo(end);
                return instances.expireDue();
            });
            instances.expireDue();

            boolean paid = outcomes.get(0).succeeded();
            assertThat(outcomes.get(1).succeeded()).as("round " + round).isTrue();
            Instance after = instances.instance(other, machine.id());
            assertThat(after.isInBin()).isTrue();
            assertThat(after.configured()).isEqualTo(paid ? 1 : 0);
            assertThat(ledger.balance(other).balance()).isEqualTo(paid ? before.minus(order.total()) : before);
            meters.deliver();
        }
    }

    @Test
    void upgradedAndReturnedWithinFiveDaysEverythingIsPaidBackAndAfterwardsWhatIsLeft() {
        Money before = ledger.balance(account).balance();
        Money paid = machine().cost().unitTotal();
        Order order = place(network(InternetChargeType.BANDWIDTH, 5));
        pay(order);

        ReturnOffer offer = returns.offers(account, List.of(id)).get(0);
        assertThat(offer.kind()).isEqualTo(ReturnKind.FIVE_DAY);
        assertThat(offer.value().refund()).isEqualTo(paid.plus(order.total()));

        clock.advance(Duration.ofDays(10));
        ReturnOffer later = returns.offers(account, List.of(id)).get(0);
        assertThat(later.value().upgrades()).singleElement().satisfies(rest -> assertThat(rest.begun())
                .isEqualTo(11));
        returns.give(
                account,
                new AgreedReturn(id, later.kind(), later.at(), later.value().refund()),
                token());
        assertThat(ledger.balance(account).balance())
                .isEqualTo(before.minus(order.total()).plus(later.value().refund()));
        meters.deliver();
    }

    /** {@code domain.md} 11.2: then only what is left of host and network is paid back, whatever a form says. */
    @Test
    void whoseBandwidthBecameTrafficMeanwhileIsNotReturnedForEverything() {
        clock.advance(Duration.ofDays(1));
        assertThat(returns.offers(account, List.of(id)).get(0).kind())
                .as("until then")
                .isEqualTo(ReturnKind.FIVE_DAY);
        Money everything = machine().cost().unitTotal();
        Order traffic = place(network(InternetChargeType.TRAFFIC, 5));
        assertThat(traffic.paidBack().isPositive()).isTrue();

        ReturnOffer offer = returns.offers(account, List.of(id)).get(0);

        assertThat(offer.kind()).isEqualTo(ReturnKind.ORDINARY);
        assertThat(offer.value().refund()).isLessThan(everything.minus(traffic.paidBack()));
        Money before = ledger.balance(account).balance();
        for (Money forged : List.of(
                everything, everything.minus(traffic.paidBack()), offer.value().refund())) {
            assertThatExceptionOfType(NotReturnable.class)
                    .isThrownBy(() -> returns.give(
                            account, new AgreedReturn(id, ReturnKind.FIVE_DAY, offer.at(), forged), token()))
                    .matches(refused -> refused.reason() == NotReturnable.Reason.TOO_OLD);
        }
        assertThat(ledger.balance(account).balance()).isEqualTo(before);
        assertThat(machine().isInBin()).isFalse();
        giveBack();
        assertThat(ledger.balance(account).balance())
                .isEqualTo(before.plus(offer.value().refund()));
        assertThat(returns.left(account, ReturnKind.FIVE_DAY))
                .as("still its own")
                .isEqualTo(1);
    }

    /** V5, as printed within five days of the purchase: the host is valued up to its first upgrade, the network is not. */
    @Test
    void theUseOfAnUpgradedHostIsValuedUpToThatWithinFiveDaysAndAllOfItLater() {
        giveBack();
        id = meters.buy(account, spec).id();
        clock.advanceTo(machine().paidAt().plus(Duration.ofHours(12)));
        stop();
        Order upgrade = place(disks(60, 100));
        pay(upgrade);
        instances.power(account, id, PowerAction.START);
        meters.deliver();
        clock.advanceTo(machine().paidAt().plus(Duration.ofHours(72)));

        ReturnOffer early = returns.offers(account, List.of(id)).get(0);
        assertThat(early.kind()).isEqualTo(ReturnKind.ORDINARY);
        assertThat(hours(early, Component.COMPUTE)).isEqualTo(12);
        assertThat(hours(early, Component.BANDWIDTH)).isEqualTo(72);
        assertThat(early.value().upgrades()).singleElement().satisfies(rest -> assertThat(rest.begun())
                .isEqualTo(3));

        clock.advanceTo(machine().paidAt().plus(Duration.ofDays(5)).plusSeconds(1));
        assertThat(hours(returns.offers(account, List.of(id)).get(0), Component.COMPUTE))
                .isEqualTo(120);
    }

    private void giveBack() {
        ReturnOffer offer = returns.offers(account, List.of(id)).get(0);
        returns.give(
                account,
                new AgreedReturn(id, offer.kind(), offer.at(), offer.value().refund()),
                token());
        meters.deliver();
    }

    private static long hours(ReturnOffer offer, Component component) {
        return offer.value().used().stream()
                .filter(part -> part.rate().component() == component)
                .findFirst()
                .orElseThrow()
                .rest()
                .toHours();
    }

    /** The audit adds up after each step. */
    @Test
    void aLifeWithManyChangesComesOutEven() throws InterruptedException {
        stop();
        pay(place(large()));
        clock.advance(Duration.ofDays(40));
        pay(renewals.place(account, List.of(new Renewal(id, 3, null)), token()));
        pay(place(disks(50, 200)));
        invariants.hold();
        clock.advance(Duration.ofDays(25));
        Order down = place(typed(SMALL));
        assertThat(down.paidBack().isPositive()).isTrue();
        invariants.hold();
        pay(place(network(InternetChargeType.BANDWIDTH, 6)));
        clock.advance(Duration.ofDays(10));
        Order traffic = place(network(InternetChargeType.TRAFFIC, 6));
        assertThat(traffic.paidBack().isPositive()).isTrue();
        pay(place(large()));
        instances.power(account, id, PowerAction.START);
        meters.deliver();
        clock.advance(Duration.ofDays(100));
        Money before = ledger.balance(account).balance();

        ReturnOffer offer = returns.offers(account, List.of(id)).get(0);
        assertThat(offer.value().terms()).as("what was left at the last refund").hasSize(1);
        giveBack();

        assertThat(ledger.balance(account).balance())
                .isEqualTo(before.plus(offer.value().refund()));
        assertThat(machine().configured()).isEqualTo(6);
        pay(renewals.place(account, List.of(new Renewal(id, 1, null)), token()));
        meters.deliver();
        pay(place(network(InternetChargeType.BANDWIDTH, 3)));
        assertThat(machine().isRunning()).isTrue();
    }

    @Test
    void theAuditFindsChangesThatDoNotAgree() {
        Order order = place(network(InternetChargeType.TRAFFIC, 5));
        String number = order.number().number();
        broken(
                "update order_lines set paid_back = paid_back + ? where order_number = ?",
                number,
                "changes-have-their-refund-once");
        broken(
                "update reconfigurations set line = line + ? where order_number = ?",
                number,
                "paid-changes-are-made-once");
        Money paid = instances.terms(account, id).get(0).paid();
        jdbc.sql("update instance_terms set paid = 0 where instance_id = ?")
                .param(id.instanceId())
                .update();
        assertThat(invariants.broken()).contains("no-machine-pays-back-more-than-it-cost");
        jdbc.sql("update instance_terms set paid = ? where instance_id = ?")
                .params(paid.getAmount(), id.instanceId())
                .update();
    }

    private void broken(String alteration, String order, String invariant) {
        jdbc.sql(alteration).params(1, order).update();
        assertThat(invariants.broken()).contains(invariant);
        jdbc.sql(alteration).params(-1, order).update();
    }

    /** Once, with what was paid or paid back. */
    private void assertTold(MessageKind kind, @Nullable Money amount) throws InterruptedException {
        meters.heard();
        assertThat(messages.messages(account, 0).stream().filter(message -> message.kind() == kind))
                .singleElement()
                .satisfies(message -> {
                    assertThat(message.instance()).contains(id);
                    assertThat(message.amount()).isEqualTo(Optional.ofNullable(amount));
                });
    }

    private void assertVoid(Order order, VoidReason reason) {
        Money before = ledger.balance(account).balance();
        assertThatExceptionOfType(OrderClosed.class)
                .isThrownBy(() -> orders.payFromBalance(account, order.number()))
                .matches(closed -> closed.state() == OrderState.INVALID);
        assertThat(ledger.balance(account).balance()).isEqualTo(before);
        Order closed = orders.order(account, order.number()).order();
        assertThat(closed.voidReason()).contains(reason);
        assertThat(machine().configured()).isZero();
    }

    private void refused(Reason reason, InstanceSpec wanted) {
        assertThatExceptionOfType(NotReconfigurable.class)
                .isThrownBy(() -> place(wanted))
                .matches(refused -> refused.reason() == reason, "for " + reason);
        assertThat(adjustments
                        .offer(account, id, WantedConfiguration.of(wanted))
                        .refusal())
                .as("what the page says")
                .isInstanceOfSatisfying(NotReconfigurable.class, said -> assertThat(said.reason())
                        .isEqualTo(reason));
    }

    private Order place(InstanceSpec wanted) {
        return adjustments.place(account, change(wanted), token());
    }

    private void pay(Order order) {
        orders.payFromBalance(account, order.number());
    }

    private Reconfiguration change(InstanceSpec wanted) {
        return change(machine(), wanted);
    }

    private static Reconfiguration change(Instance machine, InstanceSpec wanted) {
        return new Reconfiguration(machine.id(), WantedConfiguration.of(wanted), machine.configured(), null);
    }

    private InstanceSpec large() {
        return typed(LARGE);
    }

    private InstanceSpec typed(String type) {
        return Specs.withType(machine().spec(), ZONE, type);
    }

    private InstanceSpec disks(int systemGb, int dataGb) {
        return Specs.withDisks(
                machine().spec(), new Disk("CLOUD_PREMIUM", systemGb), new Disk("CLOUD_PREMIUM", dataGb));
    }

    private InstanceSpec network(InternetChargeType internet, int mbps) {
        return Specs.withNetwork(machine().spec(), internet, mbps);
    }

    private void stop() {
        instances.power(account, id, PowerAction.STOP);
        meters.deliver();
    }

    private Instance machine() {
        return instances.instance(account, id);
    }

    private Money difference(String from, String to, int days, BigDecimal factor) {
        BigDecimal more = perMonth(to).subtract(perMonth(from));
        return Cny.round(more.multiply(BigDecimal.valueOf(days * 12L))
                .multiply(factor)
                .divide(BigDecimal.valueOf(365), 20, RoundingMode.HALF_UP));
    }

    private BigDecimal perMonth(String type) {
        return compute(type, 1).unitPrice();
    }

    private BigDecimal useFactor(int months) {
        return compute(SMALL, months).discountFactor();
    }

    private QuoteLine compute(String type, int months) {
        return pricing.quote(Specs.withType(Specs.prepaid().withMonths(months), ZONE, type), 1)
                .lines()
                .get(0);
    }

    private List<Entry> entries(EntryKind kind) {
        return ledger.entries(account, 0, 100).stream()
                .filter(entry -> entry.kind() == kind)
                .toList();
    }

    private int taken(String type) {
        return stock("taken", type);
    }

    private int stock(String column, String type) {
        return jdbc.sql("select " + column + " from stock where zone_id = ? and instance_type = ?")
                .params(ZONE, type)
                .query(Integer.class)
                .single();
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }
}
