package shop.cvm.api;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.Instance;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.order.AdjustmentOffer;
import shop.cvm.order.Adjustments;
import shop.cvm.order.DirectChanges;
import shop.cvm.order.Reconfiguration;
import shop.cvm.order.ReconfigurationOffer;
import shop.cvm.order.Reconfigurations;
import shop.cvm.order.WantedConfiguration;

/** Other configurations of instances, whichever way they are paid for. */
@Component
class Changes {

    private final DirectChanges changes;
    private final Reconfigurations hourly;
    private final Adjustments prepaid;

    Changes(DirectChanges changes, Reconfigurations hourly, Adjustments prepaid) {
        this.changes = changes;
        this.hourly = hourly;
        this.prepaid = prepaid;
    }

    /**
     * Configures an instance otherwise, and pays for that from the balance.
     *
     * @param wanted what it is to be, from what it is
     * @param forced whether it is shut down for that, if it has to be, and started again
     * @param action whose request that is
     * @throws RuntimeException why it cannot be
     */
    void make(Call call, Instance instance, UnaryOperator<WantedConfiguration> wanted, boolean forced, String action) {
        Targets.settled(instance);
        WantedConfiguration after = wanted.apply(WantedConfiguration.of(instance.spec()));
        Reconfiguration change = new Reconfiguration(instance.id(), after, instance.configured(), null, null, forced);
        changes.change(call.account(), change, action + '/' + call.region().id());
    }

    /**
     * What that would cost: an instance that is paid by the hour from then on, a prepaid one for the rest of its time,
     * less than nothing if something is paid back.
     *
     * @throws RuntimeException why it cannot be configured like that; not because it runs
     */
    Price price(Call call, Instance instance, UnaryOperator<WantedConfiguration> wanted) {
        Targets.settled(instance);
        WantedConfiguration after = wanted.apply(WantedConfiguration.of(instance.spec()));
        if (instance.configuration().isPrepaid()) {
            AdjustmentOffer offer = prepaid.offer(call.account(), instance.id(), after);
            return Price.of(present(offer.adjustment(), offer.refusal()));
        }
        ReconfigurationOffer offer = hourly.offer(call.account(), instance.id(), after);
        return Price.of(present(offer.quote(), offer.refusal()));
    }

    private static <T> T present(@Nullable T offered, @Nullable RuntimeException refusal) {
        boolean runs = refusal instanceof NotReconfigurable not && not.reason() == NotReconfigurable.Reason.RUNS;
        if (refusal != null && !runs) {
            throw refusal;
        }
        if (offered == null) {
            throw Fault.UNPRICED.refusal();
        }
        return offered;
    }
}
