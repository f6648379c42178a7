package shop.cvm.cart;

/** The cart holds as many items as it may; nothing was added. */
public class CartFull extends RuntimeException {

    private final int most;

    CartFull(int most) {
        super("The cart holds " + most + " items already; order or remove some");
        this.most = most;
    }

    /** How many items a cart holds at most. */
    public int most() {
        return most;
    }
}
