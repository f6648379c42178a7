package shop.cvm.web.billing;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import shop.cvm.money.Cny;

/**
 * What some days cost.
 *
 * @param days all of them, the oldest first
 */
record Spending(List<Day> days) {

    /** One day, and what of it each product cost. */
    record Day(LocalDate date, Map<Product, Money> amounts) {

        /** Less than nothing if more was refunded than bought. */
        public Money amount(Product product) {
            return amounts.getOrDefault(product, Cny.ZERO);
        }

        public Money total() {
            return amounts.values().stream().reduce(Cny.ZERO, Money::plus);
        }
    }

    public LocalDate first() {
        return days.get(0).date();
    }

    public LocalDate last() {
        return days.get(days.size() - 1).date();
    }

    /** The products that cost anything; those that never did have no column. */
    public List<Product> products() {
        return Arrays.stream(Product.values())
                .filter(product ->
                        days.stream().anyMatch(day -> !day.amount(product).isZero()))
                .toList();
    }

    public boolean isEmpty() {
        return products().isEmpty();
    }

    public Day dearest() {
        return days.stream().max(Comparator.comparing(Day::total)).orElseThrow();
    }

    /** All days together. */
    public Day sum() {
        Map<Product, Money> sums = new EnumMap<>(Product.class);
        days.forEach(day -> day.amounts().forEach((product, amount) -> sums.merge(product, amount, Money::plus)));
        return new Day(last(), sums);
    }
}
