package shop.cvm.instance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the machines of one order are. A time is the one at which the last of those that got there did.
 *
 * @param orderNumber the order
 * @param total machines of the order
 * @param allocated how many have found a host
 * @param running how many have run
 * @param addressed how many have their addresses
 */
public record LaunchProgress(
        String orderNumber,
        long total,
        long allocated,
        long running,
        long addressed,
        @Nullable Instant allocatedAt,
        @Nullable Instant runningAt,
        @Nullable Instant addressedAt) {

    /** An order whose machines have not been launched. */
    public static LaunchProgress none(String orderNumber) {
        return new LaunchProgress(orderNumber, 0, 0, 0, 0, null, null, null);
    }

    public boolean isAllocated() {
        return total > 0 && allocated == total;
    }

    public boolean isRunning() {
        return total > 0 && running == total;
    }

    public boolean isAddressed() {
        return total > 0 && addressed == total;
    }
}
