package shop.cvm.account;

/** The account has a key pair of this name, or with this public key, already. */
public class KeyPairExists extends RuntimeException {

    KeyPairExists() {
        super("The account has a key pair of this name or with this key");
    }
}
