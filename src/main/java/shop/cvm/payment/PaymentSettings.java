package shop.cvm.payment;

import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import java.math.BigDecimal;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.joda.money.Money;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import shop.cvm.money.Cny;

/**
 * Settings of payments.
 *
 * @param maxTopUp most that one top-up can be, in CNY
 * @param timeout how long the payer has, in business time
 * @param firstQuery after how long without news the wallet is asked for the first time, in business time; from then on
 *     after twice as long each time, but at least every five minutes
 */
@Validated
@ConfigurationProperties("shop.payment")
public record PaymentSettings(
        @DefaultValue("100000.00") @DecimalMin("0.01") @Digits(integer = 15, fraction = 2)
        BigDecimal maxTopUp,

        @DefaultValue("15m") @DurationMin(seconds = 1) Duration timeout,
        @DefaultValue("10s") @DurationMin(seconds = 1) Duration firstQuery) {

    /** The smallest amount there is. */
    public static final Money MIN_TOP_UP = Cny.of("0.01");

    /** Most that one top-up can be. */
    public Money max() {
        return Cny.round(maxTopUp);
    }
}
