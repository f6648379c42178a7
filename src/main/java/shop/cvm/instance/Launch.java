package shop.cvm.instance;

import java.time.Instant;
import java.util.List;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.network.SecurityGroupTemplate;

/**
 * Machines to be made, all alike, because they have just been paid.
 *
 * @param account whose they are
 * @param orderNumber the order that paid them
 * @param line its line, 0 for the first
 * @param spec what was bought
 * @param days prepaid: beyond the months that the specification says
 * @param count how many, 1 or more
 * @param cost what each costs
 * @param naming what they are called
 * @param rates what its components cost while they are used; none for what was paid in advance
 * @param login how to get in
 * @param securityGroup the default group they stand behind
 * @param autoRenew prepaid: whether they renew themselves
 * @param paidAt when they were paid
 */
public record Launch(
        AccountId account,
        String orderNumber,
        int line,
        InstanceSpec spec,
        int days,
        int count,
        UnitCost cost,
        Naming naming,
        List<InstanceRate> rates,
        SealedLogin login,
        SecurityGroupTemplate securityGroup,
        boolean autoRenew,
        Instant paidAt) {

    public Launch {
        rates = List.copyOf(rates);
    }
}
