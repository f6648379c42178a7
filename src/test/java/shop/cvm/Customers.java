package shop.cvm;

import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.account.Account;
import shop.cvm.account.AccountId;
import shop.cvm.account.Accounts;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.time.ShopClock;

/** Opens accounts for tests, with money if need be. */
@TestComponent
public class Customers {

    /** The password of every account opened here. */
    public static final String PASSWORD = "correct horse 8";

    private final Accounts accounts;
    private final Ledger ledger;
    private final ShopClock clock;
    private final TransactionOperations transaction;

    Customers(Accounts accounts, Ledger ledger, ShopClock clock, TransactionOperations transaction) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** An e-mail address that nobody has. */
    public static String anEmail() {
        return "customer-" + UUID.randomUUID() + "@example.com";
    }

    public Account account() {
        return accounts.signUp(anEmail(), PASSWORD);
    }

    /** An account with this much on its balance, for example {@code "100.00"}. */
    public AccountId with(String amount) {
        AccountId account = account().id();
        credit(account, amount);
        return account;
    }

    public void credit(AccountId account, String amount) {
        String reference = "test:" + UUID.randomUUID();
        transaction.executeWithoutResult(status -> ledger.topUp(
                "WECHAT_PAY",
                new Movement(
                        account, Cny.of(amount), reference, Description.of("topUp.WECHAT_PAY"), clock.now(), null)));
    }
}
