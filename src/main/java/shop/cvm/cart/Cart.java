package shop.cvm.cart;

import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.joda.money.Money;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Quote;

/**
 * A cart as it looks today.
 *
 * @param lines in the order they were put in
 */
public record Cart(List<CartLine> lines) {

    public Cart {
        lines = List.copyOf(lines);
    }

    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Whether everything in it can be ordered as it is. */
    public boolean isReady() {
        return !isEmpty() && lines.stream().allMatch(CartLine::isReady);
    }

    /** How many lines have something about them that their owner must decide. */
    public long changes() {
        return lines.stream().filter(line -> !line.isReady()).count();
    }

    /** What is deducted at payment: the prepaid lines. */
    public Money toPay() {
        return total(quote -> quote.months() > 0);
    }

    /** What is frozen at payment: one hour of the postpaid lines. */
    public Money toFreeze() {
        return total(quote -> quote.months() == 0);
    }

    /** What the postpaid lines cost per hour later, in the first price step. */
    public HourlyRate perHour() {
        return quotes().map(Quote::perHour).reduce(HourlyRate.ZERO, HourlyRate::plus);
    }

    private Money total(Predicate<Quote> kind) {
        return quotes().filter(kind).map(Quote::total).reduce(Cny.ZERO, Money::plus);
    }

    private Stream<Quote> quotes() {
        return lines.stream().map(CartLine::quote).filter(Objects::nonNull);
    }
}
