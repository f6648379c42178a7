package shop.cvm.billing;

import java.time.Instant;
import java.util.List;
import shop.cvm.account.AccountId;

/** Accounts whose balance will not last long if usage goes on as in the last 24 hours. */
public record BalanceRanLow(List<Low> accounts) {

    public BalanceRanLow {
        accounts = List.copyOf(accounts);
    }

    /**
     * One of them.
     *
     * @param account it
     * @param at the settlement after which this was found
     * @param lastsUntil how long what is available lasts
     */
    public record Low(AccountId account, Instant at, Instant lastsUntil) {}
}
