package shop.cvm.order;

import shop.cvm.instance.RenewFlag;

/**
 * Machines that somebody buys and pays for at once.
 *
 * @param purchase what
 * @param fewest how many of them have to be left at least, up to as many as are wanted
 * @param renewal prepaid: what happens by itself when their time runs out
 * @param settings what else is decided about them at once
 */
public record DirectPurchase(Purchase purchase, int fewest, RenewFlag renewal, FirstSettings settings) {

    Purchase of(int count) {
        return new Purchase(
                purchase.spec(),
                count,
                purchase.autoRenew(),
                purchase.naming(),
                purchase.login(),
                purchase.securityGroup(),
                purchase.expiryDay(),
                purchase.agreed(),
                purchase.wish());
    }
}
