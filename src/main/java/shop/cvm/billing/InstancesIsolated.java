package shop.cvm.billing;

import java.time.Instant;
import java.util.List;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;

/**
 * Machines were shut down because their owner has not paid; nothing is charged for them any more.
 *
 * @param account whose they are
 * @param machines they, and those paid in advance whose public network was cut off
 * @param since when the arrears began
 * @param reclaimAt when the hourly machines are reclaimed unless their owner tops up
 */
public record InstancesIsolated(AccountId account, List<InstanceId> machines, Instant since, Instant reclaimAt) {

    public InstancesIsolated {
        machines = List.copyOf(machines);
    }
}
