package shop.cvm.network;

/** Machines stand behind a security group, which can therefore not be deleted. Nothing was changed. */
public class SecurityGroupInUse extends RuntimeException {

    public SecurityGroupInUse(SecurityGroupId id) {
        super("Machines stand behind security group " + id);
    }
}
