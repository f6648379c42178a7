package shop.cvm.ledger;

import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;

/**
 * One movement of a customer's money, to be booked once.
 *
 * @param account whose money it is
 * @param amount more than zero
 * @param reference what makes it this very movement, for example {@code top-up:20261123000000000001}; a second
 *     movement of the same reference is refused by the database, at most 100 characters
 * @param description what the customer's statement says
 * @param at business time, taken once per transaction
 * @param orderNumber the order it belongs to, if any
 */
public record Movement(
        AccountId account,
        Money amount,
        String reference,
        Description description,
        Instant at,
        @Nullable String orderNumber) {

    public Movement {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("A movement is of more than nothing, not of " + amount);
        }
    }
}
