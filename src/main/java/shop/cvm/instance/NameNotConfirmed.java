package shop.cvm.instance;

/** Whoever wants to terminate an instance has to type what it is called, and typed something else. */
public class NameNotConfirmed extends RuntimeException {

    NameNotConfirmed(InstanceId id) {
        super("The name of instance " + id + " was not typed");
    }
}
