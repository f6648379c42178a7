package shop.cvm.instance;

/**
 * The machine is stopped without charge: until it is started again, nothing is done with it but ending it
 * ({@code domain.md} 5.5). Nothing was changed.
 */
public class InstanceShelved extends RuntimeException {

    InstanceShelved(InstanceId id) {
        super("Instance " + id + " is stopped without charge; start it before anything else");
    }
}
