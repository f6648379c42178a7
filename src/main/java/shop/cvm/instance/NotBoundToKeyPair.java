package shop.cvm.instance;

/** An instance is not bound to the key pair that it was to be unbound from. */
public class NotBoundToKeyPair extends RuntimeException {

    NotBoundToKeyPair(InstanceId id) {
        super("Instance " + id + " is not bound to such a key pair");
    }
}
