package shop.cvm.order;

import java.time.Instant;
import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.time.ShopClock;

/** Closing orders that are not paid: their machines go back to stock in the same transaction, so once. */
@Component
class OrderClosing {

    private static final Limit BATCH = Limit.of(100);

    private final OrderRows rows;
    private final Reservations reservations;
    private final ShopClock clock;

    OrderClosing(OrderRows rows, Reservations reservations, ShopClock clock) {
        this.rows = rows;
        this.reservations = reservations;
        this.clock = clock;
    }

    @Transactional
    public Order cancel(AccountId account, OrderNumber number) {
        Order order = rows.lock(number.number(), account.accountId()).orElseThrow(() -> new NoSuchOrder(number));
        if (order.isPaid()) {
            throw new OrderAlreadyPaid(number);
        }
        if (order.isUnpaid()) {
            order.cancel(clock.now());
            reservations.release(List.of(order));
        }
        return order;
    }

    /** Closes the orders that nobody holds at the moment; whoever holds one is about to pay or cancel it. */
    @Transactional
    public int expireBatch() {
        Instant now = clock.now();
        List<Order> expired = rows.lockExpired(now, BATCH);
        expired.forEach(order -> order.expire(now));
        reservations.release(expired);
        return expired.size();
    }
}
