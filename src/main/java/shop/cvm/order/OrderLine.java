package shop.cvm.order;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.BatchSize;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.KeyPairId;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.Batch;
import shop.cvm.instance.Extension;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Launch;
import shop.cvm.instance.SealedLogin;
import shop.cvm.instance.UnitCost;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Quote;

/** Some machines of an order, all alike, with the price that was agreed: the vendor's sub-order. */
@Entity
@Table(name = "order_lines")
public class OrderLine {

    @Id
    private String subOrderNumber;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "order_number")
    private Order order;

    private int line;

    @Enumerated(EnumType.STRING)
    private LineKind kind;

    private @Nullable String instanceId;
    private @Nullable Instant renewsFrom;
    private int extraDays;
    private @Nullable String openFor;

    @Embedded
    private Batch batch;

    private int refundedCount;

    @Embedded
    private UnitCost cost;

    private Money total;
    private Money listTotal;

    @ElementCollection
    @CollectionTable(name = "order_items", joinColumns = @JoinColumn(name = "sub_order_number"))
    @OrderColumn(name = "position")
    @BatchSize(size = 20)
    private List<OrderItem> items;

    private @Nullable String loginSecret;
    private @Nullable String keyPairId;

    @SuppressWarnings("NullAway.Init")
    protected OrderLine() {}

    OrderLine(Order order, int line, Purchase purchase, Quote quote, SealedLogin login) {
        this(
                order,
                line,
                LineKind.PURCHASE,
                Batch.of(
                        purchase.spec(),
                        purchase.count(),
                        purchase.naming(),
                        purchase.autoRenew(),
                        login.kind(),
                        purchase.securityGroup()),
                quote);
        this.loginSecret = login.secret();
        this.keyPairId = login.keyPair() == null ? null : login.keyPair().keyPairId();
    }

    /** More time for a machine, which nobody else can order as long as this can be paid. */
    OrderLine(Order order, int line, RenewedMachine machine, Quote quote) {
        this(order, line, LineKind.RENEWAL, machine.batch(), quote);
        this.instanceId = machine.instance().instanceId();
        this.renewsFrom = machine.from();
        this.extraDays = machine.days();
        this.openFor = instanceId;
    }

    private OrderLine(Order order, int line, LineKind kind, Batch batch, Quote quote) {
        this.kind = kind;
        this.subOrderNumber = OrderNumber.next(order.createdAt()).number();
        this.order = order;
        this.line = line;
        this.batch = batch;
        this.cost = Rates.cost(quote);
        this.total = quote.total();
        this.listTotal = quote.listTotal();
        this.items =
                quote.lines().stream().map(item -> OrderItem.of(item, quote)).toList();
    }

    /** The order number's little sister: every line has one of its own. */
    public OrderNumber subOrder() {
        return new OrderNumber(subOrderNumber);
    }

    Order order() {
        return order;
    }

    /** 0 for the first. */
    public int line() {
        return line;
    }

    /** What it is about. */
    public LineKind kind() {
        return kind;
    }

    boolean isPurchase() {
        return kind == LineKind.PURCHASE;
    }

    /** The machine that gets more time; empty for a purchase, whose machines are made when it is paid. */
    public Optional<InstanceId> instance() {
        return Optional.ofNullable(instanceId).map(InstanceId::new);
    }

    /** Where the time begins that it buys: the end of the machine's time when it was ordered; empty for a purchase. */
    public Optional<Instant> renewsFrom() {
        return Optional.ofNullable(renewsFrom);
    }

    /** The days beyond its months that it buys. */
    public int extraDays() {
        return extraDays;
    }

    /** The machines. */
    public Batch batch() {
        return batch;
    }

    /** One machine. */
    public InstanceSpec spec() {
        return batch.spec();
    }

    /** How many machines. */
    public int count() {
        return batch.count();
    }

    /** How many of them could not be made; their money is back. */
    public int refundedCount() {
        return refundedCount;
    }

    /** What was given back for them, deducted or frozen. */
    public Money refundedTotal() {
        return cost.unitTotal().multipliedBy(refundedCount);
    }

    /** What one machine costs. */
    public UnitCost cost() {
        return cost;
    }

    /** Due at once for all machines: paid if prepaid, frozen if postpaid. */
    public Money total() {
        return total;
    }

    /** The same before period discounts. */
    public Money listTotal() {
        return listTotal;
    }

    /** What period discounts take off; zero or more. */
    public Money discount() {
        return listTotal.minus(total);
    }

    /** What all machines cost per hour in the first price step; zero for prepaid. */
    public HourlyRate perHour() {
        return cost.hourlyRate().times(count());
    }

    /** Price by component of one machine; only for an order that was read alone. */
    public List<OrderItem> items() {
        return List.copyOf(items);
    }

    /** How to get into its machines, as long as they are not made. */
    SealedLogin login() {
        return new SealedLogin(batch.loginKind(), loginSecret, keyPairId == null ? null : new KeyPairId(keyPairId));
    }

    /** What its payment gives its machine. */
    Extension extension() {
        return new Extension(
                instance().orElseThrow(),
                order.number().number(),
                line,
                renewsFrom().orElseThrow(),
                spec().months(),
                extraDays,
                total);
    }

    Launch launch(Instant paidAt) {
        return new Launch(
                order.account(),
                order.number().number(),
                line,
                spec(),
                count(),
                cost,
                batch.naming(),
                Rates.of(spec(), items),
                login(),
                batch.securityGroup(),
                batch.autoRenew(),
                paidAt);
    }

    /** It is paid, or cannot be any more: its machine can be renewed by another order. */
    void settle() {
        openFor = null;
    }

    void refundOne() {
        if (refundedCount >= count()) {
            throw new IllegalStateException("All " + count() + " of " + subOrderNumber + " are refunded already");
        }
        refundedCount++;
    }

    /** Neither the password nor the key pair is needed here any more. */
    void forgetLogin() {
        loginSecret = null;
        keyPairId = null;
    }
}
