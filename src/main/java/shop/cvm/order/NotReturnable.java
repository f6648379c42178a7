package shop.cvm.order;

import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;

/** A machine cannot be returned. Nothing was changed, and nothing paid back. */
public class NotReturnable extends RuntimeException {

    /** Why. */
    public enum Reason {
        /** It is paid by the hour: it is terminated, and nothing was paid for it in advance. */
        POSTPAID,
        /** It neither runs nor stands still; {@link NotReturnable#state()} says what it does. */
        STATE,
        /** What was paid for is over. */
        OVER,
        /** It was returned before; a machine that was brought back is not returned again. */
        RETURNED,
        /** It is protected from termination; its owner has to lift that first. */
        PROTECTED,
        /** Its purchase is too long ago. */
        TOO_OLD,
        /** The account has returned as many machines as it can. */
        LIMIT
    }

    private final transient InstanceId instance;
    private final InstanceState state;
    private final Reason reason;

    NotReturnable(Instance instance, Reason reason) {
        super("Instance " + instance.id() + ", " + instance.state() + ", cannot be returned: " + reason);
        this.instance = instance.id();
        this.state = instance.state();
        this.reason = reason;
    }

    public InstanceId instance() {
        return instance;
    }

    public InstanceState state() {
        return state;
    }

    public Reason reason() {
        return reason;
    }
}
