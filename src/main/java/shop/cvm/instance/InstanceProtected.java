package shop.cvm.instance;

/** An instance is protected from termination. Nothing was changed: its owner has to lift the protection first. */
public class InstanceProtected extends RuntimeException {

    private final transient InstanceId id;

    InstanceProtected(InstanceId id) {
        super("Instance " + id + " is protected from termination");
        this.id = id;
    }

    public InstanceId id() {
        return id;
    }
}
