package shop.cvm.order;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import shop.cvm.pricing.Component;

/**
 * What a prepaid machine is worth to whoever paid for it, worked out by hand from what was paid, term by term and upgrade
 * by upgrade: the rules are those of {@code domain.md} 11.2 to 11.5. Shares no arithmetic with the shop.
 */
final class WorthModel {

    private static final ZoneOffset CHINA = ZoneOffset.ofHours(8);

    private final List<Paid> terms = new ArrayList<>();
    private final List<Paid> upgrades = new ArrayList<>();
    private boolean settledAnew;

    /**
     * What the components of a machine cost.
     *
     * @param perMonth before discount
     * @param discounts what is left of that, by the months from which on they are given
     * @param perHour postpaid, in the first price step
     */
    record Prices(
            Map<Component, BigDecimal> perMonth,
            Map<Component, NavigableMap<Integer, BigDecimal>> discounts,
            Map<Component, BigDecimal> perHour) {

        private BigDecimal month(Component component) {
            return perMonth.getOrDefault(component, BigDecimal.ZERO);
        }

        private BigDecimal factor(Component component, int months) {
            NavigableMap<Integer, BigDecimal> some = discounts.get(component);
            return some.floorKey(months) == null
                    ? some.firstEntry().getValue()
                    : some.floorEntry(months).getValue();
        }
    }

    /** A payment for a time; of a term the prices by which its use is valued, of an upgrade none. */
    private record Paid(Instant from, Instant until, Map<Component, BigDecimal> amounts, Optional<Prices> prices) {

        private BigDecimal total() {
            return sum(amounts);
        }

        private boolean isOfHost() {
            return amounts.entrySet().stream()
                    .anyMatch(amount -> amount.getKey() != Component.BANDWIDTH
                            && amount.getValue().signum() > 0);
        }
    }

