package shop.cvm.order;

import java.time.Instant;
import java.util.List;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;

/**
 * Machines that were paid by the hour are prepaid from now on.
 *
 * @param account whose they are
 * @param instances the machines
 * @param order the number of the order that was paid for that
 * @param until when what was paid for ends
 */
public record MachinesConverted(AccountId account, List<InstanceId> instances, String order, Instant until) {

    public MachinesConverted {
        instances = List.copyOf(instances);
    }
}
