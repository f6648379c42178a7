package shop.cvm.order;

import static java.util.stream.Collectors.toMap;

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
import java.util.Map;
import java.util.Optional;
import org.hibernate.annotations.BatchSize;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.KeyPairId;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.Batch;
import shop.cvm.instance.Conversion;
import shop.cvm.instance.Extension;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceRate;
import shop.cvm.instance.Launch;
import shop.cvm.instance.SealedLogin;
import shop.cvm.instance.UnitCost;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Quote;
import shop.cvm.time.ShopCalendar;

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
    private @Nullable Integer lowersFromMbps;
    private @Nullable Integer configured;
    private boolean takesHost;
    private Money paidBack;
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

    OrderLine(Order order, int line, Purchase purchase, int days, Quote quote, SealedLogin login) {
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
        this.extraDays = days;
        this.loginSecret = login.secret();
        this.keyPairId = login.keyPair() == null ? null : login.keyPair().keyPairId();
    }

    /** More time for a machine, which nobody else can order as long as this can be paid. */
    OrderLine(Order order, int line, RenewedMachine machine, Quote quote) {
        this(order, line, LineKind.RENEWAL, machine.batch(), quote);
        this.instanceId = machine.instance().instanceId();
        this.renewsFrom = machine.from();
        this.extraDays = machine.days();
        this.lowersFromMbps = machine.lowersFrom();
        this.openFor = instanceId;
    }

    /** Another configuration of a prepaid machine; nobody else can order anything for it meanwhile. */
    OrderLine(Order order, int line, ChangedMachine machine) {
        this(
                order,
                line,
                LineKind.CHANGE,
                machine.batch(),
                new UnitCost(machine.due(), HourlyRate.ZERO),
                machine.listDue(),
                machine.items());
        this.instanceId = machine.instance().instanceId();
        this.renewsFrom = machine.until();
        this.configured = machine.configured();
        this.takesHost = machine.takesHost();
        this.paidBack = machine.paidBack();
        this.extraDays = machine.moreDays();
        this.openFor = instanceId;
    }

    /** Time for an hourly machine; nobody else can order anything for it meanwhile. */
    OrderLine(Order order, int line, ConvertedMachine machine, Quote quote) {
        this(order, line, LineKind.CONVERSION, machine.batch(), quote);
        this.instanceId = machine.instance().instanceId();
        this.configured = machine.configured();
        this.openFor = instanceId;
    }

    private OrderLine(Order order, int line, LineKind kind, Batch batch, Quote quote) {
        this(
                order,
                line,
                kind,
                batch,
                Rates.cost(quote),
                quote.listTotal(),
                quote.lines().stream().map(item -> OrderItem.of(item, quote)).toList());
    }

    private OrderLine(
            Order order, int line, LineKind kind, Batch batch, UnitCost cost, Money listTotal, List<OrderItem> items) {
        this.kind = kind;
        this.subOrderNumber = OrderNumber.next(order.createdAt()).number();
        this.order = order;
        this.line = line;
        this.batch = batch;
        this.cost = cost;
        this.total = cost.unitTotal().multipliedBy(batch.count());
        this.listTotal = listTotal;
        this.paidBack = Cny.ZERO;
        this.items = items;
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
        return is(LineKind.PURCHASE);
    }

    boolean is(LineKind other) {
        return kind == other;
    }

    /** Whether it buys a machine that counts among those an account may buy by the month, or may have by the hour. */
    boolean isCounted() {
        return isPurchase() || is(LineKind.CONVERSION);
    }

    /** The machine that it is about; empty for a purchase, whose machines are made when it is paid. */
    public Optional<InstanceId> instance() {
        return Optional.ofNullable(instanceId).map(InstanceId::new);
    }

    /**
     * The end of the machine's time when it was ordered: where the time begins that a renewal buys, and until when a change
     * is paid. Empty for others.
     */
    public Optional<Instant> renewsFrom() {
        return Optional.ofNullable(renewsFrom);
    }

    /** The bandwidth in Mbps that the machine has until then, if a renewal gives it less from there on; else empty. */
    public Optional<Integer> lowersFrom() {
        return Optional.ofNullable(lowersFromMbps);
    }

    /** How often the machine had been configured when it was ordered; empty for a purchase and a renewal. */
    Optional<Integer> configured() {
        return Optional.ofNullable(configured);
    }

    /** Whether a host of another type is taken out of stock for it as long as it can be paid. */
    boolean takesHost() {
        return takesHost;
    }

    /** What is paid back because the machine costs less from then on; zero or more. */
    public Money paidBack() {
        return paidBack;
    }

    /** Whether a component of its machine gets cheaper: from then on what is left counts as what was paid. */
    boolean settlesAnew() {
        return is(LineKind.CHANGE) && items.stream().anyMatch(OrderItem::isOfTime);
    }

    /** What is left of what was paid then. */
    Money rest() {
        return items.stream()
                .filter(OrderItem::isOfTime)
                .map(OrderItem::unitAmount)
                .reduce(Cny.ZERO, Money::plus);
    }

    /** What of the price of one machine is for which component. */
    Map<Component, Money> amounts() {
        return items.stream().collect(toMap(OrderItem::component, OrderItem::unitAmount, Money::plus));
    }

    /** What is still charged by use of its machine. */
    List<InstanceRate> rates() {
        return Rates.of(spec(), items);
    }

    /** The days beyond its months that it buys; of a change, those that its machine lasts longer. */
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
                total,
                lowersFromMbps == null ? null : spec().bandwidthMbps());
    }

    /** The days that it makes its machine last longer. */
    Extension prolongation() {
        return new Extension(
                instance().orElseThrow(),
                order.number().number(),
                line,
                renewsFrom().orElseThrow(),
                0,
                extraDays,
                Cny.ZERO,
                null);
    }

    /** When the time of its machine ends once it is changed. */
    Instant changedUntil() {
        return ShopCalendar.plus(renewsFrom().orElseThrow(), 0, extraDays);
    }

    /** What its payment makes of its machine. */
    Conversion conversion() {
        return new Conversion(
                instance().orElseThrow(),
                order.number().number(),
                line,
                spec().months(),
                total,
                batch.autoRenew(),
                rates());
    }

    Launch launch(Instant paidAt) {
        return new Launch(
                order.account(),
                order.number().number(),
                line,
                spec(),
                extraDays,
                count(),
                cost,
                batch.naming(),
                rates(),
                login(),
                batch.securityGroup(),
                batch.autoRenew(),
                paidAt);
    }

    /** It is paid, or cannot be any more: something else can be ordered for its machine. */
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
