package shop.cvm.sandbox;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import java.math.BigDecimal;
import java.util.Set;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import shop.cvm.account.SignUpFault;

/**
 * An account that is there from the first start on, verified and with money. It needs no sandbox mode.
 *
 * @param email its address; empty for no such account
 * @param password its password when it is opened; changing the setting later changes nothing
 * @param balance what it is given once, in CNY
 */
@Validated
@ConfigurationProperties("shop.sandbox.account")
record SandboxAccountSettings(
        @DefaultValue("") String email,
        @DefaultValue("") String password,

        @DefaultValue("0.00") @DecimalMin("0.00") @Digits(integer = 15, fraction = 2)
        BigDecimal balance) {

    SandboxAccountSettings {
        Set<SignUpFault> faults = SignUpFault.of(email, password);
        if (!(email.isEmpty() && password.isEmpty()) && !faults.isEmpty()) {
            throw new IllegalArgumentException(
                    "shop.sandbox.account.email and shop.sandbox.account.password cannot make an account: " + faults);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "SandboxAccountSettings[email=" + email + ", balance=" + balance + "]";
    }
}
