package shop.cvm.instance;

/** An instance cannot stand behind these security groups. Nothing was changed. */
public class InvalidGroups extends RuntimeException {

    /** Why. */
    public enum Fault {
        /** There has to be one at least. */
        NONE,
        /** They are more than {@link InstanceGroups#MOST}. */
        TOO_MANY,
        /** One of them belongs to another region, or is not the account's. */
        ELSEWHERE
    }

    private final Fault fault;

    InvalidGroups(InstanceId instance, Fault fault) {
        super("Instance " + instance + " cannot stand behind these security groups: " + fault);
        this.fault = fault;
    }

    public Fault fault() {
        return fault;
    }
}
