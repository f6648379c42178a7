package shop.cvm.account;

import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.time.ShopClock;

/** Opens accounts and finds them. Signing in is Spring Security's work; it asks {@link AccountDetails}. */
@Service
public class Accounts {

    private final AccountRows rows;
    private final PasswordEncoder passwords;
    private final TransactionOperations transaction;
    private final ApplicationEventPublisher events;
    private final ShopClock clock;

    Accounts(
            AccountRows rows,
            PasswordEncoder passwords,
            TransactionOperations transaction,
            ApplicationEventPublisher events,
            ShopClock clock) {
        this.rows = rows;
        this.passwords = passwords;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Opens an account with everything that belongs to it. E-mail addresses are compared in lower case and without
     * blanks around them; passwords are taken as they are.
     *
     * @throws InvalidSignUp if the address or the password breaks a rule
     * @throws EmailTaken if the address has an account, even one opened at this very moment
     */
    public Account signUp(String email, String password) {
        Set<SignUpFault> faults = SignUpFault.of(email, password);
        EmailAddress address = EmailAddress.parse(email).orElse(null);
        if (address == null || !faults.isEmpty()) {
            throw new InvalidSignUp(faults);
        }
        if (rows.existsByEmail(address.text())) {
            throw new EmailTaken();
        }
        // Hashing is slow on purpose: it must not hold a connection of the database meanwhile.
        String hash = passwords.encode(password);
        try {
            return transaction.execute(status -> open(address, hash));
        } catch (DataIntegrityViolationException refused) {
            throw isEmailTaken(refused) ? new EmailTaken() : refused;
        }
    }

    /** @throws NoSuchAccount if there is none with this id */
    @Transactional(readOnly = true)
    public Account account(AccountId id) {
        return rows.findByAccountId(id.accountId()).orElseThrow(() -> new NoSuchAccount(id));
    }

    private Account open(EmailAddress address, String hash) {
        Account account = new Account(AccountId.next(), address, hash, clock.now());
        rows.saveAndFlush(account);
        events.publishEvent(new AccountOpened(account.id()));
        return account;
    }

    private static boolean isEmailTaken(DataIntegrityViolationException refused) {
        String message = NestedExceptionUtils.getMostSpecificCause(refused).getMessage();
        return message != null && message.contains("accounts_email_key");
    }
}