    static BigDecimal sum(Map<Component, BigDecimal> amounts) {
        return amounts.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    void paid(Instant from, Instant until, Map<Component, BigDecimal> amounts, Prices prices) {
        terms.add(new Paid(from, until, amounts, Optional.of(prices)));
    }

    void upgraded(Instant from, Instant until, Map<Component, BigDecimal> fees) {
        if (sum(fees).signum() > 0) {
            upgrades.add(new Paid(from, until, fees, Optional.empty()));
        }
    }

    /** It was paid back: nothing of before counts any more. */
    void clear() {
        terms.clear();
        upgrades.clear();
        settledAnew = false;
    }

    boolean isSettledAnew() {
        return settledAnew;
    }

    /** What dearer components cost for the days that are left, of which a year of twelve months has 365. */
    static Map<Component, BigDecimal> fees(Prices before, Prices after, Instant at, Instant until) {
        Map<Component, BigDecimal> fees = new EnumMap<>(Component.class);
        long days = days(at, until);
        after.perMonth().forEach((component, price) -> {
            BigDecimal more = price.subtract(before.month(component));
            if (more.signum() > 0) {
                BigDecimal exact = more.multiply(BigDecimal.valueOf(12 * days))
                        .multiply(after.factor(component, (int) (12 * days / 365)))
                        .divide(BigDecimal.valueOf(365), 12, RoundingMode.HALF_UP);
                fees.put(component, cents(exact));
            }
        });
        return fees;
    }

    /** What a cheaper component pays back: what was paid for it, less its use, less its price for the rest. */
    BigDecimal refund(Component component, Prices after, Instant at, Instant until) {
        BigDecimal left =
                owned(component, at).subtract(used(component, at, at)).subtract(rest(component, after, at, until));
        return left.signum() > 0 ? cents(left) : BigDecimal.ZERO;
    }

    /** Full months count as such; a part of one makes days of all of it, thirty a month. */
    private static BigDecimal rest(Component component, Prices after, Instant at, Instant until) {
        int months = months(at, until);
        if (plus(at, months).equals(until)) {
            return after.month(component)
                    .multiply(after.factor(component, months))
                    .multiply(BigDecimal.valueOf(months));
        }
        long days = days(at, until);
        return after.month(component)
                .multiply(after.factor(component, (int) (days / 30)))
                .multiply(BigDecimal.valueOf(days))
                .divide(BigDecimal.valueOf(30), 12, RoundingMode.HALF_UP);
    }

    /** What is left of everything stands for all that was paid before. */
    void settleAnew(Component cheaper, BigDecimal refund, Instant at, Instant from, Instant until, Prices after) {
        Map<Component, BigDecimal> rests = new EnumMap<>(Component.class);
        for (Component component : components()) {
            BigDecimal left = owned(component, at).subtract(cents(used(component, at, at)));
            BigDecimal rest = component == cheaper ? left.subtract(refund) : left;
            rests.put(component, rest.max(BigDecimal.ZERO));
        }
        clear();
        paid(from, until, rests, after);
        settledAnew = true;
    }

    BigDecimal everything() {
        return terms.stream()
                .map(Paid::total)
                .reduce(BigDecimal.ZERO, BigDecimal::add)
                .add(upgrades.stream().map(Paid::total).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    /** @param early whether the use of the host is valued up to its first upgrade only */
    BigDecimal whatIsLeft(Instant at, boolean early) {
        Instant hostUntil = upgrades.stream()
                .filter(one -> early && one.isOfHost())
                .map(Paid::from)
                .findFirst()
                .orElse(at);
        BigDecimal left =
                upgrades.stream().map(one -> worn(one, one.total(), at)).reduce(BigDecimal.ZERO, BigDecimal::add);
        for (Paid term : terms) {
            left = left.add(term.until().isAfter(at) ? term.total() : BigDecimal.ZERO);
        }
        for (Component component : components()) {
            left = left.subtract(cents(used(component, component == Component.BANDWIDTH ? at : hostUntil, at)));
        }
        return left.max(BigDecimal.ZERO);
    }

    private Set<Component> components() {
        Set<Component> components = new TreeSet<>();
        terms.forEach(term -> components.addAll(term.amounts().keySet()));
        upgrades.forEach(upgrade -> components.addAll(upgrade.amounts().keySet()));
        return components;
    }

    private BigDecimal owned(Component component, Instant at) {
        BigDecimal owned = BigDecimal.ZERO;
        for (Paid term : terms) {
            owned = owned.add(
                    term.until().isAfter(at)
                            ? term.amounts().getOrDefault(component, BigDecimal.ZERO)
                            : BigDecimal.ZERO);
        }
        for (Paid upgrade : upgrades) {
            owned = owned.add(worn(upgrade, upgrade.amounts().getOrDefault(component, BigDecimal.ZERO), at));
        }
        return owned;
    }

    /** What is left of an upgrade when the days that have begun are worn off. */
    private static BigDecimal worn(Paid upgrade, BigDecimal amount, Instant at) {
        long all = days(upgrade.from(), upgrade.until());
        long begun = Math.min(days(upgrade.from(), at), all);
        return amount.multiply(BigDecimal.valueOf(all - begun))
                .divide(BigDecimal.valueOf(all), 2, RoundingMode.HALF_UP);
    }

    /** Of the running term, exactly: full months with the discount of so many, the rest by the second. */
    private BigDecimal used(Component component, Instant to, Instant at) {
        return terms.stream()
                .filter(term -> !term.from().isAfter(at) && term.until().isAfter(at))
                .filter(term -> term.prices().orElseThrow().perMonth().containsKey(component))
                .map(term -> used(component, term, to.isBefore(term.from()) ? at : to))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal used(Component component, Paid running, Instant to) {
        Prices prices = running.prices().orElseThrow();
        int months = months(running.from(), to);
        long seconds = Duration.between(plus(running.from(), months), to).toSeconds();
        BigDecimal byMonth = months == 0
                ? BigDecimal.ZERO
                : prices.month(component)
                        .multiply(BigDecimal.valueOf(months))
                        .multiply(prices.factor(component, months));
        return byMonth.add(prices.perHour()
                .get(component)
                .multiply(BigDecimal.valueOf(seconds))
                .divide(BigDecimal.valueOf(3600), 12, RoundingMode.HALF_UP));
    }

    private static int months(Instant from, Instant to) {
        int months = 0;
        while (!plus(from, months + 1).isAfter(to)) {
            months++;
        }
        return months;
    }

    private static Instant plus(Instant from, int months) {
        return LocalDateTime.ofInstant(from, CHINA).plusMonths(months).toInstant(CHINA);
    }

    /** A started one counts as one. */
    private static long days(Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        if (time.isNegative()) {
            return 0;
        }
        return time.toDays() + (time.equals(Duration.ofDays(time.toDays())) ? 0 : 1);
    }

    private static BigDecimal cents(BigDecimal exact) {
        return exact.setScale(2, RoundingMode.HALF_UP);
    }
}
