package shop.cvm.crash;

import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.account.AccountId;
import shop.cvm.account.Accounts;
import shop.cvm.account.IdentityClaim;
import shop.cvm.audit.Audit;
import shop.cvm.audit.Invariant;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.event.Publications;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PowerAction;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.order.Adjustments;
import shop.cvm.order.Conversions;
import shop.cvm.order.Order;
import shop.cvm.order.OrderProgress;
import shop.cvm.order.OrderState;
import shop.cvm.order.Orders;
import shop.cvm.order.PrepaidWish;
import shop.cvm.order.Purchases;
import shop.cvm.order.Reconfiguration;
import shop.cvm.order.WantedConfiguration;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopClock;
import shop.cvm.wallet.WalletHouse;

/**
 * Buys one machine for each boundary, from an account of its own and under one token, and presses everything again after
 * a crash.
 */
final class StubbornCustomer {

    private static final String PASSWORD = "correct horse 8";
    private static final String ENOUGH = "1000.00";

    private static final String NOTIFIED_LATER =
            "select count(*) from wallet_payments where next_notification_at is not null";

    private static final String UNADDRESSED =
            "select count(*) from instances where state = 'RUNNING' and next_step_at is not null";

    /** What was paid, or frozen, for machines that could not be made. */
    private static final String GIVEN_BACK = """
            select count(*) from instances i
            join entries e on e.reference in ('refund:' || i.instance_id, 'unfreeze:' || i.instance_id)
            where i.state = 'LAUNCH_FAILED'
            """;

    /** Longer than a wallet is left alone between two questions: a notification may be lost to a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Orders orders;
    private final Adjustments adjustments;
    private final Conversions conversions;
    private final Instances instances;
    private final WalletHouse house;
    private final Faults faults;
    private final Publications publications;
    private final Audit audit;
    private final ShopClock clock;
    private final JdbcClient jdbc;
    private final Accounts accounts;
    private final Ledger ledger;
    private final TransactionOperations transaction;

    StubbornCustomer(ApplicationContext shop) {
        this.orders = shop.getBean(Orders.class);
        this.adjustments = shop.getBean(Adjustments.class);
        this.conversions = shop.getBean(Conversions.class);
        this.instances = shop.getBean(Instances.class);
        this.house = shop.getBean(WalletHouse.class);
        this.faults = shop.getBean(Faults.class);
        this.publications = shop.getBean(Publications.class);
        this.audit = shop.getBean(Audit.class);
        this.clock = shop.getBean(ShopClock.class);
        this.jdbc = shop.getBean(JdbcClient.class);
        this.accounts = shop.getBean(Accounts.class);
        this.ledger = shop.getBean(Ledger.class);
        this.transaction = shop.getBean(TransactionOperations.class);
    }

    /** Does what leads to the boundary, and comes back once somebody has stopped there. */
    void walkInto(Boundary boundary) {
        if (isRefund(boundary)) {
            faults.switchOn(Fault.PROVISIONER_NO_CAPACITY, null, Duration.ZERO);
        }
        Order order = place(boundary);
        // What an earlier purchase still has before it would reach the boundary in place of this one.
        until(() -> publications.outstanding() == 0 && count(NOTIFIED_LATER) == 0 && count(UNADDRESSED) == 0);
        if (isChange(boundary) || isConversion(boundary)) {
            pay(boundary, order);
            until(() -> isSettled(progress(boundary, order), OrderState.DELIVERED));
            standStill(boundary, order);
            until(() -> publications.outstanding() == 0);
            Boundaries.arm(boundary);
            press(() -> become(boundary, order));
        } else if (isAfterDelivery(boundary)) {
            pay(boundary, order);
            until(() -> isHour(boundary)
                    ? progress(boundary, order).machines().isAddressed()
                    : progress(boundary, order).machines().isRunning());
            Boundaries.arm(boundary);
            clock.advance(isHour(boundary) ? Duration.ofHours(1) : Duration.ZERO);
            until(Boundaries::isReached);
        } else {
            Boundaries.arm(boundary);
            press(() -> pay(boundary, order));
        }
    }

