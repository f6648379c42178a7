package shop.cvm.web.billing;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import shop.cvm.billing.BillInterval;
import shop.cvm.billing.ExplainedLine;
import shop.cvm.order.OrderItem;
import shop.cvm.pricing.Component;
import shop.cvm.web.Show;

/** Why a line comes to its amount, as arithmetic that reads alike in every language. */
final class Formula {

    private static final int DAYS_OF_A_MONTH = 30;
    private static final String TIMES = " × ";

    private Formula() {}

    static String of(ExplainedLine line, Show show) {
        Long megabytes = line.line().megabytes();
        if (line.isTraffic() && megabytes != null) {
            return show.number(megabytes) + " MB / 1,024" + TIMES
                    + show.exact(line.highestRate().perHour());
        }
        if (line.isAtHighestRate()) {
            return seconds(line.line().seconds(), show)
                    + show.exact(line.highestRate().perHour());
        }
        return sum(line.intervals(), show);
    }

    /**
     * What was agreed for one component of a machine.
     *
     * @param months that it is for; 0 if it is for days
     */
    static String of(OrderItem item, int months, Show show) {
        List<String> factors = new ArrayList<>(List.of(show.exact(item.unitPrice())));
        // The price of bandwidth is that of all its Mbps.
        if (item.component() != Component.BANDWIDTH && item.quantity() != 1) {
            factors.add(show.number(item.quantity()));
        }
        factors.add(months > 0 ? show.number(months) : show.number(item.days()) + " / " + DAYS_OF_A_MONTH);
        if (item.discountFactor().compareTo(BigDecimal.ONE) != 0) {
            factors.add(show.exact(item.discountFactor()));
        }
        return String.join(TIMES, factors);
    }

    private static String sum(List<BillInterval> intervals, Show show) {
        return intervals.stream()
                .map(interval -> seconds(interval.seconds(), show)
                        + show.exact(interval.rate().perHour()))
                .collect(Collectors.joining(" + "));
    }

    private static String seconds(long seconds, Show show) {
        return show.number(seconds) + " s / 3,600 s" + TIMES;
    }
}
