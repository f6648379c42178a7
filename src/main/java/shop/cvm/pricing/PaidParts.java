package shop.cvm.pricing;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.joda.money.Money;
import shop.cvm.money.Cny;

/**
 * What was paid for a prepaid machine, component by component.
 *
 * @param terms oldest first
 * @param upgrades those that are not part of a term
 * @param rates how the use of the running term is valued
 */
public record PaidParts(List<Part<PaidTerm>> terms, List<Part<PaidUpgrade>> upgrades, List<UseRate> rates) {

    public PaidParts {
        terms = List.copyOf(terms);
        upgrades = List.copyOf(upgrades);
        rates = List.copyOf(rates);
    }

    /**
     * A payment and what of it was for which component.
     *
     * @param <T> what was paid
     */
    public record Part<T>(T whole, Map<Component, Money> amounts) {

        public Part {
            amounts = Map.copyOf(amounts);
        }

        Money of(Component component) {
            return amounts.getOrDefault(component, Cny.ZERO);
        }
    }

    /** What each component is worth; one that was never paid for is missing. */
    public Map<Component, Worth> at(Instant at) {
        Map<Component, Worth> worth = new EnumMap<>(Component.class);
        Stream.concat(terms.stream(), upgrades.stream())
                .flatMap(part -> part.amounts().keySet().stream())
                .distinct()
                .forEach(component -> worth.put(component, worth(component, at)));
        return worth;
    }

    private Worth worth(Component component, Instant at) {
        Money paid = terms.stream()
                .filter(term -> !term.whole().isOver(at))
                .map(term -> term.of(component))
                .reduce(Cny.ZERO, Money::plus);
        Money rests =
                upgrades.stream().map(upgrade -> rest(upgrade, component, at)).reduce(Cny.ZERO, Money::plus);
        return new Worth(paid, rests, used(component, at));
    }

    private static Money rest(Part<PaidUpgrade> upgrade, Component component, Instant at) {
        PaidUpgrade whole = upgrade.whole();
        return UpgradeRest.of(new PaidUpgrade(whole.paidAt(), whole.until(), upgrade.of(component)), at)
                .amount();
    }

    private List<UsedPart> used(Component component, Instant at) {
        return terms.stream()
                .map(Part::whole)
                .filter(term -> term.hasBegun(at) && !term.isOver(at))
                .flatMap(running -> rates.stream()
                        .filter(rate -> rate.component() == component)
                        .map(rate -> rate.used(running.startedAt(), at)))
                .toList();
    }
}
