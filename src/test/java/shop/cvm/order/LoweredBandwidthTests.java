package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.RoundTrips;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Act;
import shop.cvm.instance.ActKind;
import shop.cvm.instance.History;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.LaterBandwidth;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.instance.NotReconfigurable.Reason;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.RenewFlag;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.notification.MessageKind;
import shop.cvm.notification.Messages;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Pricing;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/** Prepaid machines that are renewed with less bandwidth: what is paid, and when they have it. */
@ShopTest
class LoweredBandwidthTests {

    /** 2 x 20 + 3 x 25 for 5 Mbps, 2 x 20 for 2 ({@code domain.md} 14, V12). */
    private static final Money LESS_FOR_A_MONTH = Cny.of("75.00");

    private static final InstanceSpec FIVE = Specs.withNetwork(Specs.prepaid(), InternetChargeType.BANDWIDTH, 5);

    @Autowired
    private Meters meters;

    @Autowired
    private Orders orders;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Adjustments adjustments;

    @Autowired
    private DirectChanges direct;

    @Autowired
    private Returns returns;

    @Autowired
    private Instances instances;

    @Autowired
    private History history;

    @Autowired
    private Messages messages;

    @Autowired
    private Pricing pricing;

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
    void aMachineWithFiveMbps() {
        meters.park();
        account = customers.with("10000.00");
        machine = meters.buy(account, FIVE);
        expiry = machine.expiresAt().orElseThrow();
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void theNewTimeIsPricedWithItAndTheMachineHasItWhenThatBegins() throws InterruptedException {
        Order order = place(2);
        assertThat(order.total()).isEqualTo(pricing.quote(FIVE, 1).total().minus(LESS_FOR_A_MONTH));
        assertThat(order.lines().get(0).lowersFrom()).contains(5);
        pay(order);

        assertThat(mbps()).as("what was paid for until then").isEqualTo(5);
        assertThat(now().laterBandwidth()).contains(new LaterBandwidth(2, expiry));
        assertThat(now().configured()).isZero();
        meters.expire(expiry.minusSeconds(1));
        assertThat(mbps()).isEqualTo(5);

        meters.expire(expiry);
        assertThat(mbps()).isEqualTo(2);
        assertThat(now().laterBandwidth()).isEmpty();
        assertThat(now().isReshaping()).isTrue();
        meters.deliver();
        assertThat(now().isReshaping()).isFalse();
        assertThat(now().isRunning()).isTrue();
        assertThat(now().publicIp()).isPresent();
        assertThat(now().expiresAt()).contains(ShopCalendar.plusMonths(expiry, 1));
        assertThat(acts()).contains(ActKind.BANDWIDTH_LOWERED).doesNotContain(ActKind.EXPIRED);
        meters.heard();
        assertThat(messages.messages(account, 0).getContent())
                .filteredOn(told -> told.kind() == MessageKind.NETWORK_CHANGED)
                .hasSize(1);
        pay(renewals.place(account, List.of(new Renewal(machine.id(), 1, null)), token()));
        meters.expire(ShopCalendar.plusMonths(expiry, 1));
        assertThat(now().configured()).as("lowered once").isEqualTo(1);
    }

    @Test
    void whatRenewsItselfMeanwhileDoesSoWithTheLowerBandwidth() {
        pay(place(2));
        instances.choose(account, machine.id(), RenewFlag.NOTIFY_AND_AUTO_RENEW);
        assertThat(renewals.price(now(), 1)).contains(pricing.quote(two(), 1).total());

        Order second = renewals.place(account, List.of(new Renewal(machine.id(), 1, null)), token());

        assertThat(second.total()).isEqualTo(pricing.quote(two(), 1).total());
        assertThat(second.lines().get(0).lowersFrom()).isEmpty();
        pay(second);
        assertThat(now().laterBandwidth()).contains(new LaterBandwidth(2, expiry));
    }

    @Test
    void itCanBeLoweredToOneMbpsAndNeitherRaisedNorGivenUp() {
        for (int other : List.of(6, 0, -1)) {
            notLowerable(machine, other, 5);
        }
        Order same = place(5);
        assertThat(same.lines().get(0).lowersFrom()).as("as it was").isEmpty();
        orders.cancel(account, same.number());
        pay(place(1));
        notLowerable(now(), 2, 0);
        Instance byTraffic = meters.buy(account, Specs.withNetwork(Specs.prepaid(), InternetChargeType.TRAFFIC, 5));
        notLowerable(byTraffic, 2, 0);
    }

    /** {@code domain.md} 10.1. */
    @Test
    void inTheRecycleBinItStaysAsItIs() {
        Order order = place(2);
        jdbc.sql("update orders set pay_until = ? where order_number = ?")
                .params(Timestamp.from(expiry.plusSeconds(900)), order.number().number())
                .update();
        clock.advanceTo(expiry);
        instances.expireDue();
        Money before = ledger.balance(account).balance();

        assertThatExceptionOfType(OrderClosed.class)
                .isThrownBy(() -> orders.payFromBalance(account, order.number()))
                .matches(closed -> closed.state() == OrderState.INVALID);

        assertThat(orders.order(account, order.number()).order().voidReason()).contains(VoidReason.IN_BIN);
        assertThat(ledger.balance(account).balance()).isEqualTo(before);
        notLowerable(now(), 2, 0);
        pay(renewals.place(account, List.of(new Renewal(machine.id(), 1, null)), token()));
        meters.deliver();
        assertThat(mbps()).isEqualTo(5);
    }

    @Test
    void inTheRecycleBinAnOrderThatNobodyPaidHoldsUpNoOther() {
        Order unpaid = place(2);
        jdbc.sql("update orders set pay_until = ? where order_number = ?")
                .params(Timestamp.from(expiry.plusSeconds(900)), unpaid.number().number())
                .update();
        clock.advanceTo(expiry);
        instances.expireDue();
        assertThat(renewals.offers(account, List.of(machine.id()), RenewalPeriod.of(1)))
                .singleElement()
                .matches(RenewalOffer::isPossible);

        pay(renewals.place(account, List.of(new Renewal(machine.id(), 1, null)), token()));

        meters.deliver();
        assertThat(now().isRunning()).isTrue();
        assertThat(mbps()).isEqualTo(5);
        Order closed = orders.order(account, unpaid.number()).order();
        assertThat(closed.state()).isEqualTo(OrderState.INVALID);
        assertThat(closed.voidReason()).contains(VoidReason.IN_BIN);
    }

    /** Whoever asks for the price and sees it expire at this moment is told. */
    @Test
    void inTheRecycleBinLessIsRefusedInWords() {
        clock.advanceTo(expiry);
        instances.expireDue();

        RenewalOffer offer = renewals.offer(account, machine.id(), RenewalPeriod.of(1), 2);

        assertThat(offer.isPossible()).isFalse();
        assertThat(offer.refusal()).isInstanceOf(NotLowerable.class);
        meters.deliver();
    }

    /** Placing an order looks at the machine without a lock, so that it may not see what happens at that moment. */
    @Test
    void aNetworkThatHasBecomeAnotherOneMakesTheOrderVoid() {
        for (InstanceSpec other : List.of(
                Specs.withNetwork(FIVE, InternetChargeType.BANDWIDTH, 20),
                Specs.withNetwork(FIVE, InternetChargeType.TRAFFIC, 5))) {
            Instance one = meters.buy(account, FIVE);
            Order order = place(one, 2, token());
            unseen(order, () -> direct.change(account, change(one, other), "test"));
            Money before = ledger.balance(account).balance();

            assertThatExceptionOfType(OrderClosed.class)
                    .isThrownBy(() -> orders.payFromBalance(account, order.number()))
                    .matches(closed -> closed.state() == OrderState.INVALID);

            assertThat(orders.order(account, order.number()).order().voidReason())
                    .contains(VoidReason.CHANGED);
            assertThat(ledger.balance(account).balance()).isEqualTo(before);
            Instance after = instances.instance(account, one.id());
            assertThat(after.laterBandwidth()).isEmpty();
            assertThat(after.expiresAt()).isEqualTo(one.expiresAt());
            assertThat(after.configuration().internetChargeType()).isEqualTo(other.internetChargeType());
            assertThat(after.configuration().bandwidthMbps()).isEqualTo(other.bandwidthMbps());
            meters.deliver();
            pay(renewals.place(account, List.of(new Renewal(one.id(), 1, null)), token()));
        }
    }

    /** It is lowered from what it has, or nothing is taken for that. */
    @Test
    void orderedAtTheMomentInWhichItIsRaisedItIsLoweredFromWhatItHasOrNothingIsTaken() {
        for (int round = 0; round < 5; round++) {
            Instance one = meters.buy(account, FIVE);
            Reconfiguration raise = change(one, Specs.withNetwork(FIVE, InternetChargeType.BANDWIDTH, 20));
            List<Outcome<Order>> outcomes = Races.run(2, which -> () -> {
                if (which == 0) {
                    return place(one, 2, token());
                }
                direct.change(account, raise, "test");
                return null;
            });
            Money before = ledger.balance(account).balance();
            if (!outcomes.get(0).succeeded()) {
                continue;
            }
            Order order = outcomes.get(0).value();
            int from = order.lines().get(0).lowersFrom().orElseThrow();
            int has = instances.instance(account, one.id()).configuration().bandwidthMbps();
            if (from == has) {
                pay(order);
                assertThat(instances.instance(account, one.id()).laterBandwidth())
                        .isPresent();
            } else {
                assertThatExceptionOfType(OrderClosed.class).isThrownBy(() -> pay(order));
                assertThat(ledger.balance(account).balance())
                        .as("round " + round)
                        .isEqualTo(before);
            }
        }
        meters.deliver();
    }

    /** What is paid for is the machine as it is, although nobody asked for another bandwidth. */
    @Test
    void renewedAtTheMomentInWhichItIsRaisedItIsPaidForAsItIs() {
        customers.credit(account, "20000.00");
        for (int round = 0; round < 8; round++) {
            Instance one = meters.buy(account, FIVE);
            Reconfiguration raise = change(one, Specs.withNetwork(FIVE, InternetChargeType.BANDWIDTH, 20));
            List<Outcome<Order>> outcomes = Races.run(2, which -> () -> {
                if (which == 0) {
                    return renewals.place(account, List.of(new Renewal(one.id(), 1, null)), token());
                }
                direct.change(account, raise, "test");
                return null;
            });
            Order order = outcomes.get(0).value();
            int has = instances.instance(account, one.id()).configuration().bandwidthMbps();
            assertThat(order.lines().get(0).spec().bandwidthMbps())
                    .as("round " + round + ", raised: " + outcomes.get(1).succeeded())
                    .isEqualTo(has);
            pay(order);
        }
        meters.deliver();
    }

    /** As a node of an older version leaves it: that does not know of the bandwidth when a machine is returned. */
    @Test
    void whereTheTimeWithItIsGoneItKeepsWhatItHas() {
        pay(place(2));
        clock.advance(Duration.ofDays(10));
        giveBack();
        meters.deliver();
        pay(renewals.place(account, List.of(new Renewal(machine.id(), 1, null)), token()));
        meters.deliver();
        jdbc.sql("update instances set lowers_to_mbps = 2, lowers_at = ?, expiry_due_at = ? where instance_id = ?")
                .params(
                        Timestamp.from(expiry),
                        Timestamp.from(expiry),
                        machine.id().instanceId())
                .update();
        clock.advanceTo(expiry);

        instances.expireDue();

        assertThat(now().laterBandwidth()).isEmpty();
        assertThat(now().isRunning()).isTrue();
        assertThat(now().isReshaping()).isFalse();
        assertThat(mbps()).isEqualTo(5);
        assertThat(acts()).doesNotContain(ActKind.BANDWIDTH_LOWERED);
    }

    @Test
    void howeverManyAreLoweredTogetherTheirOrdersAreReadOnce() {
        List<Instance> others = meters.buy(account, FIVE, 2);
        pay(place(2));
        others.forEach(one -> pay(place(one, 2, token())));
        clock.advanceTo(others.get(0).expiresAt().orElseThrow());

        List<String> sent = RoundTrips.of(instances::expireDue);

        assertThat(sent).filteredOn(one -> one.contains(" from orders ")).hasSize(1);
        assertThat(sent).filteredOn(one -> one.contains("into instance_acts")).hasSize(1);
        meters.deliver();
        assertThat(mbps()).isEqualTo(2);
        assertThat(others)
                .extracting(one ->
                        instances.instance(account, one.id()).configuration().bandwidthMbps())
                .containsOnly(2);
    }

    @Test
    void untilThenTheNetworkStaysAndNothingGetsCheaperButDearer() {
        pay(place(2));
        refused(Specs.withNetwork(FIVE, InternetChargeType.BANDWIDTH, 8));
        refused(Specs.withNetwork(FIVE, InternetChargeType.TRAFFIC, 5));
        instances.power(account, machine.id(), PowerAction.STOP);
        meters.deliver();
        refused(Specs.withType(FIVE, FIVE.zone(), "S5.SMALL2"));

        pay(adjustments.place(account, change(Specs.withDisks(FIVE, new Disk("CLOUD_PREMIUM", 100))), token()));

        assertThat(now().laterBandwidth()).isPresent();
        clock.advanceTo(expiry);
        instances.expireDue();
        meters.deliver();
        assertThat(mbps()).isEqualTo(2);
        assertThat(now().state()).as("off as it was").isEqualTo(InstanceState.STOPPED);
        pay(adjustments.place(
                account, change(Specs.withNetwork(now().spec(), InternetChargeType.BANDWIDTH, 3)), token()));
        assertThat(mbps()).isEqualTo(3);
    }

    @Test
    void aReturnPaysTheNewTimeBackAndKeepsTheBandwidth() {
        Order order = place(2);
        pay(order);
        clock.advance(Duration.ofDays(10));
        Money before = ledger.balance(account).balance();
        ReturnOffer offer = giveBack();
        meters.deliver();

        assertThat(ledger.balance(account).balance())
                .isEqualTo(before.plus(offer.value().refund()));
        assertThat(offer.value().refund().isLessThan(order.total())).isFalse();
        assertThat(now().laterBandwidth()).isEmpty();
        pay(renewals.place(account, List.of(new Renewal(machine.id(), 1, null)), token()));
        meters.deliver();
        clock.advanceTo(expiry);
        instances.expireDue();
        assertThat(mbps()).isEqualTo(5);
    }

    /** It begins with the new time, in which its use is valued with it. */
    @Test
    void afterwardsItIsReturnedForWhatItIs() {
        pay(place(2));
        clock.advanceTo(expiry);
        instances.expireDue();
        meters.deliver();
        clock.advance(Duration.ofDays(1));

        ReturnOffer offer = returns.offers(account, List.of(machine.id())).get(0);

        assertThat(offer.value().used())
                .filteredOn(part -> part.rate().component() == Component.BANDWIDTH)
                .singleElement()
                .satisfies(part -> assertThat(part.rate().perMonth()).isEqualByComparingTo("40"));
    }

    @Test
    void howeverLateItIsLoweredBeforeItExpires() {
        pay(place(2));
        clock.advanceTo(ShopCalendar.plusMonths(expiry, 1).plusSeconds(60));
        instances.expireDue();
        meters.deliver();

        assertThat(now().isInBin()).isTrue();
        assertThat(mbps()).isEqualTo(2);
        pay(renewals.place(account, List.of(new Renewal(machine.id(), 1, null)), token()));
        meters.deliver();
        meters.deliver();
        assertThat(now().isRunning()).isTrue();
        assertThat(now().isReshaping()).isFalse();
    }

    @Test
    void theSameTokenWithAnotherBandwidthIsRefused() {
        String token = token();
        Order order = place(machine, 2, token);

        assertThat(place(machine, 2, token).number()).isEqualTo(order.number());
        assertThatExceptionOfType(TokenReused.class).isThrownBy(() -> place(machine, 3, token));
    }

    @Test
    void fourTabsOrderOneBandwidth() {
        List<Outcome<Order>> outcomes = Races.run(4, tab -> () -> place(tab + 1));

        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(outcomes).allMatch(one -> one.succeeded() || one.thrown() instanceof RenewalOpen);
    }

    /** It is paid before it expires, and lowered; or it expires first, and nothing is taken. */
    @Test
    void paidInTheSecondInWhichItExpiresItIsLoweredOrNothingIsTaken() throws InterruptedException {
        for (int round = 0; round < 5; round++) {
            Instance one = meters.buy(account, FIVE);
            Instant end = one.expiresAt().orElseThrow();
            meters.park();
            Order order = place(one, 2, token());
            jdbc.sql("update orders set pay_until = ? where order_number = ?")
                    .params(Timestamp.from(end.plusSeconds(600)), order.number().number())
                    .update();
            jdbc.sql("update instances set expiry_due_at = expires_at where instance_id = ?")
                    .param(one.id().instanceId())
                    .update();
            clock.advanceTo(end);
            Money before = ledger.balance(account).balance();

            Races.run(
                    2,
                    which -> () -> which == 0 ? orders.payFromBalance(account, order.number()) : instances.expireDue());
            instances.expireDue();
            meters.deliver();

            boolean paid = orders.order(account, order.number()).order().isPaid();
            Instance after = instances.instance(account, one.id());
            assertThat(after.isInBin()).as("round " + round).isNotEqualTo(paid);
            assertThat(after.configuration().bandwidthMbps()).isEqualTo(paid ? 2 : 5);
            assertThat(ledger.balance(account).balance()).isEqualTo(paid ? before.minus(order.total()) : before);
        }
    }

    @Test
    void theAuditFindsBandwidthThatIsNotWhatWasPaidFor() {
        pay(place(2));
        jdbc.sql("update instances set lowers_to_mbps = 1 where instance_id = ?")
                .param(machine.id().instanceId())
                .update();
        assertThat(invariants.broken()).contains("bandwidth-is-lowered-as-renewed");
        jdbc.sql("update instances set lowers_to_mbps = null, lowers_at = null where instance_id = ?")
                .param(machine.id().instanceId())
                .update();
        assertThat(invariants.broken()).contains("bandwidth-is-lowered-as-renewed");
        jdbc.sql("update instances set lowers_to_mbps = 2, lowers_at = ? where instance_id = ?")
                .params(Timestamp.from(expiry), machine.id().instanceId())
                .update();
    }

    private Order place(int mbps) {
        return place(machine, mbps, token());
    }

    private Order place(Instance one, @Nullable Integer mbps, String token) {
        return renewals.place(account, List.of(new Renewal(one.id(), RenewalPeriod.of(1), null, null, mbps)), token);
    }

    private void pay(Order order) {
        orders.payFromBalance(account, order.number());
    }

    private ReturnOffer giveBack() {
        ReturnOffer offer = returns.offers(account, List.of(machine.id())).get(0);
        returns.give(
                account,
                new AgreedReturn(
                        machine.id(), offer.kind(), offer.at(), offer.value().refund()),
                token());
        return offer;
    }

    /** As if the order came at the same moment, and nobody else could see it yet. */
    private void unseen(Order order, Runnable meanwhile) {
        String number = order.number().number();
        jdbc.sql("update order_lines set open_for = null where order_number = ?")
                .param(number)
                .update();
        meanwhile.run();
        jdbc.sql("update order_lines set open_for = instance_id where order_number = ?")
                .param(number)
                .update();
    }

    private void notLowerable(Instance one, int mbps, int most) {
        assertThatExceptionOfType(NotLowerable.class)
                .isThrownBy(() -> place(one, mbps, token()))
                .matches(refused -> refused.most() == most);
    }

    private void refused(InstanceSpec wanted) {
        assertThatExceptionOfType(NotReconfigurable.class)
                .isThrownBy(() -> adjustments.place(account, change(wanted), token()))
                .matches(refused -> refused.reason() == Reason.LOWERS_LATER);
    }

    private Reconfiguration change(InstanceSpec wanted) {
        return change(now(), wanted);
    }

    private static Reconfiguration change(Instance one, InstanceSpec wanted) {
        return new Reconfiguration(one.id(), WantedConfiguration.of(wanted), one.configured(), null);
    }

    private static InstanceSpec two() {
        return Specs.withNetwork(Specs.prepaid(), InternetChargeType.BANDWIDTH, 2);
    }

    private int mbps() {
        return now().configuration().bandwidthMbps();
    }

    private List<ActKind> acts() {
        return history.of(account, machine.id(), 0).getContent().stream()
                .map(Act::kind)
                .toList();
    }

    private Instance now() {
        return instances.instance(account, machine.id());
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }
}
