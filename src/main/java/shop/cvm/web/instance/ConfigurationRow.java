package shop.cvm.web.instance;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.instance.Instance;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.order.AgreedPrice;
import shop.cvm.order.ReconfigurationOffer;

/**
 * One of several instances that are to be configured alike.
 *
 * @param offer what that comes to; null if it cannot be
 * @param refused the message that says why it cannot; null if it can
 */
record ConfigurationRow(
        Instance instance,
        @Nullable ReconfigurationOffer offer,
        @Nullable String refused) {

    private static final Pattern SEEN =
            Pattern.compile("([0-9]{1,6}):([0-9]{1,9}[.][0-9]{2}):([0-9]{1,9}(?:[.][0-9]{1,8})?)");

    /**
     * What its owner has seen of it and agreed to.
     *
     * @param configured how often it had been configured
     * @param price what it would cost
     */
    record Seen(int configured, AgreedPrice price) {

        /** What came back of {@link ConfigurationRow#seen}; empty if it is nothing that the page wrote. */
        static Optional<Seen> of(@Nullable String text) {
            Matcher seen = SEEN.matcher(text == null ? "" : text);
            return seen.matches()
                    ? Optional.of(new Seen(
                            Integer.parseInt(seen.group(1)),
                            new AgreedPrice(Cny.of(seen.group(2)), new HourlyRate(new BigDecimal(seen.group(3))))))
                    : Optional.empty();
        }
    }

    static ConfigurationRow of(Instance instance, ReconfigurationOffer offer) {
        RuntimeException refusal = offer.refusal();
        if (refusal instanceof NotReconfigurable not) {
            return refused(instance, Refusal.of(not, instance));
        }
        return refusal instanceof InvalidSpec || !offer.isPossible()
                ? refused(instance, "instance.configure.unsold")
                : new ConfigurationRow(instance, offer, null);
    }

    static ConfigurationRow refused(Instance instance, String reason) {
        return new ConfigurationRow(instance, null, reason);
    }

    public boolean isPossible() {
        return refused == null;
    }

    /** For the form's hidden field. */
    public String seen() {
        AgreedPrice price = offer == null ? null : offer.price().orElse(null);
        return price == null
                ? ""
                : instance.configured() + ":" + price.total().getAmount().toPlainString() + ":"
                        + price.perHour().perHour().toPlainString();
    }
}
