package shop.cvm.instance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the machines of one order are. A time is the one at which the last of those that got there did; machines that
 * were given up count neither as allocated nor as to be waited for.
 *
 * @param orderNumber the order
 * @param total machines of the order
 * @param givenUp how many cannot be made, whether or not that is settled yet
 * @param failed how many of these are settled: nothing is left of them, or it took too long to find out
 * @param allocated how many have found a host
 * @param running how many have run
 * @param addressed how many have their addresses
 */
public record LaunchProgress(
        String orderNumber,
        long total,
        long givenUp,
        long failed,
        long allocated,
        long running,
        long addressed,
        @Nullable Instant allocatedAt,
        @Nullable Instant runningAt,
        @Nullable Instant addressedAt,
        @Nullable Instant failedAt) {

    /** An order whose machines have not been launched. */
    public static LaunchProgress none(String orderNumber) {
        return new LaunchProgress(orderNumber, 0, 0, 0, 0, 0, 0, null, null, null, null);
    }

    public boolean isAllocated() {
        return isAll(allocated);
    }

    public boolean isRunning() {
        return isAll(running);
    }

    public boolean isAddressed() {
        return isAll(addressed);
    }

    /** Whether none of its machines can be made. */
    public boolean isHopeless() {
        return total > 0 && givenUp == total;
    }

    /** Machines that were made or may still be. */
    public long wanted() {
        return total - givenUp;
    }

    private boolean isAll(long machines) {
        return machines > 0 && machines == wanted();
    }
}
