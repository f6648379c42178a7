package shop.cvm.instance;

import shop.cvm.account.AccountId;

/** Whose a machine is, and why it was held back from them, if it was. */
public record OwnedInstance(InstanceId instance, AccountId account, Isolation isolation) {

    /** As read from the database. */
    public OwnedInstance(String instanceId, String accountId, Isolation isolation) {
        this(new InstanceId(instanceId), new AccountId(accountId), isolation);
    }
}
