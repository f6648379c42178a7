package shop.cvm.sandbox;

import org.joda.money.Money;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.account.AccountId;
import shop.cvm.account.Accounts;
import shop.cvm.account.ApiKeys;
import shop.cvm.account.IdentityClaim;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.time.ShopClock;

/**
 * Opens the account of the settings, verifies it, gives it its balance and its API key. Each of these is done once, however often
 * the shop starts and however many nodes start together.
 */
@Component
@Profile("!check")
class SandboxAccount implements ApplicationRunner {

    private static final IdentityClaim ANYBODY = new IdentityClaim("Sandbox", "SANDBOX000");

    private final SandboxAccountSettings settings;
    private final Accounts accounts;
    private final ApiKeys keys;
    private final Ledger ledger;
    private final ShopClock clock;
    private final TransactionOperations transaction;

    SandboxAccount(
            SandboxAccountSettings settings,
            Accounts accounts,
            ApiKeys keys,
            Ledger ledger,
            ShopClock clock,
            TransactionOperations transaction) {
        this.settings = settings;
        this.accounts = accounts;
        this.keys = keys;
        this.ledger = ledger;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Override
    public void run(ApplicationArguments arguments) {
        open();
    }

    void open() {
        if (!settings.email().isEmpty()) {
            AccountId account = accounts.openedOrFound(settings.email(), settings.password())
                    .id();
            accounts.verify(account, ANYBODY);
            transaction.executeWithoutResult(status -> credit(account, Cny.round(settings.balance())));
            if (!settings.secretId().isEmpty()) {
                keys.assign(account, settings.secretId(), settings.secretKey());
            }
        }
    }

    private void credit(AccountId account, Money balance) {
        String reference = "sandbox:" + account;
        ledger.requireAvailable(
                account, Cny.ZERO); // locks the balance, so that nobody books between question and booking
        if (balance.isPositive() && !ledger.isBooked(reference)) {
            Description description = Description.of("topUp.SANDBOX");
            ledger.topUp("SANDBOX", new Movement(account, balance, reference, description, clock.now(), null));
        }
    }
}
