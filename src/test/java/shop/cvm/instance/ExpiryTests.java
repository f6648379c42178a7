package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.notification.Message;
import shop.cvm.notification.MessageKind;
import shop.cvm.notification.Messages;
import shop.cvm.order.Renewals;
import shop.cvm.time.ShopClock;

/** A prepaid machine that is not renewed: its owner is reminded, it is stopped, kept for a while, and released. */
@ShopTest
class ExpiryTests {

    private static final Duration DAY = Duration.ofDays(1);

    @Autowired
    private Meters meters;

    @Autowired
    private Instances instances;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Provisioner provisioner;

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

    private AccountId account;
    private Instance machine;
    private Instant expiry;

    @BeforeEach
    void aMachineForAMonth() {
        meters.park();
        account = customers.with("1000.00");
        machine = meters.buy(account, Specs.prepaid());
        expiry = machine.expiresAt().orElseThrow();
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void itsOneTermBeginsWithThePaymentAndEndsWithItsTime() {
        assertThat(instances.terms(account, machine.id())).singleElement().satisfies(term -> {
            assertThat(term.kind()).isEqualTo(TermKind.PURCHASE);
            assertThat(term.startedAt()).isEqualTo(machine.paidAt());
            assertThat(term.endsAt()).isEqualTo(expiry);
            assertThat(term.paid()).isEqualTo(machine.cost().unitTotal());
            assertThat(term.orderNumber()).isEqualTo(machine.orderNumber());
        });
        assertThat(instances.terms(
                        account, meters.buy(account, Specs.postpaid()).id()))
                .isEmpty();
    }

    @Test
    void itsOwnerIsToldAtEveryStageWithTheDateAndThePrice() throws InterruptedException {
        meters.expire(expiry.plus(DAY.multipliedBy(10)));

        Instant release = new ExpirySettings(List.of(1), 3, 7).releaseAt(expiry);
        assertThat(told(MessageKind.INSTANCE_EXPIRING)).hasSize(4).allSatisfy(message -> {
            assertThat(message.nextAt()).contains(expiry);
            assertThat(message.amount()).isEqualTo(renewals.price(now(), 1)).isPresent();
            assertThat(message.instance()).contains(machine.id());
        });
        assertThat(days(MessageKind.INSTANCE_EXPIRING)).containsExactly(-7L, -5L, -3L, -1L);
        assertThat(days(MessageKind.INSTANCE_EXPIRED)).containsExactly(0L, 1L, 3L, 5L, 7L);
        assertThat(told(MessageKind.INSTANCE_EXPIRED))
                .allSatisfy(message -> assertThat(message.nextAt()).contains(release));
        assertThat(told(MessageKind.INSTANCE_RELEASED)).hasSize(1);
        assertThat(told(MessageKind.INSTANCE_TERMINATED)).isEmpty();
    }

    @Test
    void atTheMomentOfExpiryItIsShutDownAndKeptWithItsAddresses() {
        clock.advanceTo(expiry.minusSeconds(2));
        instances.expireDue();
        assertThat(now().state()).as("not a moment before").isEqualTo(InstanceState.RUNNING);

        clock.advanceTo(expiry);
        instances.expireDue();

        assertThat(now().state()).isEqualTo(InstanceState.SHUTDOWN);
        assertThat(now().isolation()).isEqualTo(Isolation.EXPIRE);
        meters.deliver();
        assertThat(provisioner.observe(machine.id()).phase()).isEqualTo(Phase.STOPPED);
        assertThat(now().publicIp()).isPresent();
        assertThat(now().releaseAt()).isPresent();
        assertThat(steps()).as("nothing is left to do").isEmpty();
        assertThat(instances.expireDue()).isZero();
    }

    @Test
    void onTheEighthDayItIsReleasedAndItsHostIsFreeAgainButNotItsPlaceInTheQuota() throws InterruptedException {
        int taken = taken();
        meters.expire(expiry.plus(DAY.multipliedBy(7)));
        assertThat(now().state()).isEqualTo(InstanceState.SHUTDOWN);
        Instant release = now().releaseAt().orElseThrow();
        assertThat(taken()).isEqualTo(taken);

        meters.expire(release);
        meters.deliver();

        assertThat(now().state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(now().endedAt()).isPresent();
        assertThat(now().releaseAt()).isEmpty();
        assertThat(provisioner.observe(machine.id()).phase()).isEqualTo(Phase.ABSENT);
        assertThat(taken()).isEqualTo(taken - 1);
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void aMachineThatWasOffExpiresToo() {
        instances.power(account, machine.id(), PowerAction.STOP);
        meters.deliver();
        clock.advanceTo(expiry);

        instances.expireDue();
        meters.deliver();

        assertThat(now().state()).isEqualTo(InstanceState.SHUTDOWN);
        assertThat(steps()).isEmpty();
    }

    @Test
    void aPasswordThatIsBeingSetWaitsUntilItComesBack() {
        instances.resetPassword(account, machine.id(), Login.random(), true);
        clock.advanceTo(expiry);

        instances.expireDue();
        meters.deliver();

        assertThat(now().state()).isEqualTo(InstanceState.SHUTDOWN);
        assertThat(now().isGettingPassword()).isTrue();
        assertThat(provisioner.observe(machine.id()).phase()).isEqualTo(Phase.STOPPED);
        assertThat(steps()).isEmpty();
    }

    @Test
    void nothingIsChargedForTrafficInTheRecycleBin() {
        Instance byTraffic = meters.buy(account, Specs.withNetwork(Specs.prepaid(), InternetChargeType.TRAFFIC, 5));
        assertThat(isCharged(byTraffic)).isTrue();
        clock.advanceTo(byTraffic.expiresAt().orElseThrow());

        instances.expireDue();
        meters.deliver();

        assertThat(isCharged(byTraffic)).isFalse();
    }

    /** Reminders that nobody can act on any more are not made up for, and nobody loses days in the recycle bin. */
    @Test
    void afterAnOutageItIsStoppedFirstAndKeptForTheWholeTimeFromThenOn() throws InterruptedException {
        clock.advanceTo(expiry.plus(DAY.multipliedBy(30)));
        Instant late = clock.now();

        instances.expireDue();
        meters.heard();

        assertThat(now().state()).isEqualTo(InstanceState.SHUTDOWN);
        assertThat(now().releaseAt().orElseThrow()).isAfter(late.plus(DAY.multipliedBy(7)));
        assertThat(told(MessageKind.INSTANCE_EXPIRING)).isEmpty();
        assertThat(told(MessageKind.INSTANCE_EXPIRED)).hasSize(1);
        meters.expire(now().releaseAt().orElseThrow());
        assertThat(now().state().isEnded()).isTrue();
    }

    @Test
    void ofSeveralRemindersThatWereMissedOneIsSent() throws InterruptedException {
        clock.advanceTo(expiry.minus(DAY.multipliedBy(2)));

        instances.expireDue();
        instances.expireDue();
        meters.heard();

        assertThat(told(MessageKind.INSTANCE_EXPIRING)).hasSize(1);
        meters.expire(expiry.minusSeconds(1));
        assertThat(told(MessageKind.INSTANCE_EXPIRING)).hasSize(2);
    }

    @Test
    void nodesThatLookAtTheSameMomentStopItOnce() throws InterruptedException {
        clock.advanceTo(expiry);

        var done = Races.run(4, node -> instances::expireDue);
        meters.heard();

        assertThat(done).allMatch(Races.Outcome::succeeded);
        assertThat(done.stream().mapToInt(Races.Outcome::value).sum()).isEqualTo(1);
        assertThat(told(MessageKind.INSTANCE_EXPIRED)).hasSize(1);
    }

    private Instance now() {
        return instances.instance(account, machine.id());
    }

    private List<Message> told(MessageKind kind) {
        return messages.messages(account, 0).stream()
                .filter(message -> message.kind() == kind)
                .toList();
    }

    /** On which days around the expiry this was told, in the order of time. */
    private List<Long> days(MessageKind kind) {
        return told(kind).stream()
                .map(message -> Math.floorDiv(
                        Duration.between(expiry, message.createdAt()).toSeconds(), DAY.toSeconds()))
                .sorted()
                .toList();
    }

    private List<Timestamp> steps() {
        return jdbc.sql("select next_step_at from instances where instance_id = ? and next_step_at is not null")
                .param(machine.id().instanceId())
                .query(Timestamp.class)
                .list();
    }

    private int taken() {
        return jdbc.sql("select taken from stock where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.MEDIUM4'")
                .query(Integer.class)
                .single();
    }

    /** How many machines count as bought in advance. */
    private int counted() {
        return jdbc.sql("select sum(used) from quotas where account_id = ? and charge_type = 'PREPAID'")
                .param(account.accountId())
                .query(Integer.class)
                .single();
    }

    private boolean isCharged(Instance one) {
        return jdbc.sql("select charged from usage_periods where instance_id = ? and is_open")
                .param(one.id().instanceId())
                .query(Boolean.class)
                .single();
    }
}
