package shop.cvm.account;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of accounts.
 *
 * @param verificationNeededFor what is sold only to customers whose identity is verified
 * @param signIn how many attempts to sign in may fail
 */
@Validated
@ConfigurationProperties("shop.account")
public record AccountSettings(
        @DefaultValue("POSTPAID") VerificationNeed verificationNeededFor,
        @DefaultValue @Valid SignIn signIn) {

    /**
     * Limits for attempts that fail, by the system's clock.
     *
     * @param perAccount how many for one e-mail address, whether or not it has an account
     * @param perAddress how many from one client address, or one /64 network of IPv6
     * @param within from the first failure on, the time after which counting begins anew
     */
    public record SignIn(
            @DefaultValue("10") @Min(1) int perAccount,
            @DefaultValue("100") @Min(1) int perAddress,
            @DefaultValue("15m") @DurationMin(seconds = 1) Duration within) {}

    /** Whether only verified customers may buy this. */
    public boolean needsVerification(boolean prepaid) {
        return switch (verificationNeededFor) {
            case NOTHING -> false;
            case POSTPAID -> !prepaid;
            case EVERYTHING -> true;
        };
    }
}
