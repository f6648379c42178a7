package shop.cvm.web.prices;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Periods with the same discount.
 *
 * @param months the periods, ascending
 * @param factor what is left of the list price: 0.83 means 17 % off
 */
record Bracket(List<Integer> months, BigDecimal factor) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    Bracket {
        months = List.copyOf(months);
        factor = factor.stripTrailingZeros();
    }

    /** Brackets of a discount scheme, shortest period first. */
    static List<Bracket> of(Map<Integer, BigDecimal> factorByMonths) {
        List<Bracket> brackets = new ArrayList<>();
        new TreeMap<>(factorByMonths).forEach((month, factor) -> {
            Bracket last = brackets.isEmpty() ? null : brackets.get(brackets.size() - 1);
            if (last != null && last.factor.compareTo(factor) == 0) {
                List<Integer> longer = new ArrayList<>(last.months);
                longer.add(month);
                brackets.set(brackets.size() - 1, new Bracket(longer, factor));
            } else {
                brackets.add(new Bracket(List.of(month), factor));
            }
        });
        return List.copyOf(brackets);
    }

    /** The periods in short, for example "1–5" or "24, 36". */
    public String range() {
        int first = months.get(0);
        int last = months.get(months.size() - 1);
        if (months.size() > 1 && last - first == months.size() - 1) {
            return first + "–" + last;
        }
        return months.stream().map(String::valueOf).collect(Collectors.joining(", "));
    }

    public boolean isOneMonth() {
        return months.equals(List.of(1));
    }

    /** Whether the list price is paid. */
    public boolean isFull() {
        return factor.compareTo(BigDecimal.ONE) == 0;
    }

    /** The discount in per cent, for example "17" or "16.67". */
    public String percentOff() {
        return BigDecimal.ONE
                .subtract(factor)
                .multiply(HUNDRED)
                .stripTrailingZeros()
                .toPlainString();
    }
}
