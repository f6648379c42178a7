package shop.cvm.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.account.AccountId;
import shop.cvm.batch.Halves;
import shop.cvm.time.ShopClock;
import shop.cvm.work.OrderTrace;

/**
 * Closing orders that are not paid: their machines go back to quota and stock in the same transaction, so once.
 */
@Component
class OrderClosing {

    private static final Logger log = LoggerFactory.getLogger(OrderClosing.class);

    private static final Limit BATCH = Limit.of(100);

    private final OrderRows rows;
    private final Quotas quotas;
    private final Reservations reservations;
    private final OrderMetric metric;
    private final TransactionOperations transaction;
    private final ShopClock clock;

    OrderClosing(
            OrderRows rows,
            Quotas quotas,
            Reservations reservations,
            OrderMetric metric,
            TransactionOperations transaction,
            ShopClock clock) {
        this.rows = rows;
        this.quotas = quotas;
        this.reservations = reservations;
        this.metric = metric;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Transactional
    public Order cancel(AccountId account, OrderNumber number) {
        OrderTrace.name(number.number());
        Order order = rows.lock(number.number(), account.accountId()).orElseThrow(() -> new NoSuchOrder(number));
        if (order.isPaid()) {
            throw new OrderAlreadyPaid(number);
        }
        if (order.isUnpaid()) {
            order.cancel(clock.now());
            release(List.of(order));
        }
        return order;
    }

    /**
     * Closes an unpaid order that the running transaction has locked.
     *
     * @param reason why, if it is about machines that are there
     */
    void invalidate(Order order, @Nullable VoidReason reason) {
        order.invalidate(reason, clock.now());
        release(List.of(order));
    }

    /**
     * Closes those of these orders that are not paid yet, and never can be: overdue, or for machines that are something
     * else by now.
     *
     * @param dead why, by number; empty for those that are only overdue
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void closeDead(Map<String, Optional<VoidReason>> dead) {
        for (Order order : rows.lock(dead.keySet())) {
            if (order.isOverdue(clock.now())) {
                order.expire(clock.now());
                release(List.of(order));
            } else if (order.isUnpaid()) {
                Optional<VoidReason> reason = dead.getOrDefault(order.number().number(), Optional.empty());
                // Of a renewal its page says so by the machines, unless it is about their bandwidth.
                invalidate(order, reason.filter(one -> isTold(order, one)).orElse(null));
            }
            // Before another order takes the place that this one has held.
            rows.saveAndFlush(order);
        }
    }

    private static boolean isTold(Order order, VoidReason reason) {
        return !order.isRenewal() || reason == VoidReason.IN_BIN || reason == VoidReason.CHANGED;
    }

    /**
     * Closes orders that nobody holds at the moment; whoever holds one is about to pay or cancel it. One that cannot be
     * closed is tried again later and holds up no other.
     *
     * @return how many are closed
     */
    int expireBatch() {
        List<String> found = new ArrayList<>();
        try {
            return together(() -> rows.lockExpired(clock.now(), BATCH), found);
        } catch (RuntimeException failed) {
            return Halves.split(
                    found,
                    failed,
                    half -> together(() -> rows.lockExpired(clock.now(), half), new ArrayList<>()),
                    this::postpone);
        }
    }

    /** @param found gets the numbers of the orders, whether they can be closed or not */
    private int together(Supplier<List<Order>> expired, List<String> found) {
        transaction.executeWithoutResult(status -> {
            List<Order> orders = expired.get();
            orders.forEach(order -> found.add(order.number().number()));
            orders.forEach(order -> order.expire(clock.now()));
            release(orders);
        });
        return found.size();
    }

    private void postpone(String number, RuntimeException failed) {
        OrderTrace.run(number, () -> log.error("Order {} has expired and could not be closed", number, failed));
        transaction.executeWithoutResult(
                status -> rows.lock(List.of(number)).forEach(order -> order.postponeClosing(clock.now())));
    }

    private void release(List<Order> orders) {
        quotas.release(orders);
        reservations.release(orders);
        metric.count(orders);
    }
}
