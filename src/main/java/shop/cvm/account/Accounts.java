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

/** Opens accounts, finds and changes them. Signing in is Spring Security's work; it asks {@link AccountDetails}. */
@Service
public class Accounts {

    private final AccountRows rows;
    private final PasswordEncoder passwords;
    private final TransactionOperations transaction;
    private final ApplicationEventPublisher events;
    private final ShopClock clock;
    private final SignInLimits limits;

    Accounts(
            AccountRows rows,
            PasswordEncoder passwords,
            TransactionOperations transaction,
            ApplicationEventPublisher events,
            ShopClock clock,
            SignInLimits limits) {
        this.rows = rows;
        this.passwords = passwords;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
        this.limits = limits;
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

    /**
     * Checks somebody's identity: a simulation that passes whoever fills in the form. Nothing of the claim is kept but
     * when it passed; passing again changes nothing.
     *
     * @throws InvalidIdentity if the name or the number is not in the form of one
     */
    @Transactional
    public Account verify(AccountId id, IdentityClaim claim) {
        if (!claim.faults().isEmpty()) {
            throw new InvalidIdentity(claim.faults());
        }
        Account account = locked(id);
        account.verify(clock.now());
        return account;
    }

    /** Whether somebody's password is still the one that they signed in with. */
    @Transactional(readOnly = true)
    public boolean isUpToDate(SignedIn user) {
        return rows.findByAccountId(user.account().accountId())
                .filter(user::hasPasswordOf)
                .isPresent();
    }

    /**
     * Changes a password. Sessions that were opened with the old one are nobody's from then on
     * ({@link #isUpToDate}); removing them is the caller's.
     *
     * @param from where the request comes from: a wrong current password counts like a failed sign-in
     * @throws InvalidSignUp if the new password breaks a rule for passwords
     * @throws WrongPassword if the current one is another
     * @return the account with its new password
     * @throws TooManySignIns if there were too many attempts
     */
    public Account changePassword(AccountId id, String current, String wanted, String from) {
        Account account = account(id);
        Set<SignUpFault> faults = SignUpFault.of(account.email(), wanted);
        if (!faults.isEmpty()) {
            throw new InvalidSignUp(faults);
        }
        limits.attempt(account.email(), from);
        if (!passwords.matches(current, account.passwordHash())) {
            throw new WrongPassword();
        }
        limits.succeeded(account.email(), from);
        return replacePassword(id, passwords.encode(wanted));
    }

    /**
     * Sees to it that this address has an account with this password, for the operator's settings: what they say
     * replaces what anybody chose before.
     *
     * @return whether another password was replaced, so that sessions opened with it must end
     * @throws InvalidSignUp if the address or the password breaks a rule
     */
    public boolean assign(String email, String password) {
        Account account = openedOrFound(email, password);
        if (passwords.matches(password, account.passwordHash())) {
            return false;
        }
        replacePassword(account.id(), passwords.encode(password));
        return true;
    }

    /**
     * The account of this address, opened with this password if there is none; of two nodes that ask at once, one opens
     * it.
     *
     * @throws InvalidSignUp if the address or the password breaks a rule
     */
    public Account openedOrFound(String email, String password) {
        return EmailAddress.parse(email)
                .flatMap(address -> rows.findByEmail(address.text()))
                .orElseGet(() -> opened(email, password));
    }

    private Account opened(String email, String password) {
        try {
            return signUp(email, password);
        } catch (EmailTaken meanwhile) {
            return EmailAddress.parse(email)
                    .flatMap(address -> rows.findByEmail(address.text()))
                    .orElseThrow(() -> meanwhile);
        }
    }

    private Account replacePassword(AccountId id, String hash) {
        return transaction.execute(status -> {
            Account account = locked(id);
            account.changePassword(hash);
            return account;
        });
    }

    private Account locked(AccountId id) {
        return rows.lock(id.accountId()).orElseThrow(() -> new NoSuchAccount(id));
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
