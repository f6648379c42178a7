package shop.cvm.order;

import shop.cvm.instance.InstanceId;

/** A machine cannot be renewed with this bandwidth. Nothing was ordered. */
public class NotLowerable extends RuntimeException {

    private final transient InstanceId instance;
    private final int most;

    NotLowerable(InstanceId instance, int most) {
        super("Instance " + instance + " cannot be renewed with this bandwidth; " + most + " Mbps is the most");
        this.instance = instance;
        this.most = most;
    }

    public InstanceId instance() {
        return instance;
    }

    /** The most that it can be renewed with, in Mbps: what it has then; 0 if nothing can be chosen. */
    public int most() {
        return most;
    }
}
