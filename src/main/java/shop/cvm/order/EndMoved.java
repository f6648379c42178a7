package shop.cvm.order;

import java.time.Instant;
import shop.cvm.instance.InstanceId;

/** The time of a machine that is to be renewed does not end any more when its customer was told it does. */
public class EndMoved extends RuntimeException {

    private final transient InstanceId instance;
    private final Instant now;

    EndMoved(InstanceId instance, Instant now) {
        super("The time of instance " + instance + " ends at " + now + " by now");
        this.instance = instance;
        this.now = now;
    }

    public InstanceId instance() {
        return instance;
    }

    /** When it ends. */
    public Instant now() {
        return now;
    }
}
