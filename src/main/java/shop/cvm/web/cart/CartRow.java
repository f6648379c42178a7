package shop.cvm.web.cart;

import java.util.List;
import shop.cvm.cart.CartLine;

/**
 * A line of the cart as its page shows it.
 *
 * @param line the item as it looks today
 * @param query the same configuration on the purchase page
 * @param periods months it can be had for now, with the present one; empty while postpaid
 */
record CartRow(CartLine line, String query, List<Integer> periods) {

    CartRow {
        periods = List.copyOf(periods);
    }

    /** Day of the month that it goes on to; 0 for none. */
    public int toDay() {
        Integer day = line.item().period().day();
        return day == null ? 0 : day;
    }
}
