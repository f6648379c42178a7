package shop.cvm;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.account.Account;
import shop.cvm.account.AccountId;
import shop.cvm.account.AccountOpened;
import shop.cvm.account.Accounts;
import shop.cvm.account.IdentityClaim;
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

    /** Who operates the shop of the tests, with the same password. */
    public static final String OPERATOR = "operator@shop.example";

    /** The public half of a key pair to import: making one takes seconds where the JVM compiles quickly. */
    public static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEdlbmVyYXRlZEZvclRoZVRlc3RzT2ZUaGVTaG9wISEh";

    private final Accounts accounts;
    private final Ledger ledger;
    private final ShopClock clock;
    private final TransactionOperations transaction;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    Customers(
            Accounts accounts,
            Ledger ledger,
            ShopClock clock,
            TransactionOperations transaction,
            JdbcClient jdbc,
            ApplicationEventPublisher events) {
        this.accounts = accounts;
        this.ledger = ledger;
        this.clock = clock;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.events = events;
    }

    /** An e-mail address that nobody has. */
    public static String anEmail() {
        return "customer-" + UUID.randomUUID() + "@example.com";
    }

    /** Somebody whose identity is verified, so that everything is sold to them. */
    public Account account() {
        return accounts.verify(unverified().id(), new IdentityClaim("Test", "TEST000001"));
    }

    /** Somebody who has just signed up. */
    public Account unverified() {
        return accounts.signUp(anEmail(), PASSWORD);
    }

    /** Many at once, who will never sign in: hashing a password for each would take long. */
    public List<AccountId> many(int number) {
        return Stream.generate(AccountId::next).limit(number).map(this::opened).toList();
    }

    private AccountId opened(AccountId account) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("""
                            insert into accounts (account_id, email, password_hash, created_at, version)
                            values (?, ?, 'none', current_timestamp, 0)
                            """).params(account.accountId(), anEmail()).update();
            events.publishEvent(new AccountOpened(account));
        });
        return account;
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
