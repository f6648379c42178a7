package shop.cvm.order;

/** A token that placed an order came with another purchase; nothing was placed. */
public class TokenReused extends RuntimeException {

    private final transient OrderNumber placed;

    TokenReused(OrderNumber placed) {
        super("The token has placed order " + placed + " already, with other content; use a new one");
        this.placed = placed;
    }

    /** The order that was placed with it. */
    public OrderNumber placed() {
        return placed;
    }
}
