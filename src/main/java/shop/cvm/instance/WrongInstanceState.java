package shop.cvm.instance;

/** What was asked for cannot be done with an instance as long as it is in this state. Nothing was changed. */
public class WrongInstanceState extends RuntimeException {

    private final InstanceId id;
    private final InstanceState state;

    WrongInstanceState(InstanceId id, InstanceState state, String asked) {
        super("Instance " + id + " is " + state + " and cannot be asked to " + asked);
        this.id = id;
        this.state = state;
    }

    public InstanceId id() {
        return id;
    }

    public InstanceState state() {
        return state;
    }
}
