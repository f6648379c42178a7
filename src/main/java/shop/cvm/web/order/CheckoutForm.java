package shop.cvm.web.order;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.order.AgreedPrice;

/**
 * What came with the button "Place order"; any text at all.
 *
 * @param query the configuration, as the purchase page's address has it
 * @param token which attempt to place an order this is
 * @param agreed the price that was shown; null if the form does not tell
 * @param password the chosen password of the machines, or empty
 */
record CheckoutForm(String query, String token, @Nullable AgreedPrice agreed, String password) {

    static final String TOKEN = "token";
    static final String TOTAL = "agreedTotal";
    static final String RATE = "agreedRate";
    static final String PASSWORD = "password";

    private static final Set<String> OWN = Set.of(TOKEN, TOTAL, RATE, PASSWORD, "_csrf");
    private static final Pattern TOKEN_FORM = Pattern.compile("[0-9a-zA-Z-]{1,64}");
    private static final Pattern FIGURE = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,8})?");

    static CheckoutForm of(HttpServletRequest request) {
        return new CheckoutForm(
                query(request),
                text(request, TOKEN),
                agreed(text(request, TOTAL), text(request, RATE)),
                text(request, PASSWORD));
    }

    /** A token for the next attempt. */
    static String newToken() {
        return UUID.randomUUID().toString();
    }

    /** Whether it can be placed as it is: forms that the shop made always can. */
    boolean isWhole() {
        return TOKEN_FORM.matcher(token).matches() && agreed != null;
    }

    @Override
    public String toString() {
        return "CheckoutForm[" + query + "]";
    }

    private static String query(HttpServletRequest request) {
        return request.getParameterMap().entrySet().stream()
                .filter(parameter -> !OWN.contains(parameter.getKey()))
                .map(parameter ->
                        encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()[0]))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String text(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }

    private static @Nullable AgreedPrice agreed(String total, String rate) {
        if (!FIGURE.matcher(total).matches() || !FIGURE.matcher(rate).matches()) {
            return null;
        }
        Money money = Cny.round(new BigDecimal(total));
        return new AgreedPrice(money, new HourlyRate(new BigDecimal(rate)));
    }
}
