package shop.cvm.payment;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.regex.Pattern;
import shop.cvm.time.ShopCalendar;

/**
 * Names a payment in the shop and in the wallet: the day in China followed by 14 random digits, like the vendor's own
 * numbers, so that nobody counts or guesses them.
 *
 * @param number 22 digits, for example {@code 2026112310851640811377}
 */
public record PaymentNumber(String number) {

    private static final Pattern FORM = Pattern.compile("[0-9]{22}");
    private static final DateTimeFormatter DAY = DateTimeFormatter.BASIC_ISO_DATE;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final long RANDOM_BOUND = 100_000_000_000_000L;

    public PaymentNumber {
        if (!FORM.matcher(number).matches()) {
            throw new IllegalArgumentException("A payment number has 22 digits");
        }
    }

    /** A new number of the day that this moment falls on in China. */
    public static PaymentNumber next(Instant at) {
        return new PaymentNumber(ShopCalendar.dayOf(at).format(DAY) + "%014d".formatted(RANDOM.nextLong(RANDOM_BOUND)));
    }

    /** The number that somebody named, or empty if no payment can have it. */
    public static Optional<PaymentNumber> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new PaymentNumber(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return number;
    }
}
