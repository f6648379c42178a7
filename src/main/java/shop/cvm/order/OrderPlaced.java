package shop.cvm.order;

import java.util.List;
import shop.cvm.account.AccountId;

/**
 * An order is being placed. Heard inside the transaction that places it: whoever kept the wishes that it fulfils lets go
 * of them with it, or refuses it.
 *
 * @param wishes those of its purchases that were wishes before ({@link Purchase#wish}); often none
 */
public record OrderPlaced(AccountId account, OrderNumber number, List<String> wishes) {

    public OrderPlaced {
        wishes = List.copyOf(wishes);
    }
}
