package shop.cvm.account;

/** A key pair cannot be deleted as long as an instance, or an order that is not paid yet, refers to it. */
public class KeyPairInUse extends RuntimeException {

    KeyPairInUse(KeyPairId id) {
        super("Key pair " + id + " is used by an instance or an unpaid order");
    }
}
