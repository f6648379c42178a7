package shop.cvm.web.order;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.KeyPairId;
import shop.cvm.instance.Login;
import shop.cvm.instance.LoginKind;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.order.AgreedPrice;
import shop.cvm.order.Purchase;
import shop.cvm.web.purchase.Selection;

/**
 * What came with the button "Place order"; any text at all.
 *
 * @param token which attempt to place an order this is
 * @param lines what was confirmed, word for word
 * @param password the chosen password of the machines, or empty
 * @param keyPair id of the chosen key pair, or empty
 * @param isCart whether it is the cart that was checked out
 * @param query the configuration, as the purchase page's address has it; means nothing for a cart
 */
record CheckoutForm(String token, List<Line> lines, String password, String keyPair, boolean isCart, String query) {

    static final String CART = "cart";

    private static final String TOKEN = "token";
    private static final String TOTAL = "agreedTotal";
    private static final String RATE = "agreedRate";
    private static final String ITEM = "item";
    private static final String PASSWORD = "password";
    private static final String KEY_PAIR = "keyPair";
    private static final int MOST_LINES = 500;

    private static final Set<String> OWN = Set.of(TOKEN, TOTAL, RATE, PASSWORD, KEY_PAIR, "_csrf");
    private static final Pattern TOKEN_FORM = Pattern.compile("[0-9a-zA-Z-]{1,64}");
    private static final Pattern ITEM_FORM = Pattern.compile("[0-9a-f]{16}");
    private static final Pattern FIGURE = Pattern.compile("[0-9]{1,12}(\\.[0-9]{1,8})?");

    /**
     * A line of it.
     *
     * @param selection null if it is none that the shop wrote
     * @param agreed the price that was shown; null if the form does not tell
     * @param item the item of the cart that it is; null if it comes from the purchase page
     */
    record Line(
            @Nullable Selection selection,
            @Nullable AgreedPrice agreed,
            @Nullable String item) {

        boolean isWhole() {
            return selection != null
                    && agreed != null
                    && (item == null || ITEM_FORM.matcher(item).matches());
        }
    }

    static CheckoutForm of(HttpServletRequest request) {
        boolean cart = request.getParameter(CART) != null;
        return new CheckoutForm(
                text(request, TOKEN),
                cart ? cartLines(request) : List.of(line(request, "", null)),
                text(request, PASSWORD),
                text(request, KEY_PAIR),
                cart,
                query(request));
    }

    /** What the fields of a cart's line begin with. */
    static String prefix(int line) {
        return "l" + line + ".";
    }

    /** A token for the next attempt. */
    static String newToken() {
        return UUID.randomUUID().toString();
    }

    /** Whether it can be placed as it is: forms that the shop made always can. */
    boolean isWhole() {
        return TOKEN_FORM.matcher(token).matches()
                && !lines.isEmpty()
                && lines.stream().allMatch(Line::isWhole);
    }

    /** What is ordered by it. */
    List<Purchase> purchases() {
        return lines.stream().map(this::purchase).toList();
    }

    private Purchase purchase(Line line) {
        Selection selection = line.selection();
        if (selection == null) {
            throw new IllegalStateException("Only whole forms are placed");
        }
        return new Purchase(
                selection.spec(),
                selection.count(),
                selection.renewsItself(),
                selection.naming(),
                login(selection.login()),
                selection.securityGroup(),
                selection.time().day(),
                line.agreed(),
                line.item());
    }

    private Login login(LoginKind kind) {
        return switch (kind) {
            case PASSWORD -> Login.password(password);
            case KEY_PAIR -> Login.keyPair(new KeyPairId(keyPair));
            case RANDOM -> Login.random();
        };
    }

    @Override
    public String toString() {
        return "CheckoutForm[" + lines + "]";
    }

    private static List<Line> cartLines(HttpServletRequest request) {
        List<Line> lines = new ArrayList<>();
        while (lines.size() < MOST_LINES && request.getParameter(prefix(lines.size()) + ITEM) != null) {
            String prefix = prefix(lines.size());
            lines.add(line(request, prefix, text(request, prefix + ITEM)));
        }
        return List.copyOf(lines);
    }

    private static Line line(HttpServletRequest request, String prefix, @Nullable String item) {
        return new Line(
                SentSelection.of(request, prefix).orElse(null),
                agreed(text(request, prefix + TOTAL), text(request, prefix + RATE)),
                item);
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
