package shop.cvm.cart;

import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.LoginKind;
import shop.cvm.instance.Naming;
import shop.cvm.network.SecurityGroupTemplate;

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
 */
public record Wish(
        InstanceSpec spec,
        int count,
        boolean autoRenew,
        Naming naming,
        LoginKind login,
        SecurityGroupTemplate securityGroup) {}
