package shop.cvm.web.purchase;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.Disk;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Quote;
import shop.cvm.pricing.QuoteLine;
import shop.cvm.web.Show;

/**
 * The price summary: what it is, what it costs, line by line.
 *
 * @param quote what it costs, with the days beyond its months
 * @param days how many these are; 0 for none
 * @param until when it expires if it is paid today; null if it does not go on to a day
 */
record QuoteViews(
        Picture picture,
        Words words,
        Show show,
        Quote quote,
        int days,
        @Nullable LocalDate until) {

    /** @param style {@code in} for what is taken off; else empty */
    record Line(String name, String amount, String style) {}

    /**
     * @param plain the configuration in one sentence
     * @param estimated whether a figure is an estimate
     */
    record Lines(String plain, List<Line> lines, boolean estimated) {}

    Lines lines() {
        List<Line> lines = new ArrayList<>();
        lines.add(line("purchase.quote.instance", picture.selection().type(), figure(Component.COMPUTE)));
        lines.add(line("purchase.quote.disks", Integer.toString(diskGb()), figureOfDisks()));
        if (picture.selection().bandwidth() > 0) {
            lines.add(network());
        }
        if (quote.discount().isPositive()) {
            String amount = show.amount(quote.discount().negated());
            lines.add(new Line(words.of("purchase.quote.discount", quote.months()), amount, "in"));
        }
        if (!picture.selection().isPrepaid()) {
            lines.add(new Line(words.of("purchase.quote.frozen"), show.amount(quote.total()), ""));
        }
        return new Lines(plain(), lines, quote.isEstimated());
    }

    private Line line(String key, String subject, String amount) {
        return new Line(words.of(key, Integer.toString(quote.count()), subject), amount, "");
    }

    private Line network() {
        for (QuoteLine line : quote.lines()) {
            if (line.component() == Component.TRAFFIC) {
                String price = words.of("purchase.perGb", show.price(line.unitPrice()));
                return new Line(words.of("purchase.quote.traffic"), price, "");
            }
        }
        String mbps = show.number(picture.selection().bandwidth());
        return line("purchase.quote.bandwidth", mbps, figure(Component.BANDWIDTH));
    }

    private String figure(Component component) {
        return figure(line -> line.component() == component);
    }

    private String figureOfDisks() {
        return figure(line -> line.component() == Component.SYSTEM_DISK || line.component() == Component.DATA_DISK);
    }

    /** List price of some lines for all machines: an amount for prepaid, a rate for postpaid. */
    private String figure(Function<QuoteLine, Boolean> chosen) {
        List<QuoteLine> lines = quote.lines().stream().filter(chosen::apply).toList();
        if (!picture.selection().isPrepaid()) {
            HourlyRate rate = lines.stream().map(QuoteLine::rate).reduce(HourlyRate.ZERO, HourlyRate::plus);
            return show.rate(rate.times(quote.count()));
        }
        Money sum = lines.stream().map(QuoteLine::unitListAmount).reduce(Cny.ZERO, Money::plus);
        return show.amount(sum.multipliedBy(quote.count()));
    }

    int diskGb() {
        Selection selection = picture.selection();
        return selection.systemDisk().sizeGb()
                + selection.dataDisks().stream().mapToInt(Disk::sizeGb).sum();
    }

    private String plain() {
        Selection selection = picture.selection();
        Shelf shelf = picture.shelf();
        String how = selection.isPrepaid()
                ? words.of(
                        selection.renewsItself() ? "purchase.plain.renewed" : "purchase.plain.prepaid",
                        selection.period())
                : words.of("purchase.plain.postpaid");
        return words.of(
                "purchase.plain",
                selection.count(),
                shelf.type().vcpu(),
                shelf.type().memoryGib(),
                words.in(shelf.image().name()),
                words.in(shelf.zone().name()),
                how);
    }

    /** The figure in large type: what is due, or what an hour costs. */
    String total() {
        return picture.selection().isPrepaid() ? show.total(quote.total()) : "¥" + show.rate(quote.perHour());
    }

    String label() {
        return words.of(picture.selection().isPrepaid() ? "purchase.quote.total" : "purchase.quote.perHour");
    }

    String per() {
        if (!picture.selection().isPrepaid()) {
            return words.of("purchase.quote.settled", show.total(quote.total()));
        }
        if (until != null) {
            return words.of("purchase.quote.until", until.toString(), quote.months(), days);
        }
        Money perMonth = quote.unitTotal().dividedBy(quote.months(), RoundingMode.HALF_UP);
        return words.of("purchase.quote.each", show.total(perMonth));
    }

    /** What all machines cost per hour in each price step; empty if the price never changes. */
    List<Line> steps() {
        if (quote.steps().size() < 2) {
            return List.of();
        }
        BigDecimal count = BigDecimal.valueOf(quote.count());
        BigDecimal firstStep = quote.steps().get(0).rate().perHour();
        BigDecimal others = quote.perHour().perHour().subtract(firstStep.multiply(count));
        return quote.steps().stream()
                .map(step -> {
                    BigDecimal all = others.add(step.rate().perHour().multiply(count));
                    return new Line(hours(step), "¥" + show.rate(all), "");
                })
                .toList();
    }

    private String hours(ComputePrice.Step step) {
        if (step.toHours() == null) {
            return words.of("purchase.step.after", step.fromHours());
        }
        int to = Objects.requireNonNull(step.toHours());
        return step.fromHours() == 0
                ? words.of("purchase.step.first", to)
                : words.of("purchase.step.between", step.fromHours(), to);
    }
}
