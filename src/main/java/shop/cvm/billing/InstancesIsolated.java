package shop.cvm.billing;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;

/**
 * What was used by the hour is held back because its owner has not paid, and not charged any more.
 *
 * @param account whose it is
 * @param shutDown hourly machines that ran and were shut down; those that their owner had shut down are held back too
 * @param cutOff machines paid in advance whose public network was cut off; they are left alone otherwise
 * @param since when the arrears began
 * @param reclaimAt when the hourly machines are reclaimed unless their owner tops up; null if there are none
 */
public record InstancesIsolated(
        AccountId account,
        List<InstanceId> shutDown,
        List<InstanceId> cutOff,
        Instant since,
        @Nullable Instant reclaimAt) {

    public InstancesIsolated {
        shutDown = List.copyOf(shutDown);
        cutOff = List.copyOf(cutOff);
    }
}
