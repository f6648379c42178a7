package shop.cvm.order;

import java.util.List;
import org.springframework.stereotype.Component;
import shop.cvm.account.AccountId;
import shop.cvm.account.AccountSettings;
import shop.cvm.account.Accounts;
import shop.cvm.ledger.Ledger;

/** Who may buy, before anything is held for them ({@code domain.md} 1.1). */
@Component
class PurchaseRules {

    private final Accounts accounts;
    private final AccountSettings settings;
    private final Ledger ledger;

    PurchaseRules(Accounts accounts, AccountSettings settings, Ledger ledger) {
        this.accounts = accounts;
        this.settings = settings;
        this.ledger = ledger;
    }

    /**
     * @throws NotVerified if some of it is sold to verified customers only
     * @throws InArrears if the account owes money
     */
    void check(AccountId account, List<Purchase> purchases) {
        boolean needed = purchases.stream()
                .anyMatch(purchase -> settings.needsVerification(purchase.spec().isPrepaid()));
        if (needed && !accounts.account(account).isVerified()) {
            throw new NotVerified();
        }
        if (ledger.arrearsSince(account).isPresent()) {
            throw new InArrears(ledger.balance(account).owed());
        }
    }
}
