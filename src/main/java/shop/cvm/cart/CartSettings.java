package shop.cvm.cart;

import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of carts.
 *
 * @param maxItems how many items a cart holds at most
 * @param keepFor how long a visitor's cart is kept after something was last added to it, in business time
 */
@Validated
@ConfigurationProperties("shop.cart")
public record CartSettings(
        @DefaultValue("50") @Min(1) int maxItems,
        @DefaultValue("30d") @DurationMin(minutes = 1) Duration keepFor) {}
