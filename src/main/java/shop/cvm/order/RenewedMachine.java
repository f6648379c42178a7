package shop.cvm.order;

import shop.cvm.instance.Batch;
import shop.cvm.instance.InstanceId;

/**
 * A machine that gets more time.
 *
 * @param instance it
 * @param batch it alone, as it would be bought for that time
 */
record RenewedMachine(InstanceId instance, Batch batch) {}
