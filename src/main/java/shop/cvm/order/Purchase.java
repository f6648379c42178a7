package shop.cvm.order;

import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.Login;
import shop.cvm.instance.Naming;
import shop.cvm.network.SecurityGroupTemplate;

/**
 * What a customer orders: some machines, all alike.
 *
 * @param spec one machine
 * @param count how many
 * @param autoRenew prepaid: whether they renew themselves
 * @param naming what they are called
 * @param login how to get in
 * @param securityGroup the default group they stand behind
 * @param agreed the price the customer accepted; null to take whatever it is now
 * @param expiryDay prepaid: day of the month that they are to expire on, 1 to 31, some days after their months; null for
 *     none. Not with more than {@link RenewalPeriod#LONGEST_TO_A_DAY} months
 * @param wish what the caller knows it by, told again in {@link OrderPlaced}; null if nobody waits for that
 */
public record Purchase(
        InstanceSpec spec,
        int count,
        boolean autoRenew,
        Naming naming,
        Login login,
        SecurityGroupTemplate securityGroup,
        @Nullable Integer expiryDay,
        @Nullable AgreedPrice agreed,
        @Nullable String wish) {

    /** Machines that expire when their months are over. */
    public Purchase(
            InstanceSpec spec,
            int count,
            boolean autoRenew,
            Naming naming,
            Login login,
            SecurityGroupTemplate securityGroup,
            @Nullable AgreedPrice agreed,
            @Nullable String wish) {
        this(spec, count, autoRenew, naming, login, securityGroup, null, agreed, wish);
    }

    /** For how long they are paid if they are prepaid. */
    RenewalPeriod period() {
        return new RenewalPeriod(spec.months(), expiryDay);
    }
}
