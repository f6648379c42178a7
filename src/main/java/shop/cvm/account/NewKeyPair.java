package shop.cvm.account;

/**
 * A key pair that was just made.
 *
 * @param keyPair what is kept of it
 * @param privateKey the private half in the form of PEM, which nobody can tell after a few minutes
 */
public record NewKeyPair(KeyPair keyPair, String privateKey) {

    @Override
    public String toString() {
        return "NewKeyPair[" + keyPair.id() + "]";
    }
}
