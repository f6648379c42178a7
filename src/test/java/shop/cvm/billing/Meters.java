package shop.cvm.billing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.OsType;
import shop.cvm.event.Publications;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceRate;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Launch;
import shop.cvm.instance.Login;
import shop.cvm.instance.Naming;
import shop.cvm.instance.UnitCost;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.time.Due;
import shop.cvm.time.ShopClock;

/** Runs machines in tests and lets hours pass. */
@TestComponent
public class Meters {

    private final Orders orders;
    private final Instances instances;
    private final Billing billing;
    private final Ledger ledger;
    private final Publications publications;
    private final TransactionOperations transaction;
    private final ShopClock clock;
    private final JdbcClient jdbc;
    private final Due expiry;

    public Meters(
            Orders orders,
            Instances instances,
            Billing billing,
            Ledger ledger,
            Publications publications,
            TransactionOperations transaction,
            ShopClock clock,
            JdbcClient jdbc,
            List<Due> dues) {
        this.orders = orders;
        this.instances = instances;
        this.billing = billing;
        this.ledger = ledger;
        this.publications = publications;
        this.transaction = transaction;
        this.clock = clock;
        this.jdbc = jdbc;
        this.expiry = dues.stream()
                .filter(one -> one.name().equals("machine-expiry"))
                .findFirst()
                .orElseThrow();
    }

    /** What earlier tests left running is not settled any more: it would take as long as they let time pass. */
    public void park() {
        jdbc.sql("update usage_accounts set due_at = timestamp with time zone '9000-01-01 00:00:00+00'"
                        + " where due_at is not null")
                .update();
        jdbc.sql("update arrears_cases set next_step_at = timestamp with time zone '9000-01-01 00:00:00+00'"
                        + " where next_step_at is not null")
                .update();
        jdbc.sql("update instances set expiry_due_at = timestamp with time zone '9000-01-01 00:00:00+00'"
                        + " where expiry_due_at is not null")
                .update();
    }

    /** A machine that was bought and runs. */
    public Instance buy(AccountId account, InstanceSpec spec) {
        return buy(account, spec, 1).get(0);
    }

    public List<Instance> buy(AccountId account, InstanceSpec spec, int count) {
        Order order = orders.place(
                account, List.of(Purchases.of(spec, count)), UUID.randomUUID().toString());
        orders.payFromBalance(account, order.number());
        deliver();
        return instances.ofOrder(account, order.number().number());
    }

    /** The rest of what is available goes elsewhere. */
    public void spendAllBut(AccountId account, Money left) {
        Money spent = ledger.balance(account).available().minus(left);
        transaction.executeWithoutResult(status -> ledger.deduct(new Movement(
                account, spent, "test:" + UUID.randomUUID(), Description.of("purchase", ""), clock.now(), null)));
    }

    /** A machine at rates of its own, with nothing frozen for it. */
    public InstanceId launch(AccountId account, InstanceSpec spec, InstanceRate... rates) {
        InstanceId id = transaction
                .execute(status -> instances.launch(new Launch(
                        account,
                        "2026" + UUID.randomUUID().toString().substring(0, 16),
                        0,
                        spec,
                        0,
                        1,
                        new UnitCost(Cny.ZERO, HourlyRate.ZERO),
                        Naming.NONE,
                        List.of(rates),
                        instances.seal(account, Login.random(), OsType.LINUX),
                        SecurityGroupTemplate.SSH_22,
                        false,
                        clock.now())))
                .get(0);
        deliver();
        return id;
    }

    /** Lets whatever was asked of machines come about; takes two seconds. */
    public void deliver() {
        instances.advanceDue();
        clock.advance(Duration.ofSeconds(1));
        instances.advanceDue();
        clock.advance(Duration.ofSeconds(1));
        instances.advanceDue();
    }

    /** Lets full hours pass and settles each of them, or all of them at the end. */
    public void hours(int hours) {
        for (int hour = 0; hour < hours; hour++) {
            untilNextHour();
            settle();
        }
    }

    /**
     * As whoever pushes the clock: from one instant at which something is due because of the time of prepaid machines to
     * the next, until that moment.
     */
    public void expire(Instant until) throws InterruptedException {
        for (Optional<Instant> next = expiry.next(clock.now());
                next.filter(at -> !at.isAfter(until)).isPresent();
                next = expiry.next(clock.now())) {
            clock.advanceTo(next.get());
            expiry.run();
            heard();
        }
        clock.advanceTo(until);
    }

    public void untilNextHour() {
        clock.advance(Duration.between(clock.now(), nextHour()).plusMillis(10));
    }

    /** When the hour ends. */
    Instant nextHour() {
        return clock.now().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
    }

    public void settle() {
        billing.runDue(clock.now());
    }

    /** Whatever listeners have to do is done. */
    public void heard() throws InterruptedException {
        if (!publications.await(Duration.ofSeconds(20))) {
            throw new IllegalStateException("Some listener is not done");
        }
    }

    /** What was deducted for usage, oldest first. */
    public List<Entry> settlements(AccountId account) {
        return ledger.entries(account, 0, 10_000).stream()
                .filter(entry -> entry.kind() == EntryKind.SETTLEMENT)
                .sorted(Comparator.comparing(Entry::line))
                .toList();
    }
}
