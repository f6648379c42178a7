package shop.cvm.instance;

import jakarta.validation.constraints.PositiveOrZero;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import shop.cvm.pricing.CheaperRule;

/**
 * Settings of changed configurations.
 *
 * @param networkSwitches how often the way a machine's public network is paid for can be changed in all: two times until
 *     2019, since then once in each direction ({@code domain.md} 6.4)
 * @param downgrades how often a prepaid machine can get a cheaper type: once until 2019, since then five times
 *     ({@code domain.md} 5.1 and 11.4)
 * @param downgradeRule what becomes of the money that is left then
 * @param restDiscounted whether the cheaper type has the discount of the time that is left; until 2019 it had none
 *     ({@code domain.md} 14, V9 and V10)
 */
@Validated
@ConfigurationProperties("shop.reconfiguration")
public record ReconfigurationSettings(
        @DefaultValue("2") @PositiveOrZero int networkSwitches,
        @DefaultValue("5") @PositiveOrZero int downgrades,
        @DefaultValue("REFUND") DowngradeRule downgradeRule,
        @DefaultValue("true") boolean restDiscounted) {

    /** What becomes of the money that is left when a prepaid machine gets a cheaper type. */
    public CheaperRule cheaperRule() {
        return new CheaperRule(downgradeRule == DowngradeRule.LONGER, restDiscounted);
    }
}
