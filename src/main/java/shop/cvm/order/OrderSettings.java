package shop.cvm.order;

import jakarta.validation.Valid;
import jakarta.validation.constraints.PositiveOrZero;
import java.time.Duration;
import org.hibernate.validator.constraints.time.DurationMin;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;
import shop.cvm.catalog.ChargeType;

/**
 * Settings of orders.
 *
 * @param payWithin how long an order can be paid, in business time; its machines are held meanwhile
 * @param quota how many machines one account may buy in one zone
 */
@Validated
@ConfigurationProperties("shop.order")
public record OrderSettings(
        @DefaultValue("15m") @DurationMin(seconds = 1) Duration payWithin,
        @DefaultValue @Valid PurchaseQuota quota) {

    /**
     * Machines per account and zone ({@code domain.md} 1.2). Prepaid ones count when they are newly bought, by calendar
     * month; postpaid ones as long as they exist.
     *
     * @param prepaidMainland prepaid, in a zone of mainland China
     * @param prepaidElsewhere prepaid, in any other zone
     * @param postpaidMainland postpaid, in a zone of mainland China
     * @param postpaidElsewhere postpaid, in any other zone
     */
    public record PurchaseQuota(
            @DefaultValue("150") @PositiveOrZero int prepaidMainland,
            @DefaultValue("100") @PositiveOrZero int prepaidElsewhere,
            @DefaultValue("30") @PositiveOrZero int postpaidMainland,
            @DefaultValue("20") @PositiveOrZero int postpaidElsewhere) {

        int total(boolean mainland, ChargeType chargeType) {
            if (chargeType == ChargeType.PREPAID) {
                return mainland ? prepaidMainland : prepaidElsewhere;
            }
            return mainland ? postpaidMainland : postpaidElsewhere;
        }
    }
}
