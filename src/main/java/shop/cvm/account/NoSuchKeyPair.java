package shop.cvm.account;

/** The account has no key pair of this id. */
public class NoSuchKeyPair extends RuntimeException {

    NoSuchKeyPair(KeyPairId id) {
        super("There is no key pair " + id);
    }
}
