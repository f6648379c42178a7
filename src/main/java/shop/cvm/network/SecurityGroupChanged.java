package shop.cvm.network;

/** The rules of a security group were changed since they were looked at. Nothing more was changed. */
public class SecurityGroupChanged extends RuntimeException {

    public SecurityGroupChanged(SecurityGroupId id) {
        super("The rules of security group " + id + " are not those any more");
    }
}
