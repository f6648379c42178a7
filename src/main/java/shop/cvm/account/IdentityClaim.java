package shop.cvm.account;

import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who somebody says they are.
 *
 * @param name as in their document, at most 60 characters
 * @param number of their document, 6 to 20 letters and digits
 */
public record IdentityClaim(String name, String number) {

    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Nd}]{1,60}");
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9]{6,20}");

    public IdentityClaim {
        name = name.strip();
        number = number.strip();
    }

    /** What is wrong with it; none means that the simulated check passes. */
    public Set<IdentityFault> faults() {
        Set<IdentityFault> faults = EnumSet.noneOf(IdentityFault.class);
        if (!NAME.matcher(name).matches()) {
            faults.add(IdentityFault.NAME);
        }
        if (!NUMBER.matcher(number).matches()) {
            faults.add(IdentityFault.NUMBER);
        }
        return faults;
    }

    /** Says nothing: whoever logs it keeps nobody's data. */
    @Override
    public String toString() {
        return "IdentityClaim";
    }
}
