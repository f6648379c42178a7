package shop.cvm.web.billing;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.joda.money.Money;
import shop.cvm.money.Cny;
import shop.cvm.payment.WalletKind;

/**
 * What somebody typed into the top-up form or what a link put there; any text at all.
 *
 * @param amount in CNY
 * @param wallet name of a wallet
 * @param order number of the order the money is meant for, or empty
 */
record TopUpForm(String amount, String wallet, String order) {

    /** Thousands may be separated as the shop separates them; more digits than any limit would have are refused. */
    private static final Pattern AMOUNT = Pattern.compile("(?:\\d{1,12}|\\d{1,3}(?:,\\d{3}){1,3})(?:\\.\\d{1,2})?");

    private static final Pattern ORDER = Pattern.compile("[0-9-]{1,32}");

    /** The amount, or empty if it cannot be read as one. */
    Optional<Money> money() {
        String text = amount.strip();
        return AMOUNT.matcher(text).matches() ? Optional.of(Cny.of(text.replace(",", ""))) : Optional.empty();
    }

    /** The wallet, or empty if none is chosen. */
    Optional<WalletKind> walletKind() {
        return Stream.of(WalletKind.values())
                .filter(kind -> kind.name().equals(wallet))
                .findFirst();
    }

    /** The order, or empty if there is none or no order can have this number. */
    Optional<String> orderNumber() {
        return Optional.of(order).filter(number -> ORDER.matcher(number).matches());
    }
}
