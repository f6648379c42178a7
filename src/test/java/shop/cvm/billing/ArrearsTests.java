package shop.cvm.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Arrears.Stage;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Isolation;
import shop.cvm.instance.OwnerInArrears;
import shop.cvm.instance.PowerAction;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.notification.Message;
import shop.cvm.notification.MessageKind;
import shop.cvm.notification.Messages;
import shop.cvm.order.InArrears;
import shop.cvm.time.ShopClock;

/** An account that does not pay for what it uses is warned, stopped and reclaimed in time, and never after it has paid. */
@ShopTest
class ArrearsTests {

    @Autowired
    private Meters meters;

    @Autowired
    private Instances instances;

    @Autowired
    private Billing billing;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Messages messages;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private OtherSettings other;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account;
    private Instance machine;

    /** Its freeze leaves 0.30 CNY: not enough for one full hour. */
    @BeforeEach
    void aMachineWhoseOwnerHasLittleLeft() {
        meters.park();
        account = customers.with("1.00");
        meters.untilNextHour();
        machine = meters.buy(account, Specs.postpaid());
        leave(account, "0.30");
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void twoHoursAfterTheBalanceDidNotReachMachinesStopAndADayLaterTheyAreGone() throws InterruptedException {
        Instant began = arrears();
        assertThat(now().state()).as("it runs on").isEqualTo(InstanceState.RUNNING);

        meters.hours(1);
        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
        meters.hours(1);
        meters.deliver();
        assertThat(now().state()).isEqualTo(InstanceState.STOPPED);
        assertThat(now().isolation()).isEqualTo(Isolation.ARREAR);
        assertThat(billing.arrears(account).orElseThrow().stage()).isEqualTo(Stage.STOPPED);
        Money owed = ledger.balance(account).owed();

        meters.hours(23);
        assertThat(now().state()).isEqualTo(InstanceState.STOPPED);
        assertThat(ledger.balance(account).owed())
                .as("nothing is charged any more")
                .isEqualTo(owed);
        meters.hours(1);
        assertThat(now().state()).isEqualTo(InstanceState.TERMINATING);
        assertThat(ledger.balance(account).frozen()).isEqualTo(Cny.ZERO);
        meters.deliver();
        assertThat(now().state()).isEqualTo(InstanceState.TERMINATED);

        assertThat(meters.settlements(account)).hasSize(3);
        meters.heard();
        assertThat(told(MessageKind.ARREARS).nextAt()).contains(began.plus(Duration.ofHours(2)));
        assertThat(told(MessageKind.ARREARS_STOPPED).nextAt()).contains(began.plus(Duration.ofHours(26)));
        assertThat(told(MessageKind.ARREARS_RECLAIMED).machines()).isEqualTo(1);
        assertThat(kinds()).doesNotContain(MessageKind.INSTANCE_TERMINATED);
    }

    @Test
    void howLongMachinesRunOnAndAreKeptIsWhatTheSettingsSay() throws InterruptedException {
        Duration runFor = Duration.ofMinutes(90);
        Duration keepFor = Duration.ofDays(15);
        Billing patient = other.billing(5, runFor, keepFor);
        meters.untilNextHour();
        patient.runDue(clock.now());
        Instant began = ledger.arrearsSince(account).orElseThrow();
        Instant stopAt = began.plus(runFor);
        Instant reclaimAt = stopAt.plus(keepFor);
        assertThat(billing.arrears(account).orElseThrow())
                .matches(arrears -> arrears.stopAt().equals(stopAt))
                .matches(arrears -> arrears.reclaimAt().equals(reclaimAt));

        passUntil(stopAt.minusSeconds(10), patient);
        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
        passUntil(stopAt, patient);
        meters.deliver();
        assertThat(now().state()).isEqualTo(InstanceState.STOPPED);
        assertThat(billing.arrears(account).orElseThrow().reclaimAt()).isEqualTo(reclaimAt);

        passUntil(reclaimAt.minusSeconds(10), patient);
        assertThat(now().state()).isEqualTo(InstanceState.STOPPED);
        passUntil(reclaimAt, patient);
        assertThat(now().state()).isEqualTo(InstanceState.TERMINATING);
        meters.deliver();
        meters.heard();
        assertThat(told(MessageKind.ARREARS).nextAt()).contains(stopAt);
        assertThat(told(MessageKind.ARREARS_STOPPED).nextAt()).contains(reclaimAt);
        assertThat(told(MessageKind.ARREARS_RECLAIMED).machines()).isEqualTo(1);
    }

    private void passUntil(Instant until, Billing by) {
        clock.advanceTo(until);
        by.runDue(clock.now());
    }

    @Test
    void inArrearsNothingIsBoughtAndNothingStarted() {
        instances.power(account, machine.id(), PowerAction.STOP);
        meters.deliver();
        arrears();

        assertThatExceptionOfType(InArrears.class).isThrownBy(() -> meters.buy(account, Specs.prepaid()));
        assertThatExceptionOfType(OwnerInArrears.class)
                .isThrownBy(() -> instances.power(account, machine.id(), PowerAction.START));
        assertThat(now().state()).isEqualTo(InstanceState.STOPPED);
    }

    @Test
    void aTopUpEndsArrearsAtOnceAndTheMachineStartsAgainAndIsCharged() throws InterruptedException {
        arrears();
        meters.hours(3);
        meters.deliver();
        customers.credit(account, "0.01");
        meters.heard();
        assertThat(billing.arrears(account)).as("not enough").isPresent();

        customers.credit(account, "10.00");
        meters.heard();

        assertThat(billing.arrears(account)).isEmpty();
        assertThat(ledger.arrearsSince(account)).isEmpty();
        assertThat(now().isolation()).isEqualTo(Isolation.NOTISOLATED);
        assertThat(now().state()).isEqualTo(InstanceState.STOPPED);
        assertThat(kinds()).contains(MessageKind.ARREARS_CLEARED);
        assertThat(instances.power(account, machine.id(), PowerAction.START)).isTrue();
        meters.deliver();
        int settled = meters.settlements(account).size();
        meters.hours(2);
        List<Entry> entries = meters.settlements(account);
        assertThat(entries).hasSize(settled + 2);
        assertThat(entries.get(settled + 1).amount())
                .isEqualTo(machine.cost().hourlyRate().forOneHour());
        meters.hours(48);
        assertThat(now().state()).as("not reclaimed for what is paid").isNotEqualTo(InstanceState.TERMINATED);
    }

    @Test
    void whoPaysWithinTheTwoHoursIsToldThatTheMachineRanOn() throws InterruptedException {
        arrears();
        customers.credit(account, "10.00");
        meters.heard();

        assertThat(told(MessageKind.ARREARS_CLEARED_IN_TIME).machines()).isEqualTo(1);
        assertThat(kinds()).doesNotContain(MessageKind.ARREARS_CLEARED);
        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
    }

    @Test
    void machinesThatTheirOwnerHadShutDownNeitherRanOnNorWereShutDownForArrears() throws InterruptedException {
        AccountId owner = customers.with("100.00");
        List<Instance> machines = meters.buy(owner, Specs.postpaid(), 2);
        InstanceId off = machines.get(0).id();
        instances.power(owner, off, PowerAction.STOP);
        meters.deliver();
        leave(owner, "0.30");
        meters.hours(1);
        customers.credit(owner, "5.00");
        meters.heard();
        assertThat(told(owner, MessageKind.ARREARS).machines()).isEqualTo(2);
        assertThat(told(owner, MessageKind.ARREARS_CLEARED_IN_TIME).machines()).isEqualTo(1);

        leave(owner, "0.30");
        meters.hours(3);
        meters.deliver();
        meters.heard();
        assertThat(told(owner, MessageKind.ARREARS_STOPPED).machines()).isEqualTo(1);
        assertThat(instances.instance(owner, off).isolation())
                .as("kept all the same")
                .isEqualTo(Isolation.ARREAR);
        customers.credit(owner, "20.00");
        meters.heard();
        assertThat(told(owner, MessageKind.ARREARS_CLEARED).machines()).isEqualTo(1);
        assertThat(instances.power(owner, off, PowerAction.START)).isTrue();
        meters.deliver();
    }

    @Test
    void whoGaveUpEverythingIsToldOfNoMachine() throws InterruptedException {
        arrears();
        meters.hours(1);
        instances.terminate(account, machine.id(), machine.calledBy());
        meters.deliver();
        meters.hours(26);
        customers.credit(account, "10.00");
        meters.heard();

        assertThat(kinds()).doesNotContain(MessageKind.ARREARS_STOPPED, MessageKind.ARREARS_RECLAIMED);
        assertThat(told(MessageKind.ARREARS_CLEARED).machines()).isZero();
    }

    @Test
    void whoPaysTwiceAndRunsOutAgainHasTheWholeTimeAgain() throws InterruptedException {
        arrears();
        customers.credit(account, "1.00");
        meters.heard();
        assertThat(billing.arrears(account)).isEmpty();

        meters.hours(3);
        Arrears again = billing.arrears(account).orElseThrow();
        assertThat(Duration.between(again.since(), again.stopAt())).isEqualTo(Duration.ofHours(2));
        assertThat(Duration.between(again.since(), again.reclaimAt())).isEqualTo(Duration.ofHours(26));
        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
    }

    @Test
    void aTopUpThatRacesWithReclaimingEitherSavesTheMachineOrComesTooLate() throws InterruptedException {
        arrears();
        meters.hours(2);
        meters.deliver();
        clock.advance(Duration.ofHours(24));

        List<Outcome<Integer>> outcomes = Races.run(2, number -> () -> {
            if (number == 0) {
                customers.credit(account, "10.00");
                return 0;
            }
            return billing.runDue(clock.now());
        });

        assertThat(outcomes).allMatch(Outcome::succeeded);
        meters.heard();
        clock.advance(Duration.ofMinutes(5));
        meters.settle();
        meters.heard();
        assertThat(billing.arrears(account)).isEmpty();
        if (line(EntryKind.UNFREEZE).isPresent()) {
            reclaimedBeforeTheMoneyCame();
        } else {
            savedByTheMoney();
        }
        meters.deliver();
    }

    @Test
    void moneyThatComesAfterReclaimingEndsArrearsAndBringsNothingBack() throws InterruptedException {
        arrears();
        meters.hours(26);
        meters.deliver();

        customers.credit(account, "10.00");
        meters.heard();

        assertThat(now().state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(billing.arrears(account)).isEmpty();
        assertThat(ledger.balance(account).frozen()).isEqualTo(Cny.ZERO);
        assertThat(kinds()).contains(MessageKind.ARREARS_RECLAIMED, MessageKind.ARREARS_CLEARED);
    }

    /** Who reclaims holds the balance: no money was there yet. */
    private void reclaimedBeforeTheMoneyCame() {
        assertThat(line(EntryKind.UNFREEZE).orElseThrow())
                .isLessThan(line(EntryKind.TOP_UP).orElseThrow());
        assertThat(now().state()).isEqualTo(InstanceState.TERMINATING);
        assertThat(ledger.balance(account).frozen()).isEqualTo(Cny.ZERO);
        assertThat(kinds()).contains(MessageKind.ARREARS_RECLAIMED);
    }

    private void savedByTheMoney() {
        assertThat(now().state()).isEqualTo(InstanceState.STOPPED);
        assertThat(now().isolation()).isEqualTo(Isolation.NOTISOLATED);
        assertThat(ledger.balance(account).frozen()).isEqualTo(machine.cost().unitTotal());
        assertThat(kinds()).contains(MessageKind.ARREARS_CLEARED).doesNotContain(MessageKind.ARREARS_RECLAIMED);
    }

    /** The last line of this kind in the account's statement. */
    private Optional<Long> line(EntryKind kind) {
        return ledger.entries(account, 0, 1000).stream()
                .filter(entry -> entry.kind() == kind)
                .map(Entry::line)
                .findFirst();
    }

    @Test
    void whoPaidBeforeTheDeadlineKeepsTheMachineHoweverLateTheShopLooks() throws InterruptedException {
        arrears();
        meters.hours(2);
        meters.deliver();
        // Enough for three days more: once the money is there the machine is charged again.
        customers.credit(account, "1000.00");
        clock.advance(Duration.ofDays(3));

        meters.settle();
        meters.heard();

        assertThat(now().state()).isEqualTo(InstanceState.STOPPED);
        assertThat(now().isolation()).isEqualTo(Isolation.NOTISOLATED);
    }

    @Test
    void afterAnOutageUsageEndsWhereItShouldHaveAndMachinesAreKeptForAWholeDay() {
        meters.untilNextHour();
        clock.advance(Duration.ofDays(3));

        meters.settle();

        assertThat(meters.settlements(account)).as("no more than on time").hasSize(3);
        assertThat(now().isolation()).isEqualTo(Isolation.ARREAR);
        Arrears late = billing.arrears(account).orElseThrow();
        assertThat(late.stage()).isEqualTo(Stage.STOPPED);
        assertThat(late.reclaimAt()).isAfter(clock.now().plus(Duration.ofHours(23)));
        meters.deliver();
    }

    @Test
    void theTrafficOfAPrepaidMachineIsCutOffAndTheMachineRunsOn() throws InterruptedException {
        AccountId owner = customers.with("500.00");
        Instance prepaid = meters.buy(owner, Specs.withNetwork(Specs.prepaid(), InternetChargeType.TRAFFIC, 100));
        leave(owner, "0.00");
        meters.hours(4);

        assertThat(ledger.arrearsSince(owner)).isPresent();
        assertThat(instances.instance(owner, prepaid.id()).state()).isEqualTo(InstanceState.RUNNING);
        assertThat(instances.instance(owner, prepaid.id()).isNetworkCut()).isTrue();
        int settled = meters.settlements(owner).size();
        meters.hours(2);
        assertThat(meters.settlements(owner)).hasSize(settled);

        customers.credit(owner, "10.00");
        meters.heard();
        assertThat(instances.instance(owner, prepaid.id()).isNetworkCut()).isFalse();
        for (MessageKind kind :
                List.of(MessageKind.ARREARS, MessageKind.ARREARS_STOPPED, MessageKind.ARREARS_CLEARED)) {
            assertThat(told(owner, kind).machines()).as(kind.name()).isZero();
            assertThat(told(owner, kind).cutOff()).as(kind.name()).isEqualTo(1);
        }
        assertThat(told(owner, MessageKind.ARREARS_STOPPED).nextAt())
                .as("nothing is reclaimed")
                .isEmpty();
        meters.hours(2);
        assertThat(meters.settlements(owner)).hasSize(settled + 2);
    }

    @Test
    void onlySettlementLeadsBelowZero() {
        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> jdbc.sql(
                        "update entries set balance_after = -1 where account_id = ? and kind = 'DEDUCT'")
                .param(account.accountId())
                .update());
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("update balances set balance = -1 where account_id = ?")
                        .param(account.accountId())
                        .update());
    }

    /** @return since when */
    private Instant arrears() {
        meters.hours(1);
        assertThat(ledger.balance(account).available().isNegative()).isTrue();
        return ledger.arrearsSince(account).orElseThrow();
    }

    private Instance now() {
        return instances.instance(account, machine.id());
    }

    private List<MessageKind> kinds() {
        return messages.messages(account, 0).stream().map(Message::kind).toList();
    }

    private void leave(AccountId owner, String amount) {
        Money spent = ledger.balance(owner).available().minus(Cny.of(amount));
        transaction.executeWithoutResult(status -> ledger.deduct(new Movement(
                owner, spent, "test:" + UUID.randomUUID(), Description.of("purchase", ""), clock.now(), null)));
    }

    private Message told(MessageKind kind) {
        return told(account, kind);
    }

    private Message told(AccountId owner, MessageKind kind) {
        return messages.messages(owner, 0).stream()
                .filter(message -> message.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
