package shop.cvm.web.instance;

import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceTerm;
import shop.cvm.money.Cny;
import shop.cvm.order.OrderNumber;
import shop.cvm.order.RenewalOpen;
import shop.cvm.order.ReturnKind;
import shop.cvm.order.ReturnOffer;
import shop.cvm.pricing.PaidTerm;
import shop.cvm.pricing.ReturnValue;
import shop.cvm.pricing.UpgradeRest;
import shop.cvm.pricing.UsedPart;

/**
 * A machine on the page that returns it.
 *
 * @param instance the machine
 * @param kind by which rule it is returned; null if it cannot be
 * @param terms what was paid for it and counts
 * @param upgrades what is left of its upgrades
 * @param used what is taken off for its use
 * @param refund what is paid back; null if it cannot be returned
 * @param offer what its form keeps of that; empty if it cannot be returned
 * @param refusal the message that says why it cannot; null if it can
 * @param order the order that is in the way; null for none
 */
record ReturnRow(
        Instance instance,
        @Nullable ReturnKind kind,
        List<Term> terms,
        List<UpgradeRest> upgrades,
        List<Used> used,
        @Nullable Money refund,
        String offer,
        @Nullable String refusal,
        @Nullable OrderNumber order) {

    private static final int SECONDS_OF_A_MINUTE = 60;
    private static final int SECONDS_OF_AN_HOUR = 3600;

    /**
     * A part of its time.
     *
     * @param paid what was paid, or is left of that
     * @param term as it was bought; null for what was left when the machine was made cheaper
     * @param begun whether it has begun
     */
    record Term(PaidTerm paid, @Nullable InstanceTerm term, boolean begun) {

        /** The message that names it. */
        public String name() {
            if (term == null) {
                return "REST";
            }
            return begun ? term.kind().name() : "LATER";
        }

        /** For how many months it was paid; 0 if it was not by the month. */
        public int months() {
            return term == null ? 0 : term.months();
        }

        /** The order that paid it; null for a rest. */
        public @Nullable String orderNumber() {
            return term == null ? null : term.orderNumber();
        }
    }

    /**
     * What was used of a component.
     *
     * @param part the figures
     */
    record Used(UsedPart part) {

        /** What it is, as the message of a bill has it. */
        public String component() {
            return "billing.component." + part.rate().component();
        }

        /** Full hours that come to the full months. */
        public long hours() {
            return part.rest().toSeconds() / SECONDS_OF_AN_HOUR;
        }

        /** Minutes that come to these. */
        public long minutes() {
            return part.rest().toSeconds() % SECONDS_OF_AN_HOUR / SECONDS_OF_A_MINUTE;
        }

        /** Seconds that come to these. */
        public long seconds() {
            return part.rest().toSeconds() % SECONDS_OF_A_MINUTE;
        }
    }

    static ReturnRow of(ReturnOffer offer) {
        ReturnValue value = offer.value();
        if (value == null) {
            return refused(offer);
        }
        return new ReturnRow(
                offer.instance(),
                offer.kind(),
                terms(offer, value, offer.at()),
                value.upgrades(),
                value.used().stream().map(Used::new).toList(),
                value.refund(),
                ReturnForm.text(offer),
                null,
                null);
    }

    public boolean isPossible() {
        return refusal == null;
    }

    /** Whether more was used than was paid, so that nothing is left. */
    public boolean isUsedUp() {
        return refund != null && refund.isZero() && !used.isEmpty();
    }

    Money amount() {
        return refund == null ? Cny.ZERO : refund;
    }

    private static ReturnRow refused(ReturnOffer offer) {
        RuntimeException refusal = offer.refusal();
        String reason = refusal == null ? "" : Refusal.ofReturn(refusal);
        OrderNumber order = refusal instanceof RenewalOpen open ? open.order() : null;
        return new ReturnRow(offer.instance(), null, List.of(), List.of(), List.of(), null, "", reason, order);
    }

    private static List<Term> terms(ReturnOffer offer, ReturnValue value, Instant at) {
        return value.terms().stream()
                .map(paid -> new Term(
                        paid, bought(offer.terms(), paid), paid.startedAt().isBefore(at)))
                .toList();
    }

    private static @Nullable InstanceTerm bought(List<InstanceTerm> terms, PaidTerm paid) {
        return terms.stream()
                .filter(term -> term.startedAt().equals(paid.startedAt()))
                .findFirst()
                .orElse(null);
    }
}
