package shop.cvm.pricing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.joda.money.Money;
import shop.cvm.money.Cny;

/**
 * Days beyond the months of a prepaid period, so that it ends on a certain day of the month: each costs a thirtieth of the
 * month's price ({@code domain.md} 2.4 and 11.1), with the discount of the period. Every component has a line of its own
 * for them, rounded half up to the cent like all others.
 */
public final class ExtraDays {

    private static final BigDecimal DAYS_OF_A_MONTH = BigDecimal.valueOf(30);

    /** More decimals than a price and its discount have, so that the cent is rounded once. */
    private static final int EXACT_ENOUGH = 20;

    private ExtraDays() {}

    /**
     * The quote with so many days more.
     *
     * @param quote of a prepaid period without extra days
     * @param days 0 or more
     */
    public static Quote added(Quote quote, int days) {
        if (days == 0) {
            return quote;
        }
        List<QuoteLine> lines = new ArrayList<>(quote.lines());
        quote.lines().stream()
                .filter(line -> line.component() != Component.TRAFFIC)
                .map(line -> line(line, days, quote.count()))
                .forEach(lines::add);
        Money unitTotal = lines.stream().map(QuoteLine::unitAmount).reduce(Cny.ZERO, Money::plus);
        Money unitList = lines.stream().map(QuoteLine::unitListAmount).reduce(Cny.ZERO, Money::plus);
        return new Quote(
                quote.catalogVersion(),
                quote.chargeType(),
                quote.months(),
                quote.count(),
                lines,
                unitTotal,
                unitTotal.multipliedBy(quote.count()),
                unitList.multipliedBy(quote.count()),
                quote.perHour(),
                quote.steps(),
                quote.breakEven());
    }

    private static QuoteLine line(QuoteLine month, int days, int count) {
        BigDecimal list = perMonth(month).multiply(BigDecimal.valueOf(days));
        Money amount = thirtieth(list.multiply(month.discountFactor()));
        return new QuoteLine(
                month.component(),
                month.subject(),
                month.unitPrice(),
                days,
                month.quantity(),
                month.discountFactor(),
                thirtieth(list),
                amount,
                amount.multipliedBy(count),
                month.rate(),
                month.source());
    }

    /** The price of bandwidth is that of all its Mbps. */
    private static BigDecimal perMonth(QuoteLine month) {
        return month.component() == Component.BANDWIDTH
                ? month.unitPrice()
                : month.unitPrice().multiply(BigDecimal.valueOf(month.quantity()));
    }

    private static Money thirtieth(BigDecimal amount) {
        return Cny.round(amount.divide(DAYS_OF_A_MONTH, EXACT_ENOUGH, RoundingMode.HALF_UP));
    }
}
