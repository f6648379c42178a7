package shop.cvm.cart;

/**
 * Some of what is being ordered has left the cart meanwhile: ordered or removed in another window. Nothing was ordered,
 * so that nobody buys twice what they wanted once.
 */
public class ItemsGone extends RuntimeException {

    ItemsGone(int wanted, int found) {
        super("Of " + wanted + " items to be ordered, " + found + " are in the cart");
    }
}
