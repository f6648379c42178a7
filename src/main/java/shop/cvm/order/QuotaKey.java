package shop.cvm.order;

import java.time.Instant;
import java.time.YearMonth;
import java.util.Comparator;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.ChargeType;
import shop.cvm.time.ShopCalendar;

/**
 * What is counted together. Everybody takes several of them in the same sequence, so that nobody waits in a circle.
 *
 * @param countedIn prepaid: the calendar month, such as {@code 2026-11}; postpaid: all that exist
 */
record QuotaKey(AccountId account, String zone, ChargeType chargeType, String countedIn) {

    static final Comparator<QuotaKey> SEQUENCE = Comparator.comparing(
                    (QuotaKey key) -> key.account().accountId())
            .thenComparing(QuotaKey::zone)
            .thenComparing(QuotaKey::chargeType)
            .thenComparing(QuotaKey::countedIn);

    private static final String ALL_THAT_EXIST = "EXISTING";

    /** @param placedAt when the machines were ordered */
    static QuotaKey of(AccountId account, String zone, ChargeType chargeType, Instant placedAt) {
        String month = YearMonth.from(ShopCalendar.dayOf(placedAt)).toString();
        return new QuotaKey(account, zone, chargeType, chargeType == ChargeType.PREPAID ? month : ALL_THAT_EXIST);
    }

    /** What a machine was counted as until it was converted. */
    static QuotaKey beforeConversion(OrderLine line) {
        Order order = line.order();
        return of(order.account(), line.spec().zone(), ChargeType.POSTPAID_BY_HOUR, order.createdAt());
    }

    static QuotaKey of(OrderLine line) {
        Order order = line.order();
        return of(order.account(), line.spec().zone(), line.spec().chargeType(), order.createdAt());
    }
}
