package shop.cvm.billing;

import java.time.LocalDate;
import java.util.Map;
import org.joda.money.Money;
import shop.cvm.money.Cny;
import shop.cvm.pricing.Component;

/**
 * What was deducted for the usage of one day.
 *
 * @param day by the shop's calendar
 * @param products what of it was for which component
 */
public record DaySpending(LocalDate day, Map<Component, Money> products) {

    public DaySpending {
        products = Map.copyOf(products);
    }

    /** The sum of its hours. */
    public Money amount() {
        return products.values().stream().reduce(Cny.ZERO, Money::plus);
    }

    /** What of it was for these components. */
    public Money amount(Iterable<Component> components) {
        Money sum = Cny.ZERO;
        for (Component component : components) {
            sum = sum.plus(products.getOrDefault(component, Cny.ZERO));
        }
        return sum;
    }
}
