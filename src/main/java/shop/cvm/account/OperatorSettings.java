package shop.cvm.account;

import java.util.Locale;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who operates the shop. Without both settings nobody does, and everything that is the operator's is closed.
 *
 * @param email their account's address; the account is opened at the start
 * @param password their account's password, from each start on, whatever it was before
 */
@ConfigurationProperties("shop.operator")
public record OperatorSettings(
        @DefaultValue("") String email, @DefaultValue("") String password) {

    public OperatorSettings {
        email = email.strip().toLowerCase(Locale.ROOT);
        Set<SignUpFault> faults = SignUpFault.of(email, password);
        if (!(email.isEmpty() && password.isEmpty()) && !faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "shop.operator.email and shop.operator.password cannot make an account: " + faults);
        }
    }

    /** Whether there is an operator at all. */
    public boolean isConfigured() {
        return !email.isEmpty();
    }

    /** Whether this person signed in as the operator and is it still. */
    public boolean isOperator(SignedIn user) {
        return user.asOperator() && user.getUsername().equals(email);
    }

    boolean isEmailOf(Account account) {
        return account.email().equals(email);
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "OperatorSettings[email=" + email + "]";
    }
}
