package shop.cvm.web;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.joda.money.Money;
import org.springframework.stereotype.Component;
import shop.cvm.money.HourlyRate;

/**
 * How figures are written on pages, the same in every language of the shop: {@code ${@show.total(money)}}. Thousands
 * are separated by commas, negative figures carry a real minus sign (U+2212).
 */
@Component("show")
public class Show {

    /** Times on pages are those of China Standard Time. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZONE);
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd").withZone(ZONE);
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZONE);
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZONE);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZONE);
    private static final String MINUS = "\u2212";
    private static final int MIN_AMOUNT_DECIMALS = 2;
    private static final int MIN_RATE_DECIMALS = 4;
    private static final int MAX_RATE_DECIMALS = 6;
    private static final int EXACT_DECIMALS = 8;
    private static final int SECONDS_OF_AN_HOUR = 3600;

    /** An amount among other amounts: "1,234.50". */
    public String amount(Money money) {
        return grouped(money.getAmount(), "");
    }

    /** An exact price per unit, written like an amount: "0.80"; more than two decimals, up to six, where it has them. */
    public String amount(BigDecimal perUnit) {
        return decimals(perUnit, MIN_AMOUNT_DECIMALS);
    }

    /** A total: "¥1,234.50". */
    public String total(Money money) {
        return grouped(money.getAmount(), "¥");
    }

    /** A price per hour: "0.8400"; more than four decimals, up to six, where it has them. */
    public String rate(HourlyRate rate) {
        return rate(rate.perHour());
    }

    /** An exact price per unit, written like a price per hour. */
    public String rate(BigDecimal perUnit) {
        return decimals(perUnit, MIN_RATE_DECIMALS);
    }

    /** A price per month among other prices: two decimals, more, up to four, where it has them. */
    public String price(BigDecimal price) {
        int decimals = Math.min(Math.max(price.stripTrailingZeros().scale(), 2), MIN_RATE_DECIMALS);
        return grouped(price.setScale(decimals, RoundingMode.HALF_UP), "");
    }

    /** A count with thousands separated: "32,000". */
    public String number(long number) {
        return grouped(BigDecimal.valueOf(number), "");
    }

    /** A moment, to the second: "2026-11-23 14:48:37". */
    public String time(Instant instant) {
        return TIME.format(instant);
    }

    /** A day: "2026-11-23". */
    public String date(Instant instant) {
        return DATE.format(instant);
    }

    /** A full hour: "2026-11-23 14:00 – 15:00". */
    public String hour(Instant hour) {
        return MINUTE.format(hour) + " \u2013 " + CLOCK.format(hour.plusSeconds(SECONDS_OF_AN_HOUR));
    }

    /** A time of day, to the second: "14:48:37". */
    public String timeOfDay(Instant instant) {
        return SECOND.format(instant);
    }

    /** An exact figure with all its decimals, at least two, at most eight: "0.565", "12.00". */
    public String exact(BigDecimal figure) {
        int decimals = Math.min(Math.max(figure.stripTrailingZeros().scale(), MIN_AMOUNT_DECIMALS), EXACT_DECIMALS);
        return grouped(figure.setScale(decimals, RoundingMode.HALF_UP), "");
    }

    private static String decimals(BigDecimal perUnit, int least) {
        int decimals = Math.min(Math.max(perUnit.stripTrailingZeros().scale(), least), MAX_RATE_DECIMALS);
        return grouped(perUnit.setScale(decimals, RoundingMode.HALF_UP), "");
    }

    private static String grouped(BigDecimal figure, String sign) {
        String digits = figure.abs().toPlainString();
        int point = digits.indexOf('.');
        StringBuilder text = new StringBuilder(digits);
        for (int at = (point < 0 ? digits.length() : point) - 3; at > 0; at -= 3) {
            text.insert(at, ',');
        }
        text.insert(0, sign);
        return figure.signum() < 0 ? MINUS + text : text.toString();
    }
}
