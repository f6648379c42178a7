package shop.cvm.network;

import java.util.regex.Pattern;

/** Id of a security group: {@code sg-} and eight characters. */
public record SecurityGroupId(String securityGroupId) {

    private static final Pattern FORM = Pattern.compile("sg-[a-z0-9]{8}");

    static SecurityGroupId next() {
        return new SecurityGroupId(ResourceId.next("sg"));
    }

    /** Whether a security group can have it. */
    boolean isWellFormed() {
        return FORM.matcher(securityGroupId).matches();
    }

    @Override
    public String toString() {
        return securityGroupId;
    }
}
