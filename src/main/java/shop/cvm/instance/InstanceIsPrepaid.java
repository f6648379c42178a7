package shop.cvm.instance;

/** A prepaid instance is not terminated by its owner: it runs until what was paid for is over. */
public class InstanceIsPrepaid extends RuntimeException {

    InstanceIsPrepaid(InstanceId id) {
        super("Instance " + id + " is prepaid; it ends when it expires");
    }
}
