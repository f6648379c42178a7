package shop.cvm.ledger;

import org.joda.money.Money;
import shop.cvm.account.AccountId;

/** What one of several accounts has. */
record AvailableMoney(String accountId, Money balance, Money frozen) {

    AccountId account() {
        return new AccountId(accountId);
    }

    Money available() {
        return new Balance(balance, frozen).available();
    }
}
