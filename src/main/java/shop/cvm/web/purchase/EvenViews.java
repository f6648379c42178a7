package shop.cvm.web.purchase;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import shop.cvm.pricing.BreakEven;
import shop.cvm.pricing.Quote;
import shop.cvm.web.Show;

/** Prepaid against postpaid: in a sentence, and as a bar over the period. */
record EvenViews(Picture picture, Words words, Show show, Quote quote, List<QuoteViews.Line> steps) {

    private static final int SEGMENTS = 12;
    private static final int TICK = 15;
    private static final int LONG_TICK = 17;

    /**
     * @param steps price steps of a postpaid machine; may be empty
     * @param verdict which is cheaper from when on; empty if only one is sold
     * @param other what the other billing method would cost; may be empty
     * @param bar the same drawn; null if there is no day to draw
     */
    record Even(
            List<QuoteViews.Line> steps,
            String verdict,
            String other,
            @Nullable Bar bar) {}

    /**
     * @param used width of the part before break-even, in percent of the period
     * @param name what the bar says
     */
    record Bar(String used, String name, List<Tick> ticks, String half, String end) {}

    /** @param at distance from the start in percent; {@code to}: lower end of the mark */
    record Tick(String at, int to) {}

    Even even() {
        BreakEven breakEven = quote.breakEven();
        if (breakEven == null) {
            return new Even(steps, "", "", null);
        }
        return picture.selection().isPrepaid() ? prepaid(breakEven) : postpaid(breakEven);
    }

    private Even prepaid(BreakEven even) {
        Integer day = even.day();
        String other = words.of(
                "purchase.even.postpaid",
                "¥" + show.rate(even.postpaidFirstStep().times(quote.count())));
        return day == null
                ? new Even(steps, words.of("purchase.even.never", even.months()), other, null)
                : new Even(steps, words.of("purchase.even.from", day), other, bar(even, day));
    }

    private Even postpaid(BreakEven even) {
        Integer day = even.day();
        String other =
                words.of("purchase.even.prepaid", show.total(even.prepaid().multipliedBy(quote.count())));
        return day == null
                ? new Even(steps, words.of("purchase.even.always"), other, null)
                : new Even(steps, words.of("purchase.even.longer", day), other, bar(even, day));
    }

    private Bar bar(BreakEven even, int day) {
        List<Tick> ticks = IntStream.rangeClosed(0, SEGMENTS)
                .mapToObj(i -> new Tick(percent(i, SEGMENTS), i % 3 == 0 ? LONG_TICK : TICK))
                .toList();
        boolean oneMonth = even.months() == 1;
        int length = oneMonth ? even.periodDays() : even.months();
        return new Bar(
                percent(day, even.periodDays()),
                words.of("purchase.even.bar", day, even.periodDays()),
                ticks,
                half(length),
                words.of(oneMonth ? "purchase.days" : "purchase.months", length));
    }

    private static String half(int length) {
        return length % 2 == 0 ? Integer.toString(length / 2) : "";
    }

    private static String percent(int part, int whole) {
        return BigDecimal.valueOf(part)
                        .movePointRight(2)
                        .divide(BigDecimal.valueOf(whole), 2, RoundingMode.HALF_UP)
                        .toPlainString()
                + "%";
    }
}
