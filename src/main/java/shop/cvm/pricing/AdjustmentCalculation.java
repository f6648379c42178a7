package shop.cvm.pricing;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.joda.money.Money;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;

/**
 * Works out what another configuration of a prepaid machine comes to, component by component, by the present price book
 * for both configurations. A component that gets dearer costs the difference for the days that are left; one that gets
 * cheaper pays back what was paid for it, less its use, less what it costs for the rest.
 */
public final class AdjustmentCalculation {

    private static final int MONTHS_A_YEAR = 12;
    private static final int DAYS_A_YEAR = 365;
    private static final Map<Integer, BigDecimal> NO_DISCOUNT = Map.of(1, BigDecimal.ONE);

    private final Map<Component, Worth> worth;
    private final Instant at;
    private final Instant until;
    private final int days;
    private final CheaperRule rule;

    private AdjustmentCalculation(Map<Component, Worth> worth, Instant at, Instant until, CheaperRule rule) {
        this.worth = worth;
        this.at = at;
        this.until = until;
        this.days = (int) UpgradeRest.startedDays(at, until);
        this.rule = rule;
    }

    /** By the rule since 2019. */
    static Adjustment of(List<MonthPrice> before, List<MonthPrice> after, PaidParts paid, Instant at, Instant until) {
        return of(before, after, paid, at, until, CheaperRule.PAID_BACK);
    }

    /**
     * @param before what the components cost by the month, by {@link MonthPrices}
     * @param after the same of the other configuration, the same components in the same sequence
     * @param paid what was paid for the machine
     * @param at as of when, before its time is over
     * @param until when its time is over
     * @param rule what becomes of the money that is left if vCPU and memory get cheaper
     */
    public static Adjustment of(
            List<MonthPrice> before,
            List<MonthPrice> after,
            PaidParts paid,
            Instant at,
            Instant until,
            CheaperRule rule) {
        AdjustmentCalculation calculation = new AdjustmentCalculation(paid.at(at), at, until, rule);
        List<AdjustmentLine> lines = IntStream.range(0, before.size())
                .mapToObj(index -> calculation.line(before.get(index), after.get(index)))
                .toList();
        return new Adjustment(at, until, calculation.days, lines, calculation.worth);
    }

    private AdjustmentLine line(MonthPrice before, MonthPrice after) {
        int difference = after.perMonth().compareTo(before.perMonth());
        if (before.isSame(after) || difference == 0) {
            return AdjustmentLine.free(before, after);
        }
        return difference > 0 ? dearer(before, after) : cheaper(before, after);
    }

    private AdjustmentLine dearer(MonthPrice before, MonthPrice after) {
        if (before.component() == Component.TRAFFIC) {
            Money fee = AdjustmentFees.toBandwidth(after.perMonth(), days);
            return new AdjustmentLine(before, after, BigDecimal.ONE, fee, fee, null);
        }
        BigDecimal factor = AdjustmentFees.factor(after.factors(), days * MONTHS_A_YEAR / DAYS_A_YEAR);
        return new AdjustmentLine(
                before,
                after,
                factor,
                AdjustmentFees.upgrade(before.perMonth(), after.perMonth(), days, BigDecimal.ONE),
                AdjustmentFees.upgrade(before.perMonth(), after.perMonth(), days, factor),
                null);
    }

    private AdjustmentLine cheaper(MonthPrice before, MonthPrice after) {
        Worth owned = worth.getOrDefault(before.component(), Worth.NOTHING);
        if (after.component() == Component.TRAFFIC) {
            Money refund = AdjustmentFees.toTraffic(owned.all(), used(owned));
            return new AdjustmentLine(
                    before, after, BigDecimal.ONE, Cny.ZERO, Cny.ZERO, new PaidBack(owned, Cny.ZERO, refund));
        }
        boolean isHost = after.component() == Component.COMPUTE;
        Map<Integer, BigDecimal> factors = isHost && !rule.discountsRest() ? NO_DISCOUNT : after.factors();
        RestOfTime rest = RestOfTime.of(after.perMonth(), factors, at, until, days);
        boolean longer = isHost && rule.lastsLonger();
        PaidBack back = new PaidBack(
                owned,
                AdjustmentFees.price(rest),
                longer ? Cny.ZERO : AdjustmentFees.downgrade(owned.all(), used(owned), rest),
                longer ? AdjustmentFees.longer(owned.all(), used(owned), rest) : 0);
        return new AdjustmentLine(before, after, rest.factor(), Cny.ZERO, Cny.ZERO, back);
    }

    private static UsedTime used(Worth owned) {
        return owned.used().stream()
                .findFirst()
                .map(part -> new UsedTime(
                        part.months(),
                        part.rate().perMonth(),
                        part.factor(),
                        part.rest(),
                        part.rate().perHour()))
                .orElseGet(() -> new UsedTime(0, BigDecimal.ZERO, BigDecimal.ONE, Duration.ZERO, HourlyRate.ZERO));
    }
}
