package shop.cvm.api;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * A price as the API tells it, in CNY: by unit, or for a whole period; what belongs to the other way is null.
 *
 * @param unitPrice by unit before discounts, up to four decimals
 * @param chargeUnit {@code HOUR} or {@code GB}
 * @param unitPriceDiscount by unit, as it is paid
 * @param unitPriceSecondStep the same after the first price step; null if there is one only
 * @param unitPriceThirdStep the same after the second
 * @param originalPrice for the period before discounts, to the cent
 * @param discountPrice for the period, as it is paid
 * @param discount what is paid as a percentage of the price before discounts
 */
record ItemPrice(
        @Nullable BigDecimal unitPrice,
        @Nullable String chargeUnit,
        @Nullable BigDecimal unitPriceDiscount,
        @Nullable BigDecimal unitPriceSecondStep,
        @Nullable BigDecimal unitPriceDiscountSecondStep,
        @Nullable BigDecimal unitPriceThirdStep,
        @Nullable BigDecimal unitPriceDiscountThirdStep,
        @Nullable BigDecimal originalPrice,
        @Nullable BigDecimal discountPrice,
        BigDecimal discount) {

    private static final int UNIT_DECIMALS = 4;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** For a whole period. */
    static ItemPrice prepaid(Money list, Money paid) {
        BigDecimal discount = list.isZero()
                ? HUNDRED
                : paid.getAmount().multiply(HUNDRED).divide(list.getAmount(), 2, RoundingMode.HALF_UP);
        return new ItemPrice(
                null, null, null, null, null, null, null, list.getAmount(), paid.getAmount(), plain(discount));
    }

    /** By unit, at one price whatever is used. */
    static ItemPrice byUnit(String unit, BigDecimal price) {
        return byHour(unit, price, null, null);
    }

    /** By unit, at a price that falls with use. */
    static ItemPrice byHour(
            String unit, BigDecimal price, @Nullable BigDecimal secondStep, @Nullable BigDecimal thirdStep) {
        BigDecimal first = rounded(price);
        BigDecimal second = secondStep == null ? null : rounded(secondStep);
        BigDecimal third = thirdStep == null ? null : rounded(thirdStep);
        return new ItemPrice(first, unit, first, second, second, third, third, null, null, HUNDRED);
    }

    private static BigDecimal rounded(BigDecimal price) {
        return plain(price.setScale(UNIT_DECIMALS, RoundingMode.HALF_UP));
    }

    private static BigDecimal plain(BigDecimal number) {
        return number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
}
