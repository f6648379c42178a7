package shop.cvm.order;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Settings of orders.
 *
 * @param payWithin how long an order can be paid, in business time; its machines are held meanwhile
 */
@Validated
@ConfigurationProperties("shop.order")
public record OrderSettings(
        @DefaultValue("15m") @DurationMin(seconds = 1) Duration payWithin) {}
