package shop.cvm.web.cart;

import jakarta.servlet.http.HttpServletRequest;
import java.math.BigDecimal;
import java.util.Optional;
import java.util.regex.Pattern;
import shop.cvm.catalog.StockLevel;
import shop.cvm.instance.UnitCost;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;

/**
 * The price and stock that a page showed when its reader accepted them.
 *
 * @param price of one machine
 * @param stock how much was there
 */
record Shown(UnitCost price, StockLevel stock) {

    private static final Pattern FIGURE = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,8})?");

    /** Empty if the form is not one that the shop made. */
    static Optional<Shown> of(HttpServletRequest request) {
        try {
            UnitCost price = new UnitCost(
                    Cny.round(figure(request, "unitTotal")), new HourlyRate(figure(request, "hourlyRate")));
            return Optional.of(new Shown(price, StockLevel.valueOf(text(request, "stock"))));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static BigDecimal figure(HttpServletRequest request, String name) {
        String text = text(request, name);
        if (!FIGURE.matcher(text).matches()) {
            throw new IllegalArgumentException("No figure in " + name);
        }
        return new BigDecimal(text);
    }

    private static String text(HttpServletRequest request, String name) {
        return Optional.ofNullable(request.getParameter(name)).orElse("");
    }
}
