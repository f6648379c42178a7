package shop.cvm.order;

import java.time.Instant;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;

/**
 * A prepaid machine was returned, and is in the recycle bin; {@link Returns#of(InstanceId)} tells what was paid back.
 *
 * @param account whose it is
 * @param instance the machine
 * @param releaseAt until when it can be brought back by a renewal
 */
public record MachineReturned(AccountId account, InstanceId instance, Instant releaseAt) {}
