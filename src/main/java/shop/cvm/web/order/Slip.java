package shop.cvm.web.order;

import java.math.BigDecimal;
import java.util.List;
import org.joda.money.Money;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.money.HourlyRate;
import shop.cvm.order.OrderItem;
import shop.cvm.order.OrderLine;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Quote;
import shop.cvm.pricing.QuoteLine;

/**
 * The price of some machines, all alike, line by line: quoted at checkout, agreed on the page of an order.
 *
 * @param spec one machine
 * @param count how many
 * @param lines one per component
 * @param discount what the period takes off
 * @param total due at once: paid if prepaid, frozen if postpaid
 * @param perHour postpaid: what all machines cost per hour
 * @param estimated whether it rests on an estimate
 */
record Slip(
        InstanceSpec spec,
        int count,
        List<Line> lines,
        Money discount,
        Money total,
        HourlyRate perHour,
        boolean estimated) {

    /**
     * @param days 0 if it is for the period; otherwise for so many days beyond it
     * @param subject type of instance or disk; empty for the network
     * @param quantity GB, Mbps, or 1
     * @param listAmount prepaid: for all machines, before discount
     * @param rate postpaid: per hour for all machines; traffic: per GB
     */
    record Line(Component component, String subject, int days, int quantity, Money listAmount, HourlyRate rate) {}

    static Slip of(InstanceSpec spec, Quote quote) {
        int count = quote.count();
        List<Line> lines = quote.lines().stream().map(line -> line(line, count)).toList();
        return new Slip(spec, count, lines, quote.discount(), quote.total(), quote.perHour(), quote.isEstimated());
    }

    static Slip of(OrderLine line) {
        List<OrderItem> items = line.items();
        return new Slip(
                line.spec(),
                line.count(),
                items.stream().map(item -> line(item, line.count())).toList(),
                line.discount(),
                line.total(),
                line.perHour(),
                items.stream().anyMatch(OrderItem::estimated));
    }

    /** Days beyond the period that are paid, too. */
    public int extraDays() {
        return lines.stream().mapToInt(Line::days).max().orElse(0);
    }

    private static Line line(QuoteLine line, int count) {
        HourlyRate rate = rate(line.component(), line.unitPrice(), line.rate(), count);
        Money listAmount = line.unitListAmount().multipliedBy(count);
        return new Line(line.component(), line.subject(), line.days(), line.quantity(), listAmount, rate);
    }

    private static Line line(OrderItem item, int count) {
        HourlyRate rate = rate(item.component(), item.unitPrice(), item.rate(), count);
        Money listAmount = item.unitListAmount().multipliedBy(count);
        return new Line(item.component(), item.subject(), item.days(), item.quantity(), listAmount, rate);
    }

    private static HourlyRate rate(Component component, BigDecimal unitPrice, HourlyRate unitRate, int count) {
        return component == Component.TRAFFIC ? new HourlyRate(unitPrice) : unitRate.times(count);
    }
}
