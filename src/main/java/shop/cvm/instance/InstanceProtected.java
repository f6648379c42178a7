package shop.cvm.instance;

/** An instance is protected from termination. Nothing was changed: its owner has to lift the protection first. */
public class InstanceProtected extends RuntimeException {

    InstanceProtected(InstanceId instance) {
        super("Instance " + instance + " is protected from termination");
    }
}
