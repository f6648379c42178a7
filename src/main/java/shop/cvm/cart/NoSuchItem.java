package shop.cvm.cart;

/** The cart has no such item, or not any more. */
public class NoSuchItem extends RuntimeException {

    NoSuchItem(String item) {
        super("The cart has no item " + item);
    }
}