    /** Whoever presses may not come back; whoever does has to do so without a fault. */
    private static void press(Runnable button) {
        FutureTask<Void> press = new FutureTask<>(button, null);
        new Thread(press).start();
        until(() -> (!press.isDone() || press.get() == null) && Boundaries.isReached());
    }

    /** Presses everything again and waits until the purchase has come right. */
    void finish(Boundary boundary) {
        faults.switchAllOff();
        Order order = place(boundary);
        if (!isByWallet(boundary) || boundary == Boundary.PAYMENT_OPENED_BEFORE_WALLET_START) {
            pay(boundary, order);
        }
        OrderState end = isRefund(boundary) ? OrderState.REFUNDED : OrderState.DELIVERED;
        until(() -> isSettled(progress(boundary, order), end) && unsettledHours() == 0);
        if (isChange(boundary) || isConversion(boundary)) {
            standStill(boundary, order);
            become(boundary, order);
            until(() -> !machine(order).isReshaping());
            instances.power(order.account(), machine(order).id(), PowerAction.START);
            until(() -> machine(order).isRunning());
        }
    }

    /** For another type a machine has to be off; one that has it already is left alone. */
    private void standStill(Boundary boundary, Order order) {
        boolean isOfType = isChange(boundary) && boundary != Boundary.PAID_BACK_BEFORE_ANSWER;
        if (isOfType && machine(order).configured() == 0) {
            instances.power(order.account(), machine(order).id(), PowerAction.STOP);
            until(() -> machine(order).state() == InstanceState.STOPPED);
        }
    }

    /** Orders and pays what makes another machine of it, under one token each. */
    private void become(Boundary boundary, Order order) {
        String token = boundary + "-then";
        InstanceId id = machine(order).id();
        Order then = isConversion(boundary)
                ? conversions.place(order.account(), List.of(new PrepaidWish(id, 1, false, null)), token)
                : adjustments.place(
                        order.account(),
                        new Reconfiguration(id, WantedConfiguration.of(wanted(boundary)), 0, null),
                        token);
        orders.payFromBalance(order.account(), then.number());
    }

    private static InstanceSpec wanted(Boundary boundary) {
        return boundary == Boundary.PAID_BACK_BEFORE_ANSWER
                ? Specs.withNetwork(Specs.prepaid(), InternetChargeType.TRAFFIC, 5)
                : Specs.withType(Specs.prepaid(), Specs.prepaid().zone(), "S5.LARGE8");
    }

    private Instance machine(Order order) {
        return instances.ofOrder(order.account(), order.number().number()).get(0);
    }

    /** Everything that the parent checks, in one line. */
    String account() {
        until(() -> publications.outstanding() == 0);
        List<String> broken = audit.invariants().stream()
                .filter(invariant -> !invariant.holds())
                .map(Invariant::toString)
                .toList();
        return "orders=" + count("select count(*) from orders where state = 'PAID'")
                + " machines=" + count("select count(*) from instances where state = 'RUNNING'")
                + " failed=" + count("select count(*) from instances where state = 'LAUNCH_FAILED'")
                + " refunds=" + count(GIVEN_BACK)
                + " topUps=" + count("select count(*) from entries where reference like 'top-up:%'")
                + " created=" + count("select count(*) from messages where kind = 'INSTANCE_CREATED'")
                + " refunded=" + count("select count(*) from messages where kind = 'ORDER_REFUNDED'")
                + " made=" + count("select count(*) from simulated_machines")
                + " changed="
                + count("select count(*) from messages where kind in ('TYPE_CHANGED', 'NETWORK_CHANGED')")
                + " paidBack=" + count("select count(*) from entries where reference like 'adjustment:%'")
                + " converted=" + count("select count(*) from messages where kind = 'INSTANCE_CONVERTED'")
                + " unsettled=" + unsettledHours()
                + " broken=" + broken;
    }

    /** What has not come to its end, for whoever looks why. */
    String whatIsOpen() {
        return Stream.of(
                        "select order_number, state, pay_until from orders where state <> 'PAID'",
                        "select number, state, queries, next_query_at from payments where next_query_at is not null",
                        "select payment_number, state, notifications, next_notification_at from wallet_payments",
                        "select instance_id, state, next_step_at, attempt from instances where next_step_at is not null",
                        "select instance_id, lease_until from instance_leases",
                        "select listener_id, status, publication_date, last_resubmission_date, completion_attempts"
                                + " from event_publication where completion_date is null",
                        "select account_id, due_at from usage_accounts where due_at is not null")
                .map(sql -> sql.replaceFirst(".* from (\\w+).*", "$1=")
                        + jdbc.sql(sql).query().listOfRows())
                .collect(Collectors.joining(" ", "at " + clock.now() + " ", ""));
    }

