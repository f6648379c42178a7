package shop.cvm.account;

/** A name of a key pair is empty, too long, or has other characters than it may. */
public class InvalidKeyPairName extends RuntimeException {

    InvalidKeyPairName() {
        super("A name of a key pair has 1 to 25 letters, digits or underscores");
    }
}
