package shop.cvm.order;

import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.Login;
import shop.cvm.instance.Naming;
import shop.cvm.network.SecurityGroupTemplate;

/** Purchases with names, to start a test from. */
public final class Purchases {

    private Purchases() {}

    /** These machines, called web-1 and so on, with a random password, at whatever they cost. */
    public static Purchase of(InstanceSpec spec, int count) {
        return new Purchase(
                spec, count, false, Naming.of("web-"), Login.random(), SecurityGroupTemplate.SSH_22, null, null);
    }

    public static Purchase withLogin(Purchase purchase, Login login) {
        return new Purchase(
                purchase.spec(),
                purchase.count(),
                purchase.autoRenew(),
                purchase.naming(),
                login,
                purchase.securityGroup(),
                purchase.expiryDay(),
                purchase.agreed(),
                purchase.wish());
    }

    public static Purchase agreed(Purchase purchase, AgreedPrice agreed) {
        return new Purchase(
                purchase.spec(),
                purchase.count(),
                purchase.autoRenew(),
                purchase.naming(),
                purchase.login(),
                purchase.securityGroup(),
                purchase.expiryDay(),
                agreed,
                purchase.wish());
    }
}
