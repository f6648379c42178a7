package shop.cvm.web.order;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.LoginKind;
import shop.cvm.pricing.Quote;
import shop.cvm.web.purchase.Selection;

/**
 * Some machines at checkout, all alike.
 *
 * @param prefix what the names of its hidden fields begin with
 * @param item the item of the cart that it is; null if it comes from the purchase page
 * @param selection what was put together
 * @param quote what it costs today
 */
record CheckoutLine(String prefix, @Nullable String item, Selection selection, Quote quote) {

    /** What it costs, line by line. */
    public Slip slip() {
        return Slip.of(selection.spec(), quote);
    }

    /** Whether its owner chooses the password, here and now. */
    public boolean needsPassword() {
        return selection.login() == LoginKind.PASSWORD;
    }

    /** Whether its owner chooses the key pair, here and now. */
    public boolean needsKeyPair() {
        return selection.login() == LoginKind.KEY_PAIR;
    }

    /** Everything that is confirmed with the button, for the form's hidden fields. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        selection.parameters().forEach((name, value) -> fields.put(prefix + name, value));
        fields.put(prefix + "agreedTotal", quote.total().getAmount().toPlainString());
        fields.put(
                prefix + "agreedRate",
                quote.perHour().perHour().stripTrailingZeros().toPlainString());
        if (item != null) {
            fields.put(prefix + "item", item);
        }
        return fields;
    }
}
