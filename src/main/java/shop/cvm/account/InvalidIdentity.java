package shop.cvm.account;

import java.util.Set;

/** A name and a number that cannot be somebody's; carries every fault, never the values. */
public class InvalidIdentity extends RuntimeException {

    private final Set<IdentityFault> faults;

    InvalidIdentity(Set<IdentityFault> faults) {
        super("Cannot verify the identity: " + faults);
        this.faults = Set.copyOf(faults);
    }

    public Set<IdentityFault> faults() {
        return faults;
    }
}
