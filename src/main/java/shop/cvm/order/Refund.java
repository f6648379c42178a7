package shop.cvm.order;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import org.joda.money.Money;
import shop.cvm.catalog.ChargeType;
import shop.cvm.instance.InstanceId;

/**
 * The money of a machine that could not be made, given back: deducted money to the balance, frozen money to what is
 * available. There is at most one of each machine.
 */
@Entity
@Table(name = "order_refunds")
public class Refund {

    @Id
    private String instanceId;

    private String subOrderNumber;
    private String orderNumber;

    @Enumerated(EnumType.STRING)
    private ChargeType chargeType;

    private Money amount;
    private Instant refundedAt;

    @SuppressWarnings("NullAway.Init")
    protected Refund() {}

    Refund(InstanceId instance, Order order, OrderLine line, Instant now) {
        this.instanceId = instance.instanceId();
        this.subOrderNumber = line.subOrder().number();
        this.orderNumber = order.number().number();
        this.chargeType = line.spec().chargeType();
        this.amount = line.cost().unitTotal();
        this.refundedAt = now;
    }

    public InstanceId instance() {
        return new InstanceId(instanceId);
    }

    public OrderNumber order() {
        return new OrderNumber(orderNumber);
    }

    /** Whether it was deducted and came back; else it was frozen and is available again. */
    public boolean isPrepaid() {
        return chargeType == ChargeType.PREPAID;
    }

    /** What was agreed for one machine; zero or more. */
    public Money amount() {
        return amount;
    }

    public Instant at() {
        return refundedAt;
    }
}
