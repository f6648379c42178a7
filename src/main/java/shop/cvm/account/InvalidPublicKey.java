package shop.cvm.account;

/** A text is no public key that machines accept. */
public class InvalidPublicKey extends RuntimeException {

    InvalidPublicKey() {
        super("The text is no public key of RSA with 2048 bits or more, or of Ed25519");
    }
}
