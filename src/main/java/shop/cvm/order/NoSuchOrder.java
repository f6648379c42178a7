package shop.cvm.order;

/** The account has no order of this number; whether somebody else has is not told. */
public class NoSuchOrder extends RuntimeException {

    NoSuchOrder(OrderNumber number) {
        super("The account has no order " + number);
    }
}