    /** Accounts with an hour that is over and not deducted. */
    private long unsettledHours() {
        return jdbc.sql("select count(*) from usage_accounts where due_at <= ?")
                .param(clock.now().atOffset(ZoneOffset.UTC))
                .query(Long.class)
                .single();
    }

    private OrderProgress progress(Boundary boundary, Order order) {
        return orders.order(buyer(boundary), order.number());
    }

    /** With money, unless it pays by a wallet. */
    private AccountId buyer(Boundary boundary) {
        AccountId buyer = accounts.openedOrFound(boundary.name().toLowerCase(Locale.ROOT) + "@example.com", PASSWORD)
                .id();
        if (!isByWallet(boundary)) {
            accounts.verify(buyer, new IdentityClaim("Test", "TEST000001"));
            credit(buyer);
        }
        return buyer;
    }

    private void credit(AccountId buyer) {
        String reference = "test:" + buyer;
        if (!ledger.isBooked(reference)) {
            Description description = Description.of("topUp.SANDBOX");
            Movement movement = new Movement(buyer, Cny.of(ENOUGH), reference, description, clock.now(), null);
            transaction.executeWithoutResult(status -> ledger.topUp("SANDBOX", movement));
        }
    }

    private static boolean isSettled(OrderProgress progress, OrderState end) {
        return progress.state() == end
                && (end == OrderState.REFUNDED || progress.machines().isAddressed());
    }

    private Order place(Boundary boundary) {
        boolean byHour = boundary == Boundary.FROZEN || isHour(boundary) || boundary == Boundary.REFUND_COMMITTED;
        InstanceSpec spec = byHour ? Specs.postpaid() : Specs.prepaid();
        if (isConversion(boundary)) {
            spec = Specs.withNetwork(Specs.postpaid(), InternetChargeType.TRAFFIC, 1);
        }
        return orders.place(buyer(boundary), List.of(Purchases.of(spec, 1)), boundary.name());
    }

    private void pay(Boundary boundary, Order order) {
        if (isByWallet(boundary)) {
            orders.payByWallet(buyer(boundary), order.number(), WalletKind.WECHAT_PAY)
                    .ifPresent(payment -> house.pay(buyer(boundary), payment.number()));
        } else {
            orders.payFromBalance(buyer(boundary), order.number());
        }
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }

    static boolean isByWallet(Boundary boundary) {
        return boundary == Boundary.PAYMENT_OPENED_BEFORE_WALLET_START
                || boundary == Boundary.WALLET_PAID_BEFORE_NOTIFICATION
                || boundary == Boundary.CREDIT_BEFORE_COMMIT
                || boundary == Boundary.CREDITED_BEFORE_ORDER_PAID;
    }

    static boolean isChange(Boundary boundary) {
        return boundary == Boundary.CHANGE_BEFORE_COMMIT
                || boundary == Boundary.RESHAPED_BEFORE_STORED
                || boundary == Boundary.PAID_BACK_BEFORE_ANSWER;
    }

    static boolean isConversion(Boundary boundary) {
        return boundary == Boundary.CONVERSION_BEFORE_COMMIT || boundary == Boundary.CONVERSION_BEFORE_ANSWER;
    }

    private static boolean isAfterDelivery(Boundary boundary) {
        return boundary == Boundary.ADDRESS_BEFORE_COMMIT || boundary == Boundary.ADDRESS_COMMITTED || isHour(boundary);
    }

    private static boolean isHour(Boundary boundary) {
        return boundary == Boundary.HOUR_BEFORE_COMMIT || boundary == Boundary.HOUR_COMMITTED;
    }

    static boolean isRefund(Boundary boundary) {
        return boundary == Boundary.REFUND_BEFORE_COMMIT || boundary == Boundary.REFUND_COMMITTED;
    }

    private static void until(Callable<Boolean> fact) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).until(fact);
    }
}
