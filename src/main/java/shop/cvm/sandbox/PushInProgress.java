package shop.cvm.sandbox;

/** The shop's clock is being pushed already. Nothing was changed. */
public class PushInProgress extends RuntimeException {

    PushInProgress() {
        super("The shop's clock is being pushed already; wait until it has arrived");
    }
}
