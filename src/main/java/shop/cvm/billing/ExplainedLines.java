package shop.cvm.billing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import shop.cvm.billing.BillShares.Share;
import shop.cvm.instance.InstanceId;
import shop.cvm.pricing.Component;

/** Puts lines together with their parts of the deductions and with the periods that they are made of. */
final class ExplainedLines {

    private record Line(Instant hour, InstanceId instance, Component component) {}

    private record Used(InstanceId instance, Component component) {}

    private final Map<Line, Share> shares;
    private final Map<Used, List<UsagePeriod>> periods;

    ExplainedLines(List<Share> shares, List<UsagePeriod> periods) {
        this.shares = shares.stream()
                .collect(toMap(share -> new Line(share.hour(), share.instance(), share.component()), share -> share));
        this.periods = periods.stream().collect(groupingBy(period -> new Used(period.instance(), period.component())));
    }

    /** The hours in which these lines lie. */
    static BillFilter hours(List<BillLine> lines) {
        Instant first =
                lines.stream().map(BillLine::hour).min(Instant::compareTo).orElseThrow();
        Instant last =
                lines.stream().map(BillLine::hour).max(Instant::compareTo).orElseThrow();
        return new BillFilter(first, last.plus(SettlementRows.HOUR), null, null);
    }

    List<ExplainedLine> of(List<BillLine> lines) {
        return lines.stream().map(this::of).toList();
    }

    private ExplainedLine of(BillLine line) {
        Share share = Objects.requireNonNull(shares.get(new Line(line.hour(), line.instance(), line.component())));
        List<BillInterval> intervals =
                periods.getOrDefault(new Used(line.instance(), line.component()), List.of()).stream()
                        .filter(period ->
                                period.startedAt().isBefore(line.hour().plus(SettlementRows.HOUR))
                                        && period.endedAt().isAfter(line.hour()))
                        .flatMap(period -> BillInterval.of(period, line.hour()).stream())
                        .toList();
        return new ExplainedLine(line, share.deducted(), share.machineAmount(), intervals);
    }
}
