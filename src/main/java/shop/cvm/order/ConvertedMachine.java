package shop.cvm.order;

import shop.cvm.instance.Batch;
import shop.cvm.instance.InstanceId;

/**
 * A machine that is paid by the hour and is to be paid in advance.
 *
 * @param instance it
 * @param configured how often it had been configured when that was ordered
 * @param batch it alone, as it would be bought for that time
 */
record ConvertedMachine(InstanceId instance, int configured, Batch batch) {}
