package shop.cvm.instance;

/** An instance has a time at which it is terminated. Nothing was changed: its owner has to cancel that first. */
public class TerminationIsTimed extends RuntimeException {

    TerminationIsTimed(InstanceId instance) {
        super("Instance " + instance + " is to be terminated at a set time");
    }
}
