package shop.cvm.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.billing.ReferenceModel.Machine;
import shop.cvm.billing.StoryCustomers.Customer;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Ledger;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.time.ShopClock;
import shop.cvm.work.Stopping;

/** Whatever fails while an hour is settled, however often and by whomever it is settled: the ledger is that of runs on time. */
@ShopTest
class SettlementFaultTests {

    private static final String OPEN_END = "timestamp with time zone '9999-12-31 00:00:00+00'";

    @Autowired
    private Stopping stopping;

    @Autowired
    private Meters meters;

    @Autowired
    private StoryCustomers story;

    @Autowired
    private Instances instances;

    @Autowired
    private Billing billing;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private DueAccountRows accounts;

    @Autowired
    private Settlement settlement;

    @Autowired
    private BillingSettings settings;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private Orders orders;

    @Autowired
    private MeterRegistry metrics;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void aMinutePastAnHour() {
        meters.park();
        meters.untilNextHour();
        clock.advance(Duration.ofMinutes(1));
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    /** What a settlement writes, in its sequence, and what makes that fail for one account. */
    enum Write {
        LINES("bill_lines", "account_id <> '%s' or component = 'TRAFFIC'"),
        TRAFFIC_LINES("bill_lines", "account_id <> '%s' or component <> 'TRAFFIC'"),
        TOTAL("settled_hours", "account_id <> '%s'"),
        BALANCE("balances", "account_id <> '%s' or line_count < 3"),
        ENTRY("entries", "account_id <> '%s' or kind <> 'SETTLEMENT'"),
        ADVANCE("usage_accounts", "account_id <> '%s' or settled_until < timestamp with time zone '%s'"),
        ARREARS("arrears_cases", "account_id <> '%s'"),
        NEWS("event_publication", "serialized_event not like '%%%s%%'");

        private final String table;
        private final String rule;

        Write(String table, String rule) {
            this.table = table;
            this.rule = rule;
        }

        void breakFor(AccountId account, Instant end, JdbcClient jdbc) {
            String check =
                    rule.formatted(account, end.toString().replace('T', ' ').replace("Z", "+00"));
            jdbc.sql("alter table " + table + " add constraint broken check (" + check + ")")
                    .update();
        }

        void repair(JdbcClient jdbc) {
            jdbc.sql("alter table " + table + " drop constraint broken").update();
        }
    }

    @ParameterizedTest
    @EnumSource
    void whereverASettlementBreaksOffNothingOfItStaysAndTheNextTryDoesAllOfIt(Write write) throws InterruptedException {
        Customer unlucky = story.customer(1, "0.60");
        Customer other = story.customer(2, "100.00");
        story.buy(unlucky, true);
        story.buy(other, true);
        Money balance = ledger.balance(unlucky.account()).balance();
        meters.heard();
        write.breakFor(unlucky.account(), meters.nextHour(), jdbc);
        try {
            meters.untilNextHour();
            meters.settle();

            assertThat(traces(unlucky)).isZero();
            assertThat(ledger.balance(unlucky.account()).balance()).isEqualTo(balance);
            assertThat(ledger.arrearsSince(unlucky.account())).isEmpty();
            assertThat(billing.arrears(unlucky.account())).isEmpty();
            assertThat(attempts(unlucky.account())).isEqualTo(1);
            assertThat(meters.settlements(other.account()))
                    .as("waits for nobody")
                    .hasSize(1);
        } finally {
            write.repair(jdbc);
        }
        clock.advance(Duration.ofMinutes(1));
        meters.settle();

        passed(unlucky);
        passed(other);
        assertThat(unlucky.model().isInArrears()).isTrue();
        assertThat(attempts(unlucky.account())).isZero();
    }

    @Test
    void customersWhoGoOnDuringAnOutageOfThreeDaysPayWhatTheyWouldHavePaidOnTime() throws InterruptedException {
        List<Customer> all = LongStream.rangeClosed(1, 8)
                .mapToObj(seed -> story.customer(seed, "5000.00"))
                .toList();
        for (Customer customer : all) {
            story.buy(customer, true);
            story.buy(customer, false);
        }
        for (int hour = 0; hour < 72; hour += 6) {
            for (Customer customer : all) {
                clock.advance(Duration.ofMinutes(45));
                customer.model().pass(clock.now().getEpochSecond());
                story.act(customer);
            }
        }

        meters.settle();

        all.forEach(this::passed);
        assertThat(billing.runDue(clock.now())).as("nothing is left").isZero();
    }

    @Test
    void anHourThatWasSettledIsRefusedTheSecondTimeAndNothingOfItHappens() {
        AccountId account = customers.with("1000.00");
        meters.buy(account, Specs.postpaid());
        meters.hours(2);
        Money balance = ledger.balance(account).balance();
        jdbc.sql("update usage_accounts set settled_until = settled_until - interval '1' hour, due_at = settled_until"
                        + " where account_id = ?")
                .param(account.accountId())
                .update();

        meters.settle();

        assertThat(ledger.balance(account).balance()).isEqualTo(balance);
        assertThat(attempts(account)).isEqualTo(1);
        jdbc.sql("update usage_accounts set settled_until = settled_until + interval '1' hour,"
                        + " due_at = settled_until + interval '2' hour where account_id = ?")
                .param(account.accountId())
                .update();
        clock.advance(Duration.ofMinutes(1));
        meters.hours(1);
        assertThat(meters.settlements(account)).hasSize(3);
        assertThat(attempts(account)).isZero();
    }

    @Test
    void oneAccountAtFaultHoldsUpNobodyAndIsTriedAgain() {
        AccountId account = customers.with("1000.00");
        List<AccountId> others = List.of(customers.with("100.00"), customers.with("100.00"), customers.with("100.00"));
        meters.buy(account, Specs.postpaid());
        others.forEach(other -> meters.buy(other, Specs.postpaid()));
        meters.hours(1);
        Instant hour = clock.now().truncatedTo(ChronoUnit.HOURS);
        jdbc.sql("insert into bill_lines (account_id, hour_at, instance_id, component, seconds, amount)"
                        + " select account_id, ?, instance_id, component, 1, 0 from bill_lines where account_id = ?")
                .params(Times.of(hour), account.accountId())
                .update();
        var failures = metrics.counter("shop.billing.settlement.failures").count();

        meters.hours(1);

        assertThat(others)
                .allSatisfy(other -> assertThat(meters.settlements(other)).hasSize(2));
        assertThat(meters.settlements(account)).hasSize(1);
        assertThat(attempts(account)).isEqualTo(1);
        assertThat(metrics.counter("shop.billing.settlement.failures").count()).isEqualTo(failures + 1);
        clock.advance(Duration.ofMinutes(1));
        meters.settle();
        assertThat(attempts(account)).as("tried again, in vain").isEqualTo(2);

        jdbc.sql("delete from bill_lines where account_id = ? and hour_at = ?")
                .params(account.accountId(), Times.of(hour))
                .update();
        clock.advance(Duration.ofMinutes(2));
        meters.settle();
        assertThat(meters.settlements(account)).hasSize(2);
        assertThat(attempts(account)).isZero();
    }

    @Test
    void fiveAccountsInBatchesOfTwoAreSettledTwoAtATimeButForTheOneAtFault() {
        List<AccountId> all = IntStream.range(0, 5)
                .mapToObj(number -> customers.with("100.00"))
                .toList();
        all.forEach(account -> meters.buy(account, Specs.postpaid()));
        AccountId unlucky = all.get(2);
        meters.untilNextHour();
        List<Long> settledBy = new ArrayList<>();
        TransactionOperations counting = new TransactionOperations() {
            @Override
            public <T> @Nullable T execute(TransactionCallback<T> action) {
                long before = settled(all);
                T done = transaction.execute(action);
                settledBy.add(settled(all) - before);
                return done;
            }
        };
        BillingSettings small = new BillingSettings(
                2,
                settings.warnDays(),
                settings.runFor(),
                settings.keepFor(),
                settings.waitForMoney(),
                settings.longestPause());
        SettlementRun inTwos = new SettlementRun(accounts, settlement, counting, small, clock, stopping, metrics);
        Write.TOTAL.breakFor(unlucky, meters.nextHour(), jdbc);
        try {
            assertThat(inTwos.run(clock.now())).isEqualTo(5);
        } finally {
            Write.TOTAL.repair(jdbc);
        }

        assertThat(settledBy.stream().filter(settled -> settled > 0))
                .as("four: two at once, and one for itself, beside which the other failed, or none was")
                .allMatch(settled -> settled <= 2)
                .contains(2L);
        for (AccountId account : all) {
            boolean isUnlucky = account.equals(unlucky);
            assertThat(meters.settlements(account)).hasSize(isUnlucky ? 0 : 1);
            assertThat(attempts(account)).isEqualTo(isUnlucky ? 1 : 0);
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(inTwos.run(clock.now())).isEqualTo(1);
        assertThat(meters.settlements(unlucky)).hasSize(1);
    }

    private long settled(List<AccountId> accounts) {
        return jdbc.sql("select count(*) from settled_hours where account_id in (:accounts)")
                .param("accounts", accounts.stream().map(AccountId::accountId).toList())
                .query(Long.class)
                .single();
    }

    /** A machine that nobody would charge does not run, and one that would be charged on is not given up. */
    @Test
    void withoutItsUsagePeriodsNoMachineStartsAndNoneEnds() {
        AccountId account = customers.with("100.00");
        Order order = orders.place(
                account,
                List.of(Purchases.of(Specs.postpaid(), 1)),
                UUID.randomUUID().toString());
        orders.payFromBalance(account, order.number());
        InstanceId id =
                instances.ofOrder(account, order.number().number()).get(0).id();

        refusePeriods("account_id <> '" + account + "'", () -> {
            meters.deliver();
            assertThat(instances.instance(account, id).state()).isEqualTo(InstanceState.PENDING);
            assertThat(periods(account, "1 = 1")).isZero();
        });
        clock.advance(Duration.ofMinutes(1));
        meters.deliver();
        Instance machine = instances.instance(account, id);
        assertThat(machine.state()).isEqualTo(InstanceState.RUNNING);
        assertThat(periods(account, "ended_at >= " + OPEN_END)).isEqualTo(3);

        refusePeriods("account_id <> '" + account + "' or ended_at >= " + OPEN_END, () -> {
            assertThatExceptionOfType(DataIntegrityViolationException.class)
                    .isThrownBy(() -> instances.terminate(account, id, machine.calledBy()));
            assertThat(instances.instance(account, id).state()).isEqualTo(InstanceState.RUNNING);
        });
        meters.hours(1);
        assertThat(meters.settlements(account)).as("is charged on").hasSize(1);
        instances.terminate(account, id, machine.calledBy());
        assertThat(periods(account, "ended_at >= " + OPEN_END)).isZero();
        meters.deliver();
    }

    private void refusePeriods(String rule, Runnable meanwhile) {
        jdbc.sql("alter table usage_periods add constraint broken check (" + rule + ")")
                .update();
        try {
            meanwhile.run();
        } finally {
            jdbc.sql("alter table usage_periods drop constraint broken").update();
        }
    }

    private int periods(AccountId account, String which) {
        return jdbc.sql("select count(*) from usage_periods where account_id = ? and " + which)
                .param(account.accountId())
                .query(Integer.class)
                .single();
    }

    /** The first tries fail after their claim, and before that is written down another node settles what was claimed. */
    @Test
    void anHourThatAnotherNodeSettledMeanwhileIsNotMarkedAsFailedAndHoldsUpNobody() {
        AccountId one = customers.with("100.00");
        AccountId other = customers.with("100.00");
        meters.buy(one, Specs.postpaid());
        meters.buy(other, Specs.postpaid());
        meters.untilNextHour();
        AtomicInteger tries = new AtomicInteger();
        TransactionOperations breaking = new TransactionOperations() {
            @Override
            public <T> @Nullable T execute(TransactionCallback<T> action) {
                int number = tries.incrementAndGet();
                if (number > 2) {
                    return transaction.execute(action);
                }
                transaction.executeWithoutResult(status -> {
                    action.doInTransaction(status);
                    status.setRollbackOnly();
                });
                if (number == 2) {
                    billing.runDue(clock.now());
                }
                throw new IllegalStateException("The connection is lost");
            }
        };
        SettlementRun late = new SettlementRun(accounts, settlement, breaking, settings, clock, stopping, metrics);

        late.run(clock.now());

        for (AccountId account : List.of(one, other)) {
            assertThat(meters.settlements(account)).hasSize(1);
            assertThat(attempts(account)).isZero();
        }
        meters.hours(1);
        assertThat(meters.settlements(one)).hasSize(2);
        assertThat(meters.settlements(other)).hasSize(2);
    }

    /** Three terminate while five settle: each machine costs what it does until the second its owner gave it up. */
    @Test
    void manyNodesSettleAnHourOnceWhileMachinesEnd() {
        List<Customer> all = LongStream.rangeClosed(1, 3)
                .mapToObj(seed -> story.customer(seed, "100.00"))
                .toList();
        List<Machine> machines =
                all.stream().map(customer -> story.buy(customer, true)).toList();
        meters.untilNextHour();
        clock.advance(Duration.ofHours(3).plusMinutes(20));

        List<Outcome<Boolean>> outcomes = Races.run(8, number -> () -> {
            if (number < 3) {
                Customer customer = all.get(number);
                Instance machine =
                        instances.instance(customer.account(), customer.model().id(machines.get(number)));
                return instances.terminate(machine.account(), machine.id(), machine.calledBy());
            }
            return billing.runDue(clock.now()) >= 0;
        });

        assertThat(outcomes).allMatch(Outcome::succeeded);
        meters.hours(2);
        for (int number = 0; number < 3; number++) {
            Customer customer = all.get(number);
            Instant ended = instances
                    .instance(customer.account(), customer.model().id(machines.get(number)))
                    .endedAt()
                    .orElseThrow();
            customer.model().pass(ended.getEpochSecond());
            customer.model().end(machines.get(number), ended.getEpochSecond());
            passed(customer);
        }
        meters.deliver();
    }

    /** Two nodes at the same hour, twelve accounts: whoever has it, each is settled once. */
    @Test
    void anHourSettledByTwoNodesAtOnceIsDeductedOnce() {
        List<Customer> all = LongStream.rangeClosed(1, 12)
                .mapToObj(seed -> story.customer(seed, "100.00"))
                .toList();
        all.forEach(customer -> story.buy(customer, true));
        meters.untilNextHour();

        List<Outcome<Integer>> outcomes = Races.run(2, number -> () -> billing.runDue(clock.now()));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(outcomes.stream().mapToInt(Outcome::value).sum()).isEqualTo(12);
        all.forEach(this::passed);
    }

    /** The model is where the shop is, and they agree. */
    private void passed(Customer customer) {
        customer.model().pass(clock.now().truncatedTo(ChronoUnit.HOURS).getEpochSecond());
        story.compare(customer);
    }

    private int traces(Customer customer) {
        return jdbc.sql("""
                        select (select count(*) from bill_lines where account_id = :account)
                            + (select count(*) from settled_hours where account_id = :account)
                            + (select count(*) from entries where account_id = :account and kind = 'SETTLEMENT')
                        """)
                .param("account", customer.account().accountId())
                .query(Integer.class)
                .single();
    }

    private int attempts(AccountId account) {
        return jdbc.sql("select attempt from usage_accounts where account_id = ?")
                .param(account.accountId())
                .query(Integer.class)
                .single();
    }
}
