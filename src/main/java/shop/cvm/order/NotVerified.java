package shop.cvm.order;

/** Some of it is sold only to customers whose identity is verified, and this customer's is not. Nothing was placed. */
public class NotVerified extends RuntimeException {

    NotVerified() {
        super("The account's identity is not verified; verify it, then place the order again");
    }
}
