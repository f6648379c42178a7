package shop.cvm.instance;

/** The account has no instance of this id; whether somebody else has is not told. */
public class NoSuchInstance extends RuntimeException {

    NoSuchInstance(InstanceId id) {
        super("The account has no instance " + id);
    }
}
