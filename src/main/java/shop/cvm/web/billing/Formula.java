package shop.cvm.web.billing;

import java.util.List;
import java.util.stream.Collectors;
import shop.cvm.billing.BillInterval;
import shop.cvm.billing.ExplainedLine;
import shop.cvm.web.Show;

/** Why a line comes to its amount, as arithmetic that reads alike in every language. */
final class Formula {

    private Formula() {}

    static String of(ExplainedLine line, Show show) {
        Long megabytes = line.line().megabytes();
        if (line.isTraffic() && megabytes != null) {
            return show.number(megabytes) + " MB / 1,024 × "
                    + show.exact(line.highestRate().perHour());
        }
        if (line.isAtHighestRate()) {
            return seconds(line.line().seconds(), show)
                    + show.exact(line.highestRate().perHour());
        }
        return sum(line.intervals(), show);
    }

    private static String sum(List<BillInterval> intervals, Show show) {
        return intervals.stream()
                .map(interval -> seconds(interval.seconds(), show)
                        + show.exact(interval.rate().perHour()))
                .collect(Collectors.joining(" + "));
    }

    private static String seconds(long seconds, Show show) {
        return show.number(seconds) + " s / 3,600 s × ";
    }
}
