package shop.cvm.pricing;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.joda.money.Money;
import shop.cvm.money.Cny;
import shop.cvm.time.ShopCalendar;

/**
 * What it comes to if a prepaid machine becomes something else before its time is over ({@code domain.md} 11.4 and
 * 11.5): a fee, or what is paid back, or nothing.
 *
 * @param at as of when
 * @param until when its time is over
 * @param days until then, a started one counting as one
 * @param lines one for each component, changed or not
 * @param worth what each component is worth, by which what is paid back is reckoned
 */
public record Adjustment(Instant at, Instant until, int days, List<AdjustmentLine> lines, Map<Component, Worth> worth) {

    public Adjustment {
        lines = List.copyOf(lines);
        worth = Map.copyOf(worth);
    }

    /** What is to be paid; zero or more. */
    public Money fee() {
        return lines.stream().map(AdjustmentLine::fee).reduce(Cny.ZERO, Money::plus);
    }

    /** The same before discount. */
    public Money listFee() {
        return lines.stream().map(AdjustmentLine::listFee).reduce(Cny.ZERO, Money::plus);
    }

    /** What is paid back; zero or more. */
    public Money refund() {
        return lines.stream().map(AdjustmentLine::refund).reduce(Cny.ZERO, Money::plus);
    }

    /** How many days longer the machine lasts with what would be paid back; 0 unless that is the rule. */
    public int moreDays() {
        return lines.stream()
                .map(AdjustmentLine::back)
                .filter(Objects::nonNull)
                .mapToInt(PaidBack::days)
                .sum();
    }

    /** When its time is over afterwards. */
    public Instant end() {
        return ShopCalendar.plus(until, 0, moreDays());
    }

    /** What is due at once: less than nothing if it is paid back. */
    public Money due() {
        return fee().minus(refund());
    }

    /** Whether some of it gets cheaper, even if nothing is left to be paid back. */
    public boolean isCheaper() {
        return lines.stream().anyMatch(line -> line.back() != null);
    }

    /** Whether some of it gets cheaper and some dearer, which are two changes. */
    public boolean goesBothWays() {
        return isCheaper() && lines.stream().anyMatch(line -> line.fee().isPositive());
    }

    /** Whether its vCPU and memory get cheaper. */
    public boolean isLesser() {
        return lines.stream()
                .anyMatch(line -> line.back() != null && line.after().component() == Component.COMPUTE);
    }

    /**
     * What is left of all that was paid, by component, when the refund is paid back: from then on the machine counts as
     * paid with that until its time is over. With the refund together it is never more than was paid.
     */
    public Map<Component, Money> rests() {
        Map<Component, Money> rests = new EnumMap<>(Component.class);
        Arrays.stream(Component.values())
                .filter(worth::containsKey)
                .forEach(component -> rests.put(
                        component, worth.getOrDefault(component, Worth.NOTHING).left(refund(component))));
        return rests;
    }

    private Money refund(Component component) {
        return lines.stream()
                .filter(line -> line.before().component() == component)
                .map(AdjustmentLine::refund)
                .reduce(Cny.ZERO, Money::plus);
    }
}
