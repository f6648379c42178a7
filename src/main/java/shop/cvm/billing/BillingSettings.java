package shop.cvm.billing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Positive;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How usage is settled and what happens when it is not paid ({@code domain.md} 10.2).
 *
 * @param batch how many accounts are settled in one transaction
 * @param warnDays a warning is sent when the balance lasts less than so many days
 * @param runFor how long machines run on after the settlement that the balance did not cover
 * @param keepFor how long they are kept after they were shut down, before they are reclaimed
 * @param waitForMoney how much longer they are kept at most while a payment that was begun before is still open
 * @param longestPause the longest pause between two tries to settle an account that cannot be settled
 */
@Validated
@ConfigurationProperties("shop.billing")
public record BillingSettings(
        @DefaultValue("1000") @Positive @Max(10_000) int batch,
        @DefaultValue("5") @Positive int warnDays,
        @DefaultValue("2h") @DurationMin Duration runFor,
        @DefaultValue("24h") @DurationMin Duration keepFor,
        @DefaultValue("24h") @DurationMin Duration waitForMoney,
        @DefaultValue("6h") @DurationMin(seconds = 1) Duration longestPause) {}
