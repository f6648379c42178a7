package shop.cvm.billing;

import java.time.Instant;
import java.util.List;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;

/**
 * Machines were destroyed with their disks because their owner has not paid in time.
 *
 * @param account whose they were
 * @param machines they
 * @param since when the arrears began
 */
public record InstancesReclaimed(AccountId account, List<InstanceId> machines, Instant since) {

    public InstancesReclaimed {
        machines = List.copyOf(machines);
    }
}
