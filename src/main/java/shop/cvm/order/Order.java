package shop.cvm.order;

import static java.util.stream.Collectors.toMap;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hibernate.annotations.BatchSize;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.SealedLogin;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Quote;

/** What was agreed: machines, their price, and until when it can be paid. */
@Entity
@Table(name = "orders")
public class Order {

    private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    @Id
    private String orderNumber;

    private String accountId;
    private String scope;
    private String token;
    private String requestHash;

    @Enumerated(EnumType.STRING)
    private OrderState state;

    @OneToMany(mappedBy = "order", cascade = CascadeType.PERSIST)
    @OrderBy("line")
    @BatchSize(size = 20)
    private List<OrderLine> lines = new ArrayList<>();

    private Money prepaidTotal;
    private Money freezeTotal;
    private Instant createdAt;
    private Instant payUntil;
    private @Nullable Instant closeAfter;
    private @Nullable Instant paidAt;
    private @Nullable Instant closedAt;

    @Enumerated(EnumType.STRING)
    private @Nullable VoidReason voidReason;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init")
    protected Order() {}

    Order(AccountId account, PlacementToken token, Instant createdAt, Duration payWithin) {
        this.orderNumber = OrderNumber.next(createdAt).number();
        this.accountId = account.accountId();
        this.scope = token.scope();
        this.token = token.token();
        this.requestHash = token.requestHash();
        this.state = OrderState.UNPAID;
        this.prepaidTotal = Cny.ZERO;
        this.freezeTotal = Cny.ZERO;
        this.createdAt = createdAt;
        this.payUntil = createdAt.plus(payWithin);
    }

    /** @param days beyond the months, counted from the day of the order */
    void add(Purchase purchase, int days, Quote quote, SealedLogin login) {
        lines.add(new OrderLine(this, lines.size(), purchase, days, quote, login));
        if (purchase.spec().isPrepaid()) {
            prepaidTotal = prepaidTotal.plus(quote.total());
        } else {
            freezeTotal = freezeTotal.plus(quote.total());
        }
    }

    /** On another day, days that are counted from this one would not be right any more. */
    void payBefore(Instant end) {
        payUntil = end.isBefore(payUntil) ? end : payUntil;
    }

    void add(RenewedMachine machine, Quote quote) {
        lines.add(new OrderLine(this, lines.size(), machine, quote));
        prepaidTotal = prepaidTotal.plus(quote.total());
    }

    void add(ChangedMachine machine) {
        OrderLine line = new OrderLine(this, lines.size(), machine);
        lines.add(line);
        prepaidTotal = prepaidTotal.plus(line.total());
    }

    void add(ConvertedMachine machine, Quote quote) {
        lines.add(new OrderLine(this, lines.size(), machine, quote));
        prepaidTotal = prepaidTotal.plus(quote.total());
    }

    public OrderNumber number() {
        return new OrderNumber(orderNumber);
    }

    public AccountId account() {
        return new AccountId(accountId);
    }

    /** By which request it was placed. */
    PlacementToken token() {
        return new PlacementToken(scope, token, requestHash);
    }

    /** As stored: an order whose machines are being made, or run, is still {@link OrderState#PAID} here. */
    public OrderState state() {
        return state;
    }

    public boolean isPaid() {
        return state == OrderState.PAID;
    }

    public boolean isUnpaid() {
        return state == OrderState.UNPAID;
    }

    /** In the order of the purchase. */
    public List<OrderLine> lines() {
        return List.copyOf(lines);
    }

    /** Lines that buy machines. */
    List<OrderLine> purchases() {
        return lines(LineKind.PURCHASE);
    }

    /** Lines that buy more time for machines. */
    List<OrderLine> renewals() {
        return lines(LineKind.RENEWAL);
    }

    /** Lines of this kind. */
    List<OrderLine> lines(LineKind kind) {
        return lines.stream().filter(line -> line.is(kind)).toList();
    }

    /** What it is about: all its lines are of one kind. */
    public LineKind kind() {
        return lines.get(0).kind();
    }

    /** Whether it buys machines, and is not about some that are there. */
    public boolean isPurchase() {
        return kind() == LineKind.PURCHASE;
    }

    /** Whether it buys more time for machines, and no machine. */
    public boolean isRenewal() {
        return kind() == LineKind.RENEWAL;
    }

    /** The machines that are there and that it is about, in the order of its lines. */
    public List<InstanceId> concerned() {
        return lines.stream().flatMap(line -> line.instance().stream()).toList();
    }

    /** Where the time begins that it buys, by machine. */
    public Map<InstanceId, Instant> renewsFrom() {
        return renewals().stream().collect(toMap(line -> line.instance().orElseThrow(), line -> line.renewsFrom()
                .orElseThrow()));
    }

    /** What is paid back because machines cost less from then on; zero or more. */
    public Money paidBack() {
        return lines.stream().map(OrderLine::paidBack).reduce(Cny.ZERO, Money::plus);
    }

