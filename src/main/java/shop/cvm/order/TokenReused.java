package shop.cvm.order;

/** A token that placed an order came with another purchase; nothing was placed. */
public class TokenReused extends RuntimeException {

    TokenReused(OrderNumber placed) {
        super("The token has placed order " + placed + " already, with other content; use a new one");
    }
}
