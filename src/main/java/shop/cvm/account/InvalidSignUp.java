package shop.cvm.account;

import java.util.Set;

/** An e-mail address and password that break the rules; carries every fault, never the values. */
public class InvalidSignUp extends RuntimeException {

    private final Set<SignUpFault> faults;

    InvalidSignUp(Set<SignUpFault> faults) {
        super("Cannot sign up: " + faults);
        this.faults = Set.copyOf(faults);
    }

    public Set<SignUpFault> faults() {
        return faults;
    }
}