    /** Machines of all lines. */
    public int count() {
        return lines.stream().mapToInt(OrderLine::count).sum();
    }

    /** What is deducted at payment. */
    public Money prepaidTotal() {
        return prepaidTotal;
    }

    /** What is frozen at payment. */
    public Money freezeTotal() {
        return freezeTotal;
    }

    /** What has to be available to pay: deducted and frozen together. */
    public Money total() {
        return prepaidTotal.plus(freezeTotal);
    }

    /** What period discounts take off; zero or more. */
    public Money discount() {
        return lines.stream().map(OrderLine::discount).reduce(Cny.ZERO, Money::plus);
    }

    /** What the postpaid machines cost per hour in the first price step. */
    public HourlyRate perHour() {
        return lines.stream().map(OrderLine::perHour).reduce(HourlyRate.ZERO, HourlyRate::plus);
    }

    /** Whether some of it is paid by the hour. */
    public boolean hasPostpaid() {
        return has(line -> !line.spec().isPrepaid());
    }

    /** Whether some of it is paid in advance. */
    public boolean hasPrepaid() {
        return has(line -> line.spec().isPrepaid());
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** From this moment on it cannot be paid any more. */
    public Instant payUntil() {
        return payUntil;
    }

    public Optional<Instant> paidAt() {
        return Optional.ofNullable(paidAt);
    }

    /** When it was cancelled or expired. */
    public Optional<Instant> closedAt() {
        return Optional.ofNullable(closedAt);
    }

    boolean wasPlacedBy(PlacementToken other) {
        return requestHash.equals(other.requestHash());
    }

    /** @throws OrderClosed if it was closed before it was paid */
    void requireNotClosed() {
        if (state.isClosed()) {
            throw new OrderClosed(number(), state);
        }
    }

    /** Whether it was not paid in time. */
    boolean isOverdue(Instant now) {
        return isUnpaid() && !now.isBefore(payUntil);
    }

    /** @throws OrderClosed if it is neither paid nor can be any more */
    void requirePayable(Instant now) {
        requireNotClosed();
        if (isOverdue(now)) {
            throw new OrderClosed(number(), OrderState.EXPIRED);
        }
    }

    /** @throws OrderClosed if it is too late */
    void pay(Instant now) {
        requirePayable(now);
        become(OrderState.PAID);
        paidAt = now;
        lines.forEach(OrderLine::settle);
    }

    void cancel(Instant now) {
        close(OrderState.CANCELLED, now);
    }

    void expire(Instant now) {
        close(OrderState.EXPIRED, now);
    }

    /** @param reason why, if it is about machines that are there */
    void invalidate(@Nullable VoidReason reason, Instant now) {
        close(OrderState.INVALID, now);
        voidReason = reason;
    }

    /** Why it was closed before it was paid, if it is about machines that are there and that was their fault. */
    public Optional<VoidReason> voidReason() {
        return Optional.ofNullable(voidReason);
    }

    /** It has expired and cannot be closed now: that is tried again after pauses that grow from a minute to an hour. */
    void postponeClosing(Instant now) {
        Duration overdue = Duration.between(payUntil, now);
        Duration pause = overdue.compareTo(LONGEST_PAUSE) < 0 ? overdue : LONGEST_PAUSE;
        closeAfter = now.plus(pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause);
    }

    /** Machines that could not be made and whose money is back. */
    public int refundedCount() {
        return lines.stream().mapToInt(OrderLine::refundedCount).sum();
    }

    /** What was deducted and has gone back to the balance. */
    public Money refundedPrepaid() {
        return refunded(line -> line.spec().isPrepaid());
    }

    /** What was frozen and is available again. */
    public Money refundedFreeze() {
        return refunded(line -> !line.spec().isPrepaid());
    }

    /**
     * One machine of this line could not be made, and its money goes back.
     *
     * @return the line
     */
    OrderLine refund(int line) {
        if (!isPaid()) {
            throw new IllegalStateException(
                    "Order " + orderNumber + " is " + state + ": there is nothing to give back");
        }
        OrderLine refunded = lines.get(line);
        refunded.refundOne();
        return refunded;
    }

    /** The machines have them now, or will never be. */
    void forgetLogins() {
        lines.forEach(OrderLine::forgetLogin);
    }

    private void close(OrderState next, Instant now) {
        become(next);
        closedAt = now;
        lines.forEach(OrderLine::settle);
        forgetLogins();
    }

    private void become(OrderState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("Order " + orderNumber + " is " + state + " and cannot become " + next);
        }
        state = next;
    }

    private Money refunded(Predicate<OrderLine> kind) {
        return lines.stream().filter(kind).map(OrderLine::refundedTotal).reduce(Cny.ZERO, Money::plus);
    }

    private boolean has(Predicate<OrderLine> property) {
        return lines.stream().anyMatch(property);
    }
}
