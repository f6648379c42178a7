package shop.cvm.network;

/** The account has no such security group. */
public class NoSuchSecurityGroup extends RuntimeException {

    public NoSuchSecurityGroup(SecurityGroupId id) {
        super("Security group " + id + " is not there");
    }
}
