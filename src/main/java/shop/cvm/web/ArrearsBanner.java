package shop.cvm.web;

import java.time.Instant;
import java.util.Optional;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Arrears;
import shop.cvm.billing.Arrears.Stage;
import shop.cvm.billing.Billing;
import shop.cvm.ledger.Balance;
import shop.cvm.ledger.Ledger;

/**
 * The banner above every page of a customer in arrears. It asks when the page is drawn: once, and who owes something
 * once more for the amount.
 */
public final class ArrearsBanner {

    private final Billing billing;
    private final Ledger ledger;
    private final AccountId account;

    ArrearsBanner(Billing billing, Ledger ledger, AccountId account) {
        this.billing = billing;
        this.ledger = ledger;
        this.account = account;
    }

    /** What it says; empty if there is nothing to say, also when money has come and the arrears are just being ended. */
    public Optional<Notice> notice() {
        return billing.arrears(account)
                .map(arrears -> Notice.of(arrears, ledger.balance(account)))
                .filter(notice -> !notice.balance().available().isPositive());
    }

    /**
     * How far arrears have gone.
     *
     * @param stage what has happened to the machines
     * @param balance what there is, which is not more than nothing
     * @param stopAt when they are, or were, shut down
     * @param reclaimAt when they are, or were, destroyed
     * @param waitsUntil if that is put off because a payment is being checked, until when at most; else null
     */
    public record Notice(
            Stage stage,
            Balance balance,
            Instant stopAt,
            Instant reclaimAt,
            @Nullable Instant waitsUntil) {

        static Notice of(Arrears arrears, Balance balance) {
            return new Notice(arrears.stage(), balance, arrears.stopAt(), arrears.reclaimAt(), arrears.waitsUntil());
        }

        /** Zero if just nothing is available, which is too little as well. */
        public Money owed() {
            return balance.owed();
        }
    }
}
