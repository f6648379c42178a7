package shop.cvm.network;

/** Id of a security group: {@code sg-} and eight characters. */
public record SecurityGroupId(String securityGroupId) {

    static SecurityGroupId next() {
        return new SecurityGroupId(ResourceId.next("sg"));
    }

    @Override
    public String toString() {
        return securityGroupId;
    }
}
