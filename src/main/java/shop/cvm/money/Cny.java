package shop.cvm.money;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.joda.money.CurrencyUnit;
import org.joda.money.Money;

/**
 * Amounts in Chinese yuan, the shop's only currency. An amount is a {@link Money} with two decimals; this is the one
 * place where an exact figure becomes an amount.
 */
public final class Cny {

    /** The currency of every amount in the shop. */
    public static final CurrencyUnit CURRENCY = CurrencyUnit.of("CNY");

    /** Nothing: 0.00 CNY. */
    public static final Money ZERO = Money.zero(CURRENCY);

    private Cny() {}

    /**
     * The amount written as a decimal number, for example {@code "12.30"}.
     *
     * @throws ArithmeticException if the text has more than two decimals
     */
    public static Money of(String amount) {
        return Money.of(CURRENCY, new BigDecimal(amount));
    }

    /** The exact figure rounded half up to 0.01 CNY. */
    public static Money round(BigDecimal exact) {
        return Money.of(CURRENCY, exact, RoundingMode.HALF_UP);
    }
}
