package shop.cvm.api;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.money.Cny;
import shop.cvm.pricing.Adjustment;
import shop.cvm.pricing.AdjustmentLine;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Quote;
import shop.cvm.pricing.QuoteLine;

/**
 * What a request costs, all machines of it together.
 *
 * @param instancePrice vCPU, memory and disks
 * @param bandwidthPrice the public network
 */
record Price(ItemPrice instancePrice, ItemPrice bandwidthPrice) {

    private static final String HOUR = "HOUR";
    private static final String GB = "GB";

    static Price of(Quote quote) {
        return quote.months() > 0 ? ofPeriods(List.of(quote)) : ofHours(quote);
    }

    /** Of machines that are paid in advance, each with a quote of its own. */
    static Price ofPeriods(Collection<Quote> quotes) {
        List<QuoteLine> lines =
                quotes.stream().flatMap(quote -> quote.lines().stream()).toList();
        ItemPrice machine = ItemPrice.prepaid(
                quotes.stream().map(Price::machineList).reduce(Cny.ZERO, Money::plus),
                sum(lines, Price::isMachine, QuoteLine::amount));
        ItemPrice network = lines.stream()
                .filter(line -> line.component() == Component.TRAFFIC)
                .findFirst()
                .map(line -> ItemPrice.byUnit(GB, line.unitPrice()))
                .orElseGet(() -> ItemPrice.prepaid(
                        sum(lines, Price::isBandwidth, QuoteLine::amount),
                        sum(lines, Price::isBandwidth, QuoteLine::amount)));
        return new Price(machine, network);
    }

    /** Of another configuration of a prepaid machine, for the rest of its time; less than nothing for what is paid back. */
    static Price of(Adjustment adjustment) {
        return new Price(
                difference(adjustment, line -> !isNetwork(line.after().component())),
                difference(adjustment, line -> isNetwork(line.after().component())));
    }

    private static ItemPrice difference(Adjustment adjustment, Predicate<AdjustmentLine> which) {
        List<AdjustmentLine> lines = adjustment.lines().stream().filter(which).toList();
        Money back = lines.stream().map(AdjustmentLine::refund).reduce(Cny.ZERO, Money::plus);
        return ItemPrice.prepaid(
                lines.stream()
                        .map(AdjustmentLine::listFee)
                        .reduce(Cny.ZERO, Money::plus)
                        .minus(back),
                lines.stream()
                        .map(AdjustmentLine::fee)
                        .reduce(Cny.ZERO, Money::plus)
                        .minus(back));
    }

    /** Of what costs nothing more. */
    static Price nothing(boolean prepaid) {
        ItemPrice none = prepaid ? ItemPrice.prepaid(Cny.ZERO, Cny.ZERO) : ItemPrice.byUnit(HOUR, BigDecimal.ZERO);
        return new Price(none, none);
    }

    private static Money machineList(Quote quote) {
        return sum(quote.lines(), Price::isMachine, QuoteLine::unitListAmount).multipliedBy(quote.count());
    }

    /** A GB of traffic costs the same however many machines there are. */
    private static Price ofHours(Quote quote) {
        BigDecimal disks = rate(quote, line -> isMachine(line) && line.component() != Component.COMPUTE);
        ItemPrice machine =
                ItemPrice.byHour(HOUR, rate(quote, Price::isMachine), step(quote, 1, disks), step(quote, 2, disks));
        ItemPrice network = quote.lines().stream()
                .filter(line -> line.component() == Component.TRAFFIC)
                .findFirst()
                .map(line -> ItemPrice.byUnit(GB, line.unitPrice()))
                .orElseGet(() -> ItemPrice.byUnit(HOUR, rate(quote, Price::isBandwidth)));
        return new Price(machine, network);
    }

    private static @Nullable BigDecimal step(Quote quote, int step, BigDecimal disks) {
        return step >= quote.steps().size()
                ? null
                : quote.steps().get(step).rate().times(quote.count()).perHour().add(disks);
    }

    private static BigDecimal rate(Quote quote, Predicate<QuoteLine> which) {
        return quote.lines().stream()
                .filter(which)
                .map(line -> line.rate().times(quote.count()).perHour())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Money sum(
            Collection<QuoteLine> lines, Predicate<QuoteLine> which, Function<QuoteLine, Money> amount) {
        return lines.stream().filter(which).map(amount).reduce(Cny.ZERO, Money::plus);
    }

    private static boolean isBandwidth(QuoteLine line) {
        return line.component() == Component.BANDWIDTH;
    }

    private static boolean isMachine(QuoteLine line) {
        return !isNetwork(line.component());
    }

    /** Either way to pay for the public network: one can become the other. */
    private static boolean isNetwork(Component component) {
        return component == Component.BANDWIDTH || component == Component.TRAFFIC;
    }
}
