package shop.cvm.sandbox;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import java.math.BigDecimal;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import shop.cvm.account.ApiKeys;
import shop.cvm.account.SignUpFault;

/**
 * An account that is there from the first start on, verified and with money. It needs no sandbox mode.
 *
 * @param email its address; empty for no such account
 * @param password its password when it is opened; changing the setting later changes nothing
 * @param balance what it is given once, in CNY
 * @param secretId id of its API key; empty for none
 * @param secretKey what requests are signed with by this key, from each start on
 */
@Validated
@ConfigurationProperties("shop.sandbox.account")
record SandboxAccountSettings(
        @DefaultValue("") String email,
        @DefaultValue("") String password,

        @DefaultValue("0.00") @DecimalMin("0.00") @Digits(integer = 15, fraction = 2)
        BigDecimal balance,

        @DefaultValue("") String secretId,
        @DefaultValue("") String secretKey) {

    SandboxAccountSettings {
        Set<SignUpFault> faults = SignUpFault.of(email, password);
        if (!(email.isEmpty() && password.isEmpty()) && !faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "shop.sandbox.account.email and shop.sandbox.account.password cannot make an account: " + faults);
        }
        if (!secretId.isEmpty() && (email.isEmpty() || !ApiKeys.isUsable(secretId, secretKey))) {
            throw new IllegalArgumentException("shop.sandbox.account.secret-id has 8 to 64 letters, digits, hyphens or"
                    + " underscores, shop.sandbox.account.secret-key 16 to 128 printable ASCII characters, and both need"
                    + " shop.sandbox.account.email");
        }
    }

    /** Without the password and the secret. */
    @Override
    public String toString() {
        return "SandboxAccountSettings[email=" + email + ", balance=" + balance + "]";
    }
}
