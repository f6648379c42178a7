package shop.cvm.order;

import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How prepaid machines can be returned ({@code domain.md} 11.2 and 11.3).
 *
 * @param fullWithinDays until how many days after its purchase everything that was paid for a machine is paid back,
 *     the last moment of them included
 * @param fullMost how many machines an account can return like that
 * @param ordinaryMost how many more it can return for what is left
 * @param ordinaryWithinDays until how many days after their purchase; null for no end
 * @param eachYear whether both are counted anew in every calendar year
 * @param upgradedWithinDays until how many days after its purchase the host of an upgraded machine is valued up to its first
 *     upgrade only, as the published example has it ({@code domain.md} 14, V5); from then on it is valued until it is
 *     returned, as it was bought
 * @param offerFor how long an amount that was offered is paid back as it was; the use within that time is free
 */
@Validated
@ConfigurationProperties("shop.order.returns")
public record ReturnSettings(
        @DefaultValue("5") @PositiveOrZero int fullWithinDays,
        @DefaultValue("1") @PositiveOrZero int fullMost,
        @DefaultValue("3") @PositiveOrZero int ordinaryMost,
        @Nullable @PositiveOrZero Integer ordinaryWithinDays,
        @DefaultValue("false") boolean eachYear,
        @DefaultValue("5") @PositiveOrZero int upgradedWithinDays,
        @DefaultValue("15m") @DurationMin(seconds = 1) Duration offerFor) {

    /** How many machines an account can return by this rule. */
    public int most(ReturnKind kind) {
        return kind == ReturnKind.FIVE_DAY ? fullMost : ordinaryMost;
    }
}
