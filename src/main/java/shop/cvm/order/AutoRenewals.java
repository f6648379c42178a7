package shop.cvm.order;

import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.instance.RenewalDue;
import shop.cvm.ledger.Ledger;

/**
 * Renews machines by themselves, by a month, from the balance: an order that is paid in the transaction that places it.
 * Its token names the machine and the end of its time, so that the database takes one for each end.
 */
@Component
class AutoRenewals {

    private static final int A_MONTH = 1;

    private final Renewals renewals;
    private final RenewalPlacement placement;
    private final OrderPayment payment;
    private final OrderRows rows;
    private final Instances instances;
    private final Ledger ledger;
    private final ApplicationEventPublisher events;

    AutoRenewals(
            Renewals renewals,
            RenewalPlacement placement,
            OrderPayment payment,
            OrderRows rows,
            Instances instances,
            Ledger ledger,
            ApplicationEventPublisher events) {
        this.renewals = renewals;
        this.placement = placement;
        this.payment = payment;
        this.rows = rows;
        this.instances = instances;
        this.ledger = ledger;
        this.events = events;
    }

    /**
     * Whether the balance reaches is looked at before it is locked: a machine that is not renewed may have to be stopped,
     * and for that its usage is locked, which comes before the balance.
     */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(RenewalDue news) {
        for (Instance machine : instances.all(List.of(news.instance()))) {
            Money price = renewals.price(machine, A_MONTH).orElse(null);
            if (reaches(machine, price)) {
                renew(machine);
            } else {
                events.publishEvent(new AutoRenewalFailed(machine.id(), news.at()));
            }
        }
    }

    private boolean reaches(Instance machine, @Nullable Money price) {
        return price != null
                && !price.isGreaterThan(ledger.balance(machine.account()).available());
    }

    /** Paid before it is stored: it is never an open order, of which a machine has one at most. */
    private void renew(Instance machine) {
        PlacementToken token =
                PlacementToken.ofAutoRenewal(machine.id(), machine.expiresAt().orElseThrow());
        List<Renewal> renewal = List.of(new Renewal(machine.id(), A_MONTH, null));
        Order order = placement.draw(machine.account(), token, renewal);
        payment.settle(order, order.createdAt());
        events.publishEvent(
                new AutoRenewed(machine.id(), rows.saveAndFlush(order).number()));
    }
}
