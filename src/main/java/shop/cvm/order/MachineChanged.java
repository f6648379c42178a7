package shop.cvm.order;

import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;

/**
 * A machine was given another configuration; {@link Reconfigurations#change} tells which, and what it came to.
 *
 * @param account whose it is
 * @param instance the machine
 * @param number which change it was, 1 for its first
 */
public record MachineChanged(AccountId account, InstanceId instance, int number) {}
