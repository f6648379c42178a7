package shop.cvm.catalog;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shop.cvm.money.HourlyRate;

/**
 * The price rows of one region while they are read, oldest first, and the rule that chooses among them (decision 28 of
 * the design): the row of the very operating system, else the one for any; Windows without either is the Linux price
 * times the factor of its family; without that there is no price.
 */
final class OsPrices {

    private static final String ANY = "ANY";

    /**
     * What Windows costs for each yuan that Linux costs, in one family; measured, so prices made by it are estimates.
     *
     * @param sourceId where it was measured
     */
    record WindowsFactor(BigDecimal ratio, String sourceId) {

        PriceSource source(PriceSource linux) {
            return new PriceSource(linux.sourceId() + ";" + sourceId, linux.effectiveFrom(), true);
        }
    }

    private record Prepaid(BigDecimal perMonth, Map<Integer, BigDecimal> factors, PriceSource source) {}

    private record Postpaid(List<ComputePrice.Step> steps, PriceSource source) {}

    private final Map<String, Map<String, Prepaid>> prepaid = new HashMap<>();
    private final Map<String, Map<String, Postpaid>> postpaid = new HashMap<>();

    void addPrepaid(
            String os, String instanceType, BigDecimal perMonth, Map<Integer, BigDecimal> factors, PriceSource source) {
        prepaid.computeIfAbsent(os, key -> new HashMap<>()).put(instanceType, new Prepaid(perMonth, factors, source));
    }

    /** Adds a step to those of its date; a step of a later date replaces all earlier ones. */
    void addStep(String os, String instanceType, ComputePrice.Step step, PriceSource source) {
        postpaid.computeIfAbsent(os, key -> new HashMap<>()).compute(instanceType, (type, earlier) -> {
            List<ComputePrice.Step> steps = new ArrayList<>();
            if (earlier != null && earlier.source().effectiveFrom().equals(source.effectiveFrom())) {
                steps.addAll(earlier.steps());
            }
            steps.add(step);
            return new Postpaid(steps, source);
        });
    }

    Map<OsType, Map<String, ComputePrice>> byOs(List<Family> families, Map<String, WindowsFactor> windowsFactors) {
        Map<OsType, Map<String, ComputePrice>> prices = new EnumMap<>(OsType.class);
        for (OsType os : OsType.values()) {
            Map<String, ComputePrice> byType = new HashMap<>();
            for (Family family : families) {
                WindowsFactor factor = os == OsType.WINDOWS ? windowsFactors.get(family.id()) : null;
                family.types().forEach(type -> put(byType, type.id(), os, factor));
            }
            prices.put(os, byType);
        }
        return prices;
    }

    private void put(Map<String, ComputePrice> prices, String type, OsType os, @Nullable WindowsFactor factor) {
        Prepaid month = find(prepaid, type, os.name());
        Postpaid hours = find(postpaid, type, os.name());
        if (factor != null) {
            month = month == null ? times(find(prepaid, type, OsType.LINUX.name()), factor) : month;
            hours = hours == null ? times(find(postpaid, type, OsType.LINUX.name()), factor) : hours;
        }
        if (month != null || hours != null) {
            prices.put(type, price(month, hours));
        }
    }

    private static <T> @Nullable T find(Map<String, Map<String, T>> rows, String type, String os) {
        T exact = rows.getOrDefault(os, Map.of()).get(type);
        return exact != null
                ? exact
                : rows.getOrDefault(ANY, Map.<String, T>of()).get(type);
    }

    private static @Nullable Prepaid times(@Nullable Prepaid linux, WindowsFactor factor) {
        return linux == null
                ? null
                : new Prepaid(
                        linux.perMonth().multiply(factor.ratio()), linux.factors(), factor.source(linux.source()));
    }

    private static @Nullable Postpaid times(@Nullable Postpaid linux, WindowsFactor factor) {
        if (linux == null) {
            return null;
        }
        List<ComputePrice.Step> steps = linux.steps().stream()
                .map(step -> new ComputePrice.Step(
                        step.fromHours(),
                        step.toHours(),
                        new HourlyRate(step.rate().perHour().multiply(factor.ratio()))))
                .toList();
        return new Postpaid(steps, factor.source(linux.source()));
    }

    private static ComputePrice price(@Nullable Prepaid month, @Nullable Postpaid hours) {
        return new ComputePrice(
                month == null ? null : month.perMonth(),
                month == null ? Map.of() : month.factors(),
                hours == null ? List.of() : hours.steps(),
                month == null ? null : month.source(),
                hours == null ? null : hours.source());
    }
}
