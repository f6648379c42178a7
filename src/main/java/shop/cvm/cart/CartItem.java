package shop.cvm.cart;

import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.StockLevel;
import shop.cvm.instance.Batch;
import shop.cvm.instance.UnitCost;
import shop.cvm.order.RenewalPeriod;

/** Some machines in a cart, all alike, with the price and the stock that its owner has seen and accepted. */
@Entity
@Table(name = "cart_items")
public class CartItem {

    private static final SecureRandom RANDOM = new SecureRandom();

    @Id
    private String itemId;

    private String cartId;
    private Instant addedAt;

    @Embedded
    private Batch batch;

    private @Nullable Integer expiryDay;

    @Embedded
    private UnitCost accepted;

    @Enumerated(EnumType.STRING)
    @Column(name = "accepted_stock")
    private StockLevel acceptedStock;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init")
    protected CartItem() {}

    CartItem(CartId cart, Wish wish, UnitCost accepted, StockLevel acceptedStock, Instant addedAt) {
        this.itemId = HexFormat.of().toHexDigits(RANDOM.nextLong());
        this.cartId = cart.id();
        this.addedAt = addedAt;
        this.batch = Batch.of(
                wish.spec(), wish.count(), wish.naming(), wish.autoRenew(), wish.login(), wish.securityGroup());
        this.expiryDay = wish.expiryDay();
        this.accepted = accepted;
        this.acceptedStock = acceptedStock;
    }

    /** 16 hexadecimal digits. */
    public String id() {
        return itemId;
    }

    /** The machines. */
    public Batch batch() {
        return batch;
    }

    /** One machine. */
    public InstanceSpec spec() {
        return batch.spec();
    }

    /** Day of the month that its owner wants them to expire on, if their period allows for that; null for none. */
    public @Nullable Integer expiryDay() {
        return expiryDay;
    }

    /** For how long they are paid if they are prepaid. */
    public RenewalPeriod period() {
        return period(spec().months());
    }

    /** The same with so many months. */
    RenewalPeriod period(int months) {
        return RenewalPeriod.of(months, spec().isPrepaid() ? expiryDay : null);
    }

    /** How many machines. */
    public int count() {
        return batch.count();
    }

    /** The price of one machine that the owner has accepted. */
    public UnitCost accepted() {
        return accepted;
    }

    /** How much was in stock when the owner last looked and was content. */
    public StockLevel acceptedStock() {
        return acceptedStock;
    }

    void take(int newCount) {
        batch = batch.times(newCount);
    }

    /** A period of the owner's choice, at the price it has now. */
    void runFor(int months, UnitCost price) {
        batch = batch.runningFor(months);
        accepted = price;
    }

    void accept(UnitCost price, StockLevel stock) {
        accepted = price;
        acceptedStock = stock;
    }
}
