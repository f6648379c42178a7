package shop.cvm.order;

import java.time.Instant;
import shop.cvm.instance.Batch;
import shop.cvm.instance.InstanceId;

/**
 * A machine that gets more time.
 *
 * @param instance it
 * @param from when its time ends, and the new one begins
 * @param days beyond the months that it gets
 * @param batch it alone, as it would be bought for that time
 */
record RenewedMachine(InstanceId instance, Instant from, int days, Batch batch) {}
