package shop.cvm.order;

import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.Launch;
import shop.cvm.instance.Login;
import shop.cvm.network.SecurityGroupTemplate;

/**
 * What a customer orders: some machines, all alike.
 *
 * @param spec one machine
 * @param count how many
 * @param autoRenew prepaid: whether they renew themselves
 * @param name name or name pattern, at most {@link Launch#MAX_NAME} characters; empty for none
 * @param login how to get in
 * @param securityGroup the default group they stand behind
 * @param agreed the price the customer accepted; null to take whatever it is now
 */
public record Purchase(
        InstanceSpec spec,
        int count,
        boolean autoRenew,
        String name,
        Login login,
        SecurityGroupTemplate securityGroup,
        @Nullable AgreedPrice agreed) {

    public Purchase {
        if (name.length() > Launch.MAX_NAME) {
            throw new IllegalArgumentException("A name has at most " + Launch.MAX_NAME + " characters");
        }
    }
}
