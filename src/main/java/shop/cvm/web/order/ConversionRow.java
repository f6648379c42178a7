package shop.cvm.web.order;

import org.jspecify.annotations.Nullable;
import org.springframework.context.i18n.LocaleContextHolder;
import shop.cvm.instance.Instance;
import shop.cvm.instance.NotConvertible;
import shop.cvm.order.ConversionOffer;
import shop.cvm.order.OrderNumber;
import shop.cvm.order.QuotaExceeded;
import shop.cvm.order.RenewalOpen;
import shop.cvm.web.CatalogNames;

/**
 * A machine on the page that converts it.
 *
 * @param instance the machine
 * @param slip what that costs; null if it cannot be converted
 * @param refusal the message that says why it cannot; null if it can
 * @param names what that message names, if anything
 * @param order the order that is in the way; null for none
 */
record ConversionRow(
        Instance instance,
        @Nullable Slip slip,
        @Nullable String refusal,
        Object[] names,
        @Nullable OrderNumber order) {

    private static final Object[] NONE = {};

    static ConversionRow of(ConversionOffer offer, CatalogNames catalog) {
        Instance instance = offer.instance();
        if (offer.quote() != null) {
            Slip slip = Slip.of(instance.spec().prepaid(offer.months()), offer.quote());
            return new ConversionRow(instance, slip, null, NONE, null);
        }
        RuntimeException refusal = offer.refusal();
        if (refusal instanceof QuotaExceeded exceeded) {
            String zone = catalog.zone(exceeded.quota().zone()).in(LocaleContextHolder.getLocale());
            Object[] names = {
                zone, exceeded.quota().remaining(), exceeded.quota().total()
            };
            return new ConversionRow(instance, null, "order.conversion.refused.quota", names, null);
        }
        OrderNumber order = refusal instanceof RenewalOpen open ? open.order() : null;
        return new ConversionRow(instance, null, reason(refusal, instance), NONE, order);
    }

    public boolean isPossible() {
        return refusal == null;
    }

    private static String reason(@Nullable RuntimeException refusal, Instance instance) {
        if (refusal instanceof RenewalOpen) {
            return "order.renewal.refused.open";
        }
        if (refusal instanceof NotConvertible not) {
            return not.reason() == NotConvertible.Reason.NOT_READY
                    ? "instance.refused." + instance.state()
                    : "instance.convert.refused." + not.reason();
        }
        return "order.conversion.refused.invalid";
    }
}
