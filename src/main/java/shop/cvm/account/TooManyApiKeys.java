package shop.cvm.account;

/** The account has as many API keys as it can have. None was made. */
public class TooManyApiKeys extends RuntimeException {

    TooManyApiKeys() {
        super("An account has at most " + ApiKeys.MOST + " API keys; delete one first");
    }
}
