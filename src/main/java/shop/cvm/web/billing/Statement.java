package shop.cvm.web.billing;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import shop.cvm.billing.InstanceBill;
import shop.cvm.billing.ProductBill;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.Totals;
import shop.cvm.money.Cny;

/**
 * The bill of a month: what was used and bought, and what that did to the balance.
 *
 * @param month by the shop's calendar
 * @param over whether the month is over
 * @param opening the balance when it began, with what was frozen
 * @param totals what each kind of movement came to
 * @param products what the usage of each component came to
 * @param instances what the usage of each machine came to, the dearest first
 * @param machines the machines of these, by id
 * @param orders what was paid and refunded for orders, the newest first
 * @param ordersLeft whether there are more of them
 */
record Statement(
        YearMonth month,
        boolean over,
        Money opening,
        Totals totals,
        List<ProductBill> products,
        Page<InstanceBill> instances,
        Map<InstanceId, Instance> machines,
        List<Entry> orders,
        boolean ordersLeft) {

    /** The balance at its end, or now. */
    public Money closing() {
        return opening.plus(totals.change());
    }

    /** The bill's total: usage and orders, less refunds. */
    public Money spent() {
        return totals.spent();
    }

    public Money topUps() {
        return totals.of(EntryKind.TOP_UP);
    }

    public Money paid() {
        return totals.of(EntryKind.DEDUCT);
    }

    public Money refunded() {
        return totals.of(EntryKind.REFUND);
    }

    /** What was deducted for usage: the sum of the products, and of the machines. */
    public Money usage() {
        return totals.of(EntryKind.SETTLEMENT);
    }

    /** What the machines that are not among these came to. */
    public Money otherInstances() {
        return instances.stream().map(InstanceBill::amount).reduce(usage(), Money::minus);
    }

    /** Whether there was anything. */
    public boolean isEmpty() {
        return totals.amounts().isEmpty();
    }

    /** What the customer called a machine; its id if it has no name. */
    public String calledBy(InstanceId id) {
        @Nullable Instance machine = machines.get(id);
        return machine == null ? id.instanceId() : machine.calledBy();
    }

    /** The instance type of a machine. */
    public String typeOf(InstanceId id) {
        @Nullable Instance machine = machines.get(id);
        return machine == null ? "" : machine.configuration().instanceType();
    }

    /** Whether anything was paid in advance. */
    public boolean hasOrders() {
        return !paid().equals(Cny.ZERO) || !refunded().equals(Cny.ZERO);
    }
}
