package shop.cvm.billing;

import java.time.Instant;
import java.util.List;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;

/**
 * An account has paid what it owed.
 *
 * @param account it
 * @param inTime whether nothing had been held back for it yet
 * @param machines if in time, those that ran on; otherwise those that were shut down and may be started again
 * @param joined those whose public network is back
 * @param since when the arrears had begun
 */
public record ArrearsCleared(
        AccountId account, boolean inTime, List<InstanceId> machines, List<InstanceId> joined, Instant since) {

    public ArrearsCleared {
        machines = List.copyOf(machines);
        joined = List.copyOf(joined);
    }
}
