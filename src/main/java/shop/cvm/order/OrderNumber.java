package shop.cvm.order;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import shop.cvm.time.ShopCalendar;

/**
 * Names an order, or a line of one: the day in China followed by 13 random digits, like the vendor's own numbers
 * ({@code domain.md} 7.2), so that nobody counts or guesses them.
 *
 * @param number 21 digits, for example {@code 202611231085164081137}
 */
public record OrderNumber(String number) {

    private static final Pattern FORM = Pattern.compile("[0-9]{21}");
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long RANDOM_BOUND = 10_000_000_000_000L;

    public OrderNumber {
        if (!FORM.matcher(number).matches()) {
            throw new IllegalArgumentException("An order number has 21 digits");
        }
    }

    /** A new number of the day that this moment falls on. */
    public static OrderNumber next(Instant at) {
        return new OrderNumber(ShopCalendar.dayOf(at).format(DAY) + "%013d".formatted(RANDOM.nextLong(RANDOM_BOUND)));
    }

    /** The number that somebody named, or empty if no order can have it. */
    public static Optional<OrderNumber> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new OrderNumber(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return number;
    }
}
