package shop.cvm.order;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.instance.Instances;
import shop.cvm.instance.InvalidPassword;
import shop.cvm.instance.LaunchProgress;
import shop.cvm.ledger.InsufficientBalance;

/** Turns wishes into purchases: places orders, has them paid once, and closes those that nobody pays. */
@Service
public class Orders {

    /** Orders on one page of the list. */
    public static final int PAGE_SIZE = 20;

    private static final Sort NEWEST_FIRST = Sort.by("createdAt").descending().and(Sort.by("orderNumber"));

    private final OrderRows rows;
    private final OrderPlacement placement;
    private final OrderPayment payment;
    private final OrderClosing closing;
    private final Instances instances;

    Orders(OrderRows rows, OrderPlacement placement, OrderPayment payment, OrderClosing closing, Instances instances) {
        this.rows = rows;
        this.placement = placement;
        this.payment = payment;
        this.closing = closing;
        this.instances = instances;
    }

    /**
     * Places an order and holds its machines until it is paid, cancelled or expired. The same token with the same
     * purchases gives the order that was placed first, whenever and however often it comes.
     *
     * @param purchases one or more
     * @param token chosen by the caller, 1 to 64 printable ASCII characters
     * @throws TokenReused if the token has placed another purchase
     * @throws InvalidSpec if something in it is not sold
     * @throws InvalidPassword if a chosen password breaks the rules of its operating system
     * @throws PriceChanged if the price is not the one that was agreed
     * @throws SoldOut if there are not enough machines left; like all of these, nothing was placed then
     */
    @Transactional(propagation = Propagation.NEVER)
    public Order place(AccountId account, List<Purchase> purchases, String token) {
        PlacementToken request = PlacementToken.ofPage(token, purchases, instances::digest);
        Optional<Order> earlier = placement.placed(account, request);
        if (earlier.isPresent()) {
            return earlier.get();
        }
        List<OrderPlacement.Agreed> agreed = placement.agree(purchases);
        try {
            return placement.place(account, request, agreed);
        } catch (DataIntegrityViolationException refused) {
            // Somebody else placed it at this very moment: the unique key let one of us in.
            return placement.placed(account, request).orElseThrow(() -> refused);
        }
    }

    /**
     * Pays an order from the balance: deducts what is prepaid, freezes an hour of what is postpaid, and launches the
     * machines, all together or not at all. Paying again changes nothing.
     *
     * @throws NoSuchOrder if the account has no such order
     * @throws OrderClosed if it was cancelled or has expired
     * @throws InsufficientBalance if less than its total is available
     */
    public Order payFromBalance(AccountId account, OrderNumber number) {
        return payment.pay(account, number);
    }

    /**
     * Closes an unpaid order and gives its machines back. Cancelling again changes nothing, nor does cancelling what has
     * expired.
     *
     * @throws NoSuchOrder if the account has no such order
     * @throws OrderAlreadyPaid if it is paid
     */
    public Order cancel(AccountId account, OrderNumber number) {
        return closing.cancel(account, number);
    }

    /**
     * Closes all orders that nobody has paid in time and gives their machines back.
     *
     * @return how many
     */
    public int expireDue() {
        int expired = 0;
        for (int batch = closing.expireBatch(); batch > 0; batch = closing.expireBatch()) {
            expired += batch;
        }
        return expired;
    }

    /** @throws NoSuchOrder if the account has no such order */
    @Transactional(readOnly = true)
    public OrderProgress order(AccountId account, OrderNumber number) {
        Order order = rows.findByOrderNumberAndAccountId(number.number(), account.accountId())
                .orElseThrow(() -> new NoSuchOrder(number));
        order.lines().forEach(OrderLine::items);
        return progress(order, instances.progress(List.of(number.number())));
    }

    /**
     * The account's orders, newest first, {@link #PAGE_SIZE} at a time.
     *
     * @param page 0 for the first
     */
    @Transactional(readOnly = true)
    public Page<OrderProgress> orders(AccountId account, int page) {
        Page<Order> orders = rows.findByAccountId(account.accountId(), PageRequest.of(page, PAGE_SIZE, NEWEST_FIRST));
        orders.forEach(Order::lines);
        Map<String, LaunchProgress> machines =
                instances.progress(orders.map(order -> order.number().number()).getContent());
        return orders.map(order -> progress(order, machines));
    }

    private static OrderProgress progress(Order order, Map<String, LaunchProgress> machines) {
        String number = order.number().number();
        return new OrderProgress(order, machines.getOrDefault(number, LaunchProgress.none(number)));
    }
}
