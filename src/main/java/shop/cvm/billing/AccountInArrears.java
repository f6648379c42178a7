package shop.cvm.billing;

import java.time.Instant;
import java.util.List;
import shop.cvm.account.AccountId;

/**
 * Accounts whose balance did not cover their usage.
 *
 * @param accounts they
 * @param since the settlement that it did not cover
 * @param stopAt when their machines are shut down unless they top up
 */
public record AccountInArrears(List<AccountId> accounts, Instant since, Instant stopAt) {

    public AccountInArrears {
        accounts = List.copyOf(accounts);
    }
}
