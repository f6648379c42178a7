package shop.cvm.order;

import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;

/** A machine cannot be renewed: it is paid by the hour, still being made, or given up. */
public class NotRenewable extends RuntimeException {

    private final transient InstanceId instance;
    private final InstanceState state;
    private final boolean isPrepaid;

    NotRenewable(Instance instance) {
        super("Instance " + instance.id() + " is " + instance.state() + ", "
                + instance.configuration().chargeType() + ", and cannot be renewed");
        this.instance = instance.id();
        this.state = instance.state();
        this.isPrepaid = instance.configuration().isPrepaid();
    }

    public InstanceId instance() {
        return instance;
    }

    /** Where it is, which is the reason if it is prepaid. */
    public InstanceState state() {
        return state;
    }

    /** Whether it has an end at all. */
    public boolean isPrepaid() {
        return isPrepaid;
    }
}
