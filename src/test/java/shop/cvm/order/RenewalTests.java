package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogFixture;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.InstanceTerm;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Isolation;
import shop.cvm.instance.Login;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.Phase;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.Provisioner;
import shop.cvm.instance.TermKind;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.payment.Payment;
import shop.cvm.payment.WalletKind;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Pricing;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;
import shop.cvm.wallet.WalletHouse;

/** More time for prepaid machines: ordered and paid like a purchase, and never lost or given twice. */
@ShopTest
class RenewalTests {

    @Autowired
    private Meters meters;

    @Autowired
    private Orders orders;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Instances instances;

    @Autowired
    private Provisioner provisioner;

    @Autowired
    private WalletHouse house;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Catalog catalog;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account;
    private Instance machine;
    private Instant expiry;

    @BeforeEach
    void aMachineForAMonth() {
        meters.park();
        account = customers.with("10000.00");
        machine = meters.buy(account, Specs.prepaid());
        expiry = machine.expiresAt().orElseThrow();
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void theNewTimeBeginsWhereTheOldOneEndsAndIsPaidOnce() {
        Money before = ledger.balance(account).balance();
        Money price = pricing.quote(Specs.prepaid().withMonths(6), 1).total();
        Order order = place(6);
        assertThat(order.total()).isEqualTo(price);
        assertThat(order.isRenewal()).isTrue();

        orders.payFromBalance(account, order.number());
        orders.payFromBalance(account, order.number());

        assertThat(now().expiresAt()).contains(ShopCalendar.plusMonths(expiry, 6));
        assertThat(now().state()).as("it runs on").isEqualTo(InstanceState.RUNNING);
        assertThat(ledger.balance(account).balance()).isEqualTo(before.minus(price));
        assertThat(orders.order(account, order.number()).state()).isEqualTo(OrderState.DELIVERED);
        List<InstanceTerm> terms = instances.terms(account, machine.id());
        assertThat(terms).hasSize(2);
        assertThat(terms.get(1).kind()).isEqualTo(TermKind.RENEWAL);
        assertThat(terms.get(1).startedAt()).isEqualTo(terms.get(0).endsAt());
        assertThat(terms.get(1).paid()).isEqualTo(price);
        assertThat(terms.get(1).orderNumber()).isEqualTo(order.number().number());
    }

    /** Half a year of S5 has 27 % off, of cloud disks 12 %, of bandwidth nothing: by the price book, without its code. */
    @Test
    void halfAYearCostsWhatThePriceBookSays() {
        Order order = place(6);

        assertThat(order.lines().get(0).items())
                .extracting(OrderItem::component, OrderItem::amount)
                .containsExactly(
                        tuple(Component.COMPUTE, Cny.of("750.34")),
                        tuple(Component.SYSTEM_DISK, Cny.of("92.40")),
                        tuple(Component.BANDWIDTH, Cny.of("120.00")));
        assertThat(order.total()).isEqualTo(Cny.of("962.74"));
    }

    /** Decision 3: the purchase keeps its price, its renewal has the present one; so has an order that is not paid yet. */
    @Test
    void aRenewalHasThePricesOfItsDayAndNotThoseOfThePurchase() {
        Money bought = machine.cost().unitTotal();
        assertThat(bought).as("149.04, 17.50 and 20.00").isEqualTo(Cny.of("186.54"));
        Order early = place(1);
        assertThat(early.total()).isEqualTo(bought);
        orders.cancel(account, early.number());

        CatalogFixture.whilePriced(jdbc, catalog, "ap-guangzhou", "S5.MEDIUM4", "200.00", "0.3093", () -> {
            assertThat(renewals.price(now(), 1)).as("174.00 with 13 % off").contains(Cny.of("211.50"));
            assertThatExceptionOfType(PriceChanged.class)
                    .isThrownBy(() -> renewals.place(
                            account,
                            List.of(new Renewal(machine.id(), 1, new AgreedPrice(bought, HourlyRate.ZERO))),
                            token()));
            renew(1);
        });

        assertThat(instances.terms(account, machine.id()))
                .extracting(InstanceTerm::paid)
                .containsExactly(bought, Cny.of("211.50"));
        assertThat(now().cost().unitTotal()).as("what was agreed stays").isEqualTo(bought);
        assertThat(renewals.price(now(), 1)).contains(bought);
    }

    @Test
    void everyWalletPaysForIt() throws InterruptedException {
        meters.spendAllBut(account, Cny.of("0.50"));
        Instant end = expiry;
        for (WalletKind wallet : WalletKind.values()) {
            Order order = place(1);
            Payment payment =
                    orders.payByWallet(account, order.number(), wallet).orElseThrow();

            house.pay(account, payment.number());
            meters.heard();

            end = ShopCalendar.plusMonths(end, 1);
            assertThat(orders.order(account, order.number()).order().isPaid())
                    .as(wallet.name())
                    .isTrue();
            assertThat(now().expiresAt()).as(wallet.name()).contains(end);
        }
        assertThat(ledger.balance(account).balance()).isEqualTo(Cny.ZERO);
        assertThat(instances.terms(account, machine.id())).hasSize(1 + WalletKind.values().length);
    }

    @Test
    void anOrderForMoreTimeTakesNeitherStockNorQuota() {
        int taken = taken();
        int left = orders.quota(
                        account, "ap-guangzhou-3", machine.configuration().chargeType())
                .remaining();

        renew(1);
        Order cancelled = place(1);
        orders.cancel(account, cancelled.number());

        assertThat(taken()).isEqualTo(taken);
        assertThat(orders.quota(
                                account,
                                "ap-guangzhou-3",
                                machine.configuration().chargeType())
                        .remaining())
                .isEqualTo(left);
    }

    @Test
    void remindersAreCountedFromTheNewEnd() {
        clock.advanceTo(expiry.minus(Duration.ofDays(2)));
        instances.expireDue();

        renew(1);

        clock.advanceTo(expiry);
        assertThat(instances.expireDue()).as("nothing is due").isZero();
        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
    }

    @Test
    void fromTheRecycleBinItComesBackRunningAndItsTimeBeginsAtTheOldEnd() {
        Instance byTraffic = meters.buy(account, Specs.withNetwork(Specs.prepaid(), InternetChargeType.TRAFFIC, 5));
        Instant itsExpiry = byTraffic.expiresAt().orElseThrow();
        clock.advanceTo(itsExpiry.plus(Duration.ofSeconds(1)));
        instances.expireDue();
        meters.deliver();
        clock.advance(Duration.ofDays(3));
        assertThat(provisioner.observe(byTraffic.id()).phase()).isEqualTo(Phase.STOPPED);

        Order order = renewals.place(account, List.of(new Renewal(byTraffic.id(), 1, null)), token());
        orders.payFromBalance(account, order.number());

        Instance paid = instances.instance(account, byTraffic.id());
        assertThat(paid.state()).isEqualTo(InstanceState.STARTING);
        assertThat(paid.releaseAt()).isEmpty();
        meters.deliver();
        Instance back = instances.instance(account, byTraffic.id());
        assertThat(back.state()).isEqualTo(InstanceState.RUNNING);
        assertThat(back.isolation()).isEqualTo(Isolation.NOTISOLATED);
        assertThat(back.expiresAt()).contains(ShopCalendar.plusMonths(itsExpiry, 1));
        assertThat(provisioner.observe(byTraffic.id()).phase()).isEqualTo(Phase.RUNNING);
        assertThat(jdbc.sql("select charged from usage_periods where instance_id = ? and is_open")
                        .param(byTraffic.id().instanceId())
                        .query(Boolean.class)
                        .single())
                .as("its traffic")
                .isTrue();
    }

    @Test
    void aPasswordAskedForBeforeItExpiredIsSetBeforeItRunsAgain() {
        clock.advanceTo(expiry.minusSeconds(2));
        instances.resetPassword(account, machine.id(), Login.random(), true);
        clock.advanceTo(expiry);
        instances.expireDue();

        renew(1);
        meters.deliver();
        meters.deliver();

        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
        assertThat(now().isGettingPassword()).isFalse();
        assertThat(now().hasPasswordToShow()).isTrue();
    }

    /** The day is lost where a month has no such day, and never comes back: terms are counted from the last end. */
    @Test
    void monthsEndOnTheLastDayWhereTheyHaveNoSuchDay() {
        int year = ShopCalendar.dayOf(expiry).getYear() + 1;
        Instant end = Instant.parse(year + "-12-31T04:00:00Z");
        clock.advanceTo(end);
        Instance late = meters.buy(account, Specs.prepaid());
        Instant january = late.expiresAt().orElseThrow();
        assertThat(ShopCalendar.dayOf(january).getDayOfMonth()).isEqualTo(31);

        renew(late.id(), 1);
        Instant february = instances.instance(account, late.id()).expiresAt().orElseThrow();
        renew(late.id(), 1);
        Instant march = instances.instance(account, late.id()).expiresAt().orElseThrow();

        assertThat(ShopCalendar.dayOf(february))
                .isEqualTo(ShopCalendar.dayOf(january).plusMonths(1));
        assertThat(ShopCalendar.dayOf(march))
                .isEqualTo(ShopCalendar.dayOf(february).plusMonths(1));
    }

    @Test
    void severalMachinesAreRenewedByOneOrderWithALineEach() {
        Instance other = meters.buy(account, Specs.prepaid());
        Order order = renewals.place(
                account, List.of(new Renewal(other.id(), 3, null), new Renewal(machine.id(), 3, null)), token());

        orders.payFromBalance(account, order.number());

        assertThat(order.lines()).hasSize(2).allSatisfy(line -> assertThat(line.kind())
                .isEqualTo(LineKind.RENEWAL));
        assertThat(now().expiresAt()).contains(ShopCalendar.plusMonths(expiry, 3));
        assertThat(instances.terms(account, other.id())).hasSize(2);
    }

    @Test
    void theSameFormPlacesOneOrderAndAnotherContentIsRefused() {
        String token = token();
        List<Renewal> wish = List.of(new Renewal(machine.id(), 1, null));
        Order first = renewals.place(account, wish, token);

        assertThat(renewals.place(account, wish, token).number()).isEqualTo(first.number());
        assertThatExceptionOfType(TokenReused.class)
                .isThrownBy(() -> renewals.place(account, List.of(new Renewal(machine.id(), 2, null)), token));
    }

    @Test
    void aMachineIsInOneOpenOrderAtATime() {
        Order open = place(1);

        assertThatExceptionOfType(RenewalOpen.class).isThrownBy(() -> place(2)).matches(refused -> refused.order()
                .equals(open.number()));
        assertThat(renewals.offers(account, List.of(machine.id()), RenewalPeriod.of(1)))
                .singleElement()
                .matches(offer -> !offer.isPossible());

        orders.cancel(account, open.number());
        renew(1);
        renew(1);
        assertThat(now().expiresAt()).contains(ShopCalendar.plusMonths(ShopCalendar.plusMonths(expiry, 1), 1));
    }

    @Test
    void anOrderThatNobodyPaysLetsGoOfItsMachine() {
        Order open = place(1);
        clock.advance(Duration.ofHours(1));
        orders.expireDue();

        assertThat(orders.order(account, open.number()).state()).isEqualTo(OrderState.EXPIRED);
        renew(1);
    }

    @Test
    void whatCannotBeRenewedIsRefusedWithTheReason() {
        Instance hourly = meters.buy(account, Specs.postpaid());
        assertThatExceptionOfType(NotRenewable.class)
                .isThrownBy(() -> renew(hourly.id(), 1))
                .matches(refused -> !refused.isPrepaid());
        Order purchase = orders.place(account, List.of(Purchases.of(Specs.prepaid(), 1)), token());
        orders.payFromBalance(account, purchase.number());
        InstanceId unborn =
                instances.ofOrder(account, purchase.number().number()).get(0).id();
        assertThatExceptionOfType(NotRenewable.class)
                .isThrownBy(() -> renew(unborn, 1))
                .matches(refused -> refused.state() == InstanceState.PENDING);
        for (int months : List.of(13, 48, 60)) {
            assertThatExceptionOfType(InvalidSpec.class).as(months + " months").isThrownBy(() -> place(months));
        }
        assertThatExceptionOfType(PriceChanged.class)
                .isThrownBy(() -> renewals.place(
                        account,
                        List.of(new Renewal(machine.id(), 1, new AgreedPrice(Cny.of("0.01"), HourlyRate.ZERO))),
                        token()));
        AccountId stranger = customers.with("1000.00");
        assertThatExceptionOfType(NoSuchInstance.class)
                .isThrownBy(() -> renewals.place(stranger, List.of(new Renewal(machine.id(), 1, null)), token()));
        meters.deliver();
    }

    @Test
    void anOrderForAMachineThatIsReleasedMeanwhileIsClosedAndTakesNoMoney() {
        clock.advanceTo(expiry);
        instances.expireDue();
        Instant release = now().releaseAt().orElseThrow();
        clock.advanceTo(release.minusSeconds(60));
        instances.expireDue();
        Order order = place(1);
        Money before = ledger.balance(account).balance();
        clock.advanceTo(release);
        instances.expireDue();
        assertThat(now().state()).isEqualTo(InstanceState.TERMINATING);

        assertThatExceptionOfType(OrderClosed.class)
                .isThrownBy(() -> orders.payFromBalance(account, order.number()))
                .matches(closed -> closed.state() == OrderState.INVALID);

        assertThat(ledger.balance(account).balance()).isEqualTo(before);
        assertThat(instances.terms(account, machine.id())).hasSize(1);
        meters.deliver();
    }

    @Test
    void whoHasTooLittleRenewsNothing() {
        AccountId poor = customers.with("1000.00");
        Instance his = meters.buy(poor, Specs.prepaid());
        Order order = renewals.place(poor, List.of(new Renewal(his.id(), 36, null)), token());

        assertThatExceptionOfType(InsufficientBalance.class)
                .isThrownBy(() -> orders.payFromBalance(poor, order.number()));

        assertThat(instances.instance(poor, his.id()).expiresAt()).isEqualTo(his.expiresAt());
        assertThat(orders.order(poor, order.number()).order().isUnpaid()).isTrue();
    }

    @Test
    void twoTabsThatRenewTheSameMachineMakeOneOrder() {
        var placed = Races.run(4, tab -> () -> place(1));

        assertThat(placed).filteredOn(Races.Outcome::succeeded).hasSize(1);
        assertThat(placed).filteredOn(one -> !one.succeeded()).allSatisfy(one -> assertThat(one.thrown())
                .isInstanceOf(RenewalOpen.class));
    }

    @Test
    void payingAtTheSameMomentInSeveralTabsRenewsOnce() {
        Order order = place(1);

        Races.run(4, tab -> () -> orders.payFromBalance(account, order.number()));

        assertThat(now().expiresAt()).contains(ShopCalendar.plusMonths(expiry, 1));
        assertThat(instances.terms(account, machine.id())).hasSize(2);
    }

    /** Either it is renewed first and never stops, or it is stopped and comes back; it is never left in the bin. */
    @Test
    void aMachineRenewedInTheSecondInWhichItExpiresRuns() throws InterruptedException {
        for (int round = 0; round < 5; round++) {
            Instance one = meters.buy(account, Specs.prepaid());
            Instant end = one.expiresAt().orElseThrow();
            meters.park();
            Order order = renewals.place(account, List.of(new Renewal(one.id(), 1, null)), token());
            jdbc.sql("update orders set pay_until = ? where order_number = ?")
                    .params(Timestamp.from(end.plusSeconds(600)), order.number().number())
                    .update();
            jdbc.sql("update instances set expiry_due_at = expires_at where instance_id = ?")
                    .param(one.id().instanceId())
                    .update();
            clock.advanceTo(end);

            var outcomes = Races.run(
                    2,
                    which -> () -> which == 0 ? orders.payFromBalance(account, order.number()) : instances.expireDue());
            meters.heard();
            meters.deliver();
            meters.deliver();

            assertThat(outcomes).as("round " + round).allMatch(Races.Outcome::succeeded);
            Instance after = instances.instance(account, one.id());
            assertThat(after.state()).as("round " + round).isEqualTo(InstanceState.RUNNING);
            assertThat(after.expiresAt()).contains(ShopCalendar.plusMonths(end, 1));
        }
    }

    /** The last second counts as well: paid or released, but never both. */
    @Test
    void aMachineRenewedInTheSecondInWhichItIsReleasedIsOneOrTheOther() throws InterruptedException {
        for (int round = 0; round < 5; round++) {
            Instance one = meters.buy(account, Specs.prepaid());
            clock.advanceTo(one.expiresAt().orElseThrow());
            instances.expireDue();
            meters.deliver();
            Instant release = instances.instance(account, one.id()).releaseAt().orElseThrow();
            clock.advanceTo(release.minusSeconds(60));
            instances.expireDue();
            Order order = renewals.place(account, List.of(new Renewal(one.id(), 1, null)), token());
            Money before = ledger.balance(account).balance();
            clock.advanceTo(release);

            Races.run(
                    2,
                    which -> () -> which == 0 ? orders.payFromBalance(account, order.number()) : instances.expireDue());
            instances.expireDue();
            meters.heard();
            meters.deliver();

            boolean paid = orders.order(account, order.number()).order().isPaid();
            Instance after = instances.instance(account, one.id());
            assertThat(after.state().isEnded()).as("round " + round).isNotEqualTo(paid);
            assertThat(ledger.balance(account).balance()).isEqualTo(paid ? before.minus(order.total()) : before);
        }
    }

    @Test
    void aMachineThatIsOffOrOnItsWayCanBeRenewedAndStaysAsItIs() {
        instances.power(account, machine.id(), PowerAction.STOP);
        renew(1);
        assertThat(now().state()).isEqualTo(InstanceState.STOPPING);
        meters.deliver();

        renew(1);

        assertThat(now().state()).isEqualTo(InstanceState.STOPPED);
        assertThat(instances.terms(account, machine.id())).hasSize(3);
    }

    /** Not even whether somebody else has ordered more time for it. */
    @Test
    void aStrangerLearnsNothingOfAMachineInAnOpenOrder() {
        place(1);
        AccountId stranger = customers.with("1000.00");

        assertThatExceptionOfType(NoSuchInstance.class)
                .isThrownBy(() -> renewals.place(stranger, List.of(new Renewal(machine.id(), 1, null)), token()));
    }

    private Order place(int months) {
        return renewals.place(account, List.of(new Renewal(machine.id(), months, null)), token());
    }

    private void renew(int months) {
        renew(machine.id(), months);
    }

    private void renew(InstanceId id, int months) {
        Order order = renewals.place(account, List.of(new Renewal(id, months, null)), token());
        orders.payFromBalance(account, order.number());
    }

    private Instance now() {
        return instances.instance(account, machine.id());
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }

    private int taken() {
        return jdbc.sql("select taken from stock where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.MEDIUM4'")
                .query(Integer.class)
                .single();
    }
}
