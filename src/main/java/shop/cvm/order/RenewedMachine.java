package shop.cvm.order;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.Batch;
import shop.cvm.instance.InstanceId;

/**
 * A machine that gets more time.
 *
 * @param instance it
 * @param from when its time ends, and the new one begins
 * @param days beyond the months that it gets
 * @param batch it alone, as it would be bought for that time
 * @param lowersFrom the bandwidth in Mbps that it has before, if it has less from then on; null if that stays as it is
 */
record RenewedMachine(
        InstanceId instance,
        Instant from,
        int days,
        Batch batch,
        @Nullable Integer lowersFrom) {}
