package shop.cvm.billing;

import java.time.Instant;
import java.util.List;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;

/**
 * An account has paid what it owed; its machines may be started again.
 *
 * @param account it
 * @param machines those that were concerned and are still there
 * @param since when the arrears had begun
 */
public record ArrearsCleared(AccountId account, List<InstanceId> machines, Instant since) {

    public ArrearsCleared {
        machines = List.copyOf(machines);
    }
}
