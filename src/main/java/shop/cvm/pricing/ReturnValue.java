package shop.cvm.pricing;

import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.money.Cny;

/**
 * What is paid back for a prepaid machine that is returned, and how it is made up ({@code domain.md} 11.2 and 11.3). It
 * is never less than nothing, and never more than was paid.
 *
 * @param terms what was paid and is not over, the running term first; when everything is paid back, all of it
 * @param upgrades what is left of upgrades
 * @param used the value of the use, component by component; nothing when everything is paid back
 * @param refund what is paid back: the terms and what is left of upgrades, less the use
 */
public record ReturnValue(List<PaidTerm> terms, List<UpgradeRest> upgrades, List<UsedPart> used, Money refund) {

    public ReturnValue {
        terms = List.copyOf(terms);
        upgrades = List.copyOf(upgrades);
        used = List.copyOf(used);
    }

    /** Everything that was paid: the return within five days. */
    public static ReturnValue ofEverything(List<PaidTerm> terms, List<PaidUpgrade> upgrades) {
        List<UpgradeRest> whole =
                upgrades.stream().map(one -> UpgradeRest.of(one, one.paidAt())).toList();
        return of(terms, whole, List.of());
    }

    /**
     * What the running term and those that have not begun were paid with, less the use of the running one; and what is
     * left of upgrades, which are worn off day by day.
     *
     * @param terms all of the machine's, oldest first
     * @param hostUntil until when the use of the host is valued, if not until then: as in the published example
     *     ({@code domain.md} 14, V5) until its first upgrade, which pays for it from then on; null for no such end
     * @param at when it is returned
     */
    public static ReturnValue ofRest(
            List<PaidTerm> terms,
            List<PaidUpgrade> upgrades,
            List<UseRate> rates,
            @Nullable Instant hostUntil,
            Instant at) {
        List<PaidTerm> left = terms.stream().filter(term -> !term.isOver(at)).toList();
        List<UpgradeRest> rests = upgrades.stream()
                .filter(one -> one.until().isAfter(at))
                .map(one -> UpgradeRest.of(one, at))
                .toList();
        List<UsedPart> used = left.stream()
                .filter(term -> term.hasBegun(at))
                .flatMap(running -> rates.stream().map(rate -> used(rate, running.startedAt(), hostUntil, at)))
                .toList();
        return of(left, rests, used);
    }

    /** What was paid for all that counts: terms and upgrades. */
    public Money paid() {
        Money paidUpgrades = upgrades.stream().map(one -> one.upgrade().paid()).reduce(Cny.ZERO, Money::plus);
        return terms.stream().map(PaidTerm::paid).reduce(paidUpgrades, Money::plus);
    }

    /** The value of the use. */
    public Money valueUsed() {
        return used.stream().map(UsedPart::amount).reduce(Cny.ZERO, Money::plus);
    }

    private static UsedPart used(UseRate rate, Instant from, @Nullable Instant hostUntil, Instant at) {
        boolean isNetwork = rate.component() == Component.BANDWIDTH;
        if (isNetwork || hostUntil == null || hostUntil.isBefore(from) || hostUntil.isAfter(at)) {
            return rate.used(from, at);
        }
        return rate.used(from, hostUntil);
    }

    private static ReturnValue of(List<PaidTerm> terms, List<UpgradeRest> upgrades, List<UsedPart> used) {
        ReturnValue made = new ReturnValue(terms, upgrades, used, Cny.ZERO);
        Money rests = upgrades.stream().map(UpgradeRest::amount).reduce(Cny.ZERO, Money::plus);
        Money left =
                terms.stream().map(PaidTerm::paid).reduce(rests, Money::plus).minus(made.valueUsed());
        return new ReturnValue(terms, upgrades, used, left.isNegative() ? Cny.ZERO : left);
    }
}
