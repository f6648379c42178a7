package shop.cvm.web.order;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.Instance;
import shop.cvm.order.NotLowerable;
import shop.cvm.order.NotRenewable;
import shop.cvm.order.OrderNumber;
import shop.cvm.order.RenewalOffer;
import shop.cvm.order.RenewalOpen;

/**
 * A machine on the page that renews it.
 *
 * @param instance the machine
 * @param until when it would expire then; null if it cannot be renewed
 * @param slip what that costs; null if it cannot be renewed
 * @param refusal the message that says why it cannot; null if it can
 * @param order the order that is in the way; null for none
 */
record RenewalRow(
        Instance instance,
        @Nullable Instant until,
        @Nullable Slip slip,
        @Nullable String refusal,
        @Nullable OrderNumber order) {

    static RenewalRow of(RenewalOffer offer) {
        Instance instance = offer.instance();
        RuntimeException refusal = offer.refusal();
        if (offer.quote() != null) {
            Slip slip = Slip.of(Objects.requireNonNull(offer.spec()), offer.quote());
            return new RenewalRow(instance, offer.until(), slip, null, null);
        }
        OrderNumber order = refusal instanceof RenewalOpen open ? open.order() : null;
        return new RenewalRow(instance, null, null, reason(refusal), order);
    }

    public boolean isPossible() {
        return refusal == null;
    }

    private static String reason(@Nullable RuntimeException refusal) {
        if (refusal instanceof RenewalOpen) {
            return "order.renewal.refused.open";
        }
        if (refusal instanceof NotRenewable not) {
            return not.isPrepaid() ? "instance.refused." + not.state() : "order.renewal.refused.postpaid";
        }
        return refusal instanceof NotLowerable ? "order.renewal.refused.bandwidth" : "order.renewal.refused.invalid";
    }
}
