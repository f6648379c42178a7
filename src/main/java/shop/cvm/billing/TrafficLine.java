package shop.cvm.billing;

import java.math.BigDecimal;
import java.time.Instant;
import shop.cvm.billing.SettlementRows.Traffic;
import shop.cvm.instance.InstanceId;

/** A bill line of traffic. */
record TrafficLine(String account, InstanceId instance, int seconds, long megabytes, BigDecimal amount) {

    static TrafficLine of(Traffic traffic, Instant hour) {
        long megabytes = TrafficMeter.megabytes(traffic.instance(), hour, traffic.seconds(), traffic.mbps());
        return new TrafficLine(
                traffic.account(),
                traffic.instance(),
                traffic.seconds(),
                megabytes,
                TrafficMeter.amount(megabytes, traffic.perGigabyte()));
    }

    /** Both together: a machine that was off for a part of the hour. */
    TrafficLine plus(TrafficLine other) {
        return new TrafficLine(
                account, instance, seconds + other.seconds, megabytes + other.megabytes, amount.add(other.amount));
    }
}
