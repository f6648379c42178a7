package shop.cvm.cart;

import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.LoginKind;
import shop.cvm.instance.Naming;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.order.RenewalPeriod;

/**
 * Machines that somebody would like to have, all alike. A password is no part of it: it is asked for at checkout, and
 * kept nowhere before that.
 *
 * @param spec one machine
 * @param count how many
 * @param autoRenew prepaid: whether they are to renew themselves
 * @param naming what they are to be called
 * @param login how to get in
 * @param securityGroup the default group they are to stand behind
 * @param expiryDay prepaid: day of the month that they are to expire on, if their period allows for that; null for none
 */
public record Wish(
        InstanceSpec spec,
        int count,
        boolean autoRenew,
        Naming naming,
        LoginKind login,
        SecurityGroupTemplate securityGroup,
        @Nullable Integer expiryDay) {

    /** Machines that expire when their months are over. */
    public Wish(
            InstanceSpec spec,
            int count,
            boolean autoRenew,
            Naming naming,
            LoginKind login,
            SecurityGroupTemplate securityGroup) {
        this(spec, count, autoRenew, naming, login, securityGroup, null);
    }

    /** For how long they are paid if they are prepaid. */
    RenewalPeriod period() {
        return RenewalPeriod.of(spec.months(), spec.isPrepaid() ? expiryDay : null);
    }
}
