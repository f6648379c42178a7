package shop.cvm.audit;

import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * When somebody outside the shop counts as away, by the system's clock.
 *
 * @param silentAfter how long they have been asked in vain before the health answer says so
 * @param remember how long what was seen of them is taken for how they are
 */
@Validated
@ConfigurationProperties("shop.contacts")
public record ContactSettings(
        @DefaultValue("2m") @DurationMin(seconds = 1) Duration silentAfter,
        @DefaultValue("15m") @DurationMin(seconds = 1) Duration remember) {}
