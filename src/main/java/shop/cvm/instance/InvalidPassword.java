package shop.cvm.instance;

import java.util.Set;
import shop.cvm.catalog.OsType;

/** A password breaks rules of the machine's operating system. The password itself is not told. */
public class InvalidPassword extends RuntimeException {

    private final OsType osType;
    private final Set<PasswordFault> faults;

    InvalidPassword(OsType osType, Set<PasswordFault> faults) {
        super("The password breaks rules for " + osType + ": " + faults);
        this.osType = osType;
        this.faults = Set.copyOf(faults);
    }

    public OsType osType() {
        return osType;
    }

    public Set<PasswordFault> faults() {
        return faults;
    }
}
