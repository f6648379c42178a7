package shop.cvm.order;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Convert;
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
import java.util.stream.Stream;
import org.hibernate.annotations.BatchSize;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.Configuration;
import shop.cvm.instance.Launch;
import shop.cvm.instance.LoginKind;
import shop.cvm.instance.SealedLogin;
import shop.cvm.instance.UnitCost;
import shop.cvm.money.HourlyRate;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.pricing.Quote;
import shop.cvm.pricing.QuoteLine;

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

    @Embedded
    private Configuration configuration;

    /** The system disk first. */
    @Convert(converter = DisksConverter.class)
    private List<Disk> disks;

    private int count;

    @Embedded
    private UnitCost cost;

    private Money total;
    private Money listTotal;

    @ElementCollection
    @CollectionTable(name = "order_items", joinColumns = @JoinColumn(name = "sub_order_number"))
    @OrderColumn(name = "position")
    @BatchSize(size = 20)
    private List<OrderItem> items;

    private String name;
    private boolean autoRenew;

    @Enumerated(EnumType.STRING)
    private SecurityGroupTemplate securityGroup;

    @Enumerated(EnumType.STRING)
    private LoginKind loginKind;

    private @Nullable String loginSecret;

    @SuppressWarnings("NullAway.Init")
    protected OrderLine() {}

    OrderLine(Order order, int line, Purchase purchase, Quote quote, SealedLogin login) {
        this.subOrderNumber = OrderNumber.next(order.createdAt()).number();
        this.order = order;
        this.line = line;
        this.configuration = Configuration.of(purchase.spec());
        this.disks = disks(purchase.spec());
        this.count = purchase.count();
        this.cost = new UnitCost(quote.unitTotal(), unitRate(quote));
        this.total = quote.total();
        this.listTotal = quote.listTotal();
        this.items = quote.lines().stream().map(OrderItem::of).toList();
        this.name = purchase.name();
        this.autoRenew = purchase.autoRenew() && purchase.spec().isPrepaid();
        this.securityGroup = purchase.securityGroup();
        this.loginKind = login.kind();
        this.loginSecret = login.secret();
    }

    /** The order number's little sister: every line has one of its own. */
    public OrderNumber subOrder() {
        return new OrderNumber(subOrderNumber);
    }

    /** 0 for the first. */
    public int line() {
        return line;
    }

    /** One machine. */
    public InstanceSpec spec() {
        return configuration.with(disks.get(0), disks.subList(1, disks.size()));
    }

    /** How many machines. */
    public int count() {
        return count;
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
        return cost.hourlyRate().times(count);
    }

    /** Price by component of one machine; only for an order that was read alone. */
    public List<OrderItem> items() {
        return List.copyOf(items);
    }

    /** Name or name pattern; empty for none. */
    public String name() {
        return name;
    }

    public boolean isAutoRenewed() {
        return autoRenew;
    }

    public LoginKind loginKind() {
        return loginKind;
    }

    public SecurityGroupTemplate securityGroup() {
        return securityGroup;
    }

    Launch launch(Instant paidAt) {
        return new Launch(
                order.account(),
                order.number().number(),
                line,
                spec(),
                count,
                cost,
                name,
                new SealedLogin(loginKind, loginSecret),
                securityGroup,
                autoRenew,
                paidAt);
    }

    void forgetLoginSecret() {
        loginSecret = null;
    }

    private static List<Disk> disks(InstanceSpec spec) {
        return Stream.concat(Stream.of(spec.systemDisk()), spec.dataDisks().stream())
                .toList();
    }

    private static HourlyRate unitRate(Quote quote) {
        return quote.lines().stream().map(QuoteLine::rate).reduce(HourlyRate.ZERO, HourlyRate::plus);
    }
}
