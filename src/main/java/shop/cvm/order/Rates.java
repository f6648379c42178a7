package shop.cvm.order;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.InstanceRate;
import shop.cvm.instance.UnitCost;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Quote;
import shop.cvm.pricing.QuoteLine;

/** What is charged by use of one machine: everything of an hourly one, traffic of any; all data disks as one. */
final class Rates {

    private Rates() {}

    /** What one machine costs at once, and by the hour. */
    static UnitCost cost(Quote quote) {
        HourlyRate rate = quote.lines().stream().map(QuoteLine::rate).reduce(HourlyRate.ZERO, HourlyRate::plus);
        return new UnitCost(quote.unitTotal(), rate);
    }

    static List<InstanceRate> of(InstanceSpec spec, Quote quote) {
        return of(
                spec,
                quote.lines().stream().map(line -> OrderItem.of(line, quote)).toList());
    }

    static List<InstanceRate> of(InstanceSpec spec, List<OrderItem> items) {
        if (!spec.isChargedByUse()) {
            return List.of();
        }
        Map<Component, InstanceRate> rates = new EnumMap<>(Component.class);
        for (OrderItem item : items) {
            if (item.component() == Component.TRAFFIC) {
                rates.put(Component.TRAFFIC, rate(item, new HourlyRate(item.unitPrice())));
            } else if (!spec.isPrepaid()) {
                rates.merge(item.component(), rate(item, item.rate()), Rates::sum);
            }
        }
        return List.copyOf(rates.values());
    }

    private static InstanceRate rate(OrderItem item, HourlyRate rate) {
        return new InstanceRate(item.component(), item.quantity(), rate, item.steps());
    }

    private static InstanceRate sum(InstanceRate one, InstanceRate other) {
        return new InstanceRate(
                one.component(), one.quantity() + other.quantity(), one.rate().plus(other.rate()), one.steps());
    }
}
