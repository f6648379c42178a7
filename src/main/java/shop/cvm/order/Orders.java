package shop.cvm.order;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.InvalidHostName;
import shop.cvm.instance.InvalidPassword;
import shop.cvm.instance.LaunchProgress;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.payment.Payment;
import shop.cvm.payment.PaymentInProgress;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopClock;
import shop.cvm.work.Stopping;

/** Turns wishes into purchases: places orders, has them paid once, and closes those that nobody pays. */
@Service
public class Orders {

    /** Orders on one page of the list. */
    public static final int PAGE_SIZE = 20;

    private static final Sort NEWEST_FIRST = Sort.by("createdAt").descending().and(Sort.by("orderNumber"));

    private final OrderRows rows;
    private final RefundRows refunds;
    private final OrderPlacement placement;
    private final OrderPayment payment;
    private final OrderClosing closing;
    private final WalletPurchase wallets;
    private final Payments payments;
    private final Quotas quotas;
    private final Instances instances;
    private final ShopClock clock;
    private final Stopping stopping;

    Orders(
            OrderRows rows,
            RefundRows refunds,
            OrderPlacement placement,
            OrderPayment payment,
            OrderClosing closing,
            WalletPurchase wallets,
            Payments payments,
            Quotas quotas,
            Instances instances,
            ShopClock clock,
            Stopping stopping) {
        this.rows = rows;
        this.refunds = refunds;
        this.placement = placement;
        this.payment = payment;
        this.closing = closing;
        this.wallets = wallets;
        this.payments = payments;
        this.quotas = quotas;
        this.instances = instances;
        this.clock = clock;
        this.stopping = stopping;
    }

    /**
     * Places an order and holds its machines until it is paid, cancelled or expired. The same token with the same
     * purchases gives the order that was placed first, whenever and however often it comes.
     *
     * @param purchases one or more
     * @param token chosen by the caller, 1 to 64 printable ASCII characters
     * @throws TokenReused if the token has placed another purchase
     * @throws InvalidSpec if something in it is not sold
     * @throws InvalidHostName if so many machines cannot have their host names
     * @throws InvalidPassword if a chosen password breaks the rules of its operating system
     * @throws PriceChanged if the price is not the one that was agreed
     * @throws NotVerified if some of it is sold to verified customers only
     * @throws InArrears if the account owes money
     * @throws QuotaExceeded if the account may not buy as many in one of the zones
     * @throws SoldOut if there are not enough machines left; like all of these, nothing was placed then
     */
    @Transactional(propagation = Propagation.NEVER)
    public Order place(AccountId account, List<Purchase> purchases, String token) {
        PlacementToken request = PlacementToken.ofPage(token, purchases, instances::digest);
        try {
            return placement.place(account, request, purchases);
        } catch (RuntimeException refused) {
            // Perhaps only because this very request has placed its order before, long ago or at this very moment.
            return placement.placed(account, request).orElseThrow(() -> refused);
        }
    }

    /** What the account may still buy in this zone. */
    public Quota quota(AccountId account, String zone, ChargeType chargeType) {
        return quotas.quota(account, zone, chargeType, clock.now());
    }

    /**
     * Pays an order from the balance: deducts what is prepaid, freezes an hour of what is postpaid, and launches the
     * machines, all together or not at all. Paying again changes nothing.
     *
     * @throws NoSuchOrder if the account has no such order
     * @throws OrderClosed if it was cancelled, has expired, or something in it is not sold any more
     * @throws InsufficientBalance if less than its total is available
     */
    public Order payFromBalance(AccountId account, OrderNumber number) {
        Order order = payment.pay(account, number);
        order.requireNotClosed();
        return order;
    }

    /**
     * Pays an order with a wallet, as far as the balance does not reach: the payer goes on to the wallet's page, and when
     * the money is there the order is paid from the balance. Asking again leads to the same payment.
     *
     * @return the payment to go on with, waiting or being checked; empty if the order is paid, or about to be
     * @throws NoSuchOrder if the account has no such order
     * @throws OrderClosed if it was cancelled, has expired, or something in it is not sold any more
     * @throws PaymentInProgress if it is not known how an earlier payment stands
     */
    @Transactional(propagation = Propagation.NEVER)
    public Optional<Payment> payByWallet(AccountId account, OrderNumber number, WalletKind wallet) {
        return wallets.pay(payment.payable(account, number), wallet);
    }

    /**
     * Pays an order from the balance in place of a payment with a wallet that may be open.
     *
     * @throws NoSuchOrder if the account has no such order
     * @throws OrderClosed if it was cancelled, has expired, or something in it is not sold any more
     * @throws PaymentInProgress if it is not known how an earlier payment stands
     * @throws InsufficientBalance if less than its total is available
     */
    @Transactional(propagation = Propagation.NEVER)
    public void payInstead(AccountId account, OrderNumber number) {
        wallets.payFromBalance(payment.payable(account, number));
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
        int batch;
        do {
            batch = closing.expireBatch();
            expired += batch;
        } while (batch > 0 && !stopping.isStopping());
        return expired;
    }

    /** @throws NoSuchOrder if the account has no such order */
    @Transactional(readOnly = true)
    public OrderProgress order(AccountId account, OrderNumber number) {
        Order order = rows.findByOrderNumberAndAccountId(number.number(), account.accountId())
                .orElseThrow(() -> new NoSuchOrder(number));
        order.lines().forEach(OrderLine::items);
        return progress(order, instances.progress(List.of(number.number())), paying(List.of(order)));
    }

    /**
     * The account's orders, newest first, {@link #PAGE_SIZE} at a time.
     *
     * @param page 0 for the first
     */
    @Transactional(readOnly = true)
    public Page<OrderProgress> orders(AccountId account, int page) {
        return orders(account, EnumSet.allOf(OrderState.class), page);
    }

    /**
     * Those of the account's orders that are in these states, newest first, {@link #PAGE_SIZE} at a time.
     *
     * @param states of the stored ones: {@code PAID} stands for whatever became of a paid order, and {@code UNPAID} for
     *     one that is being paid, too
     * @param page 0 for the first
     */
    @Transactional(readOnly = true)
    public Page<OrderProgress> orders(AccountId account, Set<OrderState> states, int page) {
        Page<Order> orders = rows.findByAccountIdAndStateIn(
                account.accountId(), states, PageRequest.of(page, PAGE_SIZE, NEWEST_FIRST));
        orders.forEach(Order::lines);
        Map<String, LaunchProgress> machines =
                instances.progress(orders.map(order -> order.number().number()).getContent());
        Set<String> paying = paying(orders.getContent());
        return orders.map(order -> progress(order, machines, paying));
    }

    /** The refunds of those of these machines that could not be made, by machine. */
    @Transactional(readOnly = true)
    public Map<InstanceId, Refund> refunds(Collection<InstanceId> machines) {
        return refunds
                .findByInstanceIdIn(
                        machines.stream().map(InstanceId::instanceId).toList())
                .stream()
                .collect(toMap(Refund::instance, identity()));
    }

    private Set<String> paying(List<Order> orders) {
        return payments.openFor(orders.stream()
                .filter(Order::isUnpaid)
                .map(order -> order.number().number())
                .toList());
    }

    private static OrderProgress progress(Order order, Map<String, LaunchProgress> machines, Set<String> paying) {
        String number = order.number().number();
        return new OrderProgress(
                order, machines.getOrDefault(number, LaunchProgress.none(number)), paying.contains(number));
    }
}
