package shop.cvm.order;

/** The price is no longer the one the customer accepted; nothing was placed. */
public class PriceChanged extends RuntimeException {

    private final transient AgreedPrice agreed;
    private final transient AgreedPrice current;

    PriceChanged(AgreedPrice agreed, AgreedPrice current) {
        super("The price was " + agreed + " and is " + current + "; accept the new one to go on");
        this.agreed = agreed;
        this.current = current;
    }

    public AgreedPrice agreed() {
        return agreed;
    }

    public AgreedPrice current() {
        return current;
    }
}
