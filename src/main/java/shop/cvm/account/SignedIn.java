package shop.cvm.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * The person behind a request. Kept in the session, so it holds no more than the account's id and e-mail address, and
 * whether the operator's password opened it, and a stamp that tells this password from a later one; the password's hash
 * is erased as soon as it was compared.
 */
public final class SignedIn implements UserDetails, CredentialsContainer {

    private static final long serialVersionUID = 1L;

    private static final List<GrantedAuthority> CUSTOMER = List.of(new SimpleGrantedAuthority("ROLE_CUSTOMER"));
    private static final List<GrantedAuthority> OPERATOR =
            List.of(new SimpleGrantedAuthority("ROLE_CUSTOMER"), new SimpleGrantedAuthority("ROLE_OPERATOR"));

    private final AccountId account;
    private final String email;
    private final boolean operator;
    private final @Nullable String passwordStamp;

    private transient @Nullable String passwordHash;

    private SignedIn(Account account, boolean operator, @Nullable String passwordHash) {
        this.account = account.id();
        this.email = account.email();
        this.operator = operator;
        this.passwordStamp = account.passwordStamp();
        this.passwordHash = passwordHash;
    }

    /** Somebody who has just proved to be the owner of this account, as a customer. */
    public static SignedIn as(Account account) {
        return new SignedIn(account, false, null);
    }

    /** Somebody who claims to be, and whose password is yet to be compared. */
    static SignedIn unproved(Account account, boolean operator) {
        return new SignedIn(account, operator, account.passwordHash());
    }

    /** The same person in the same role, who has just changed the account's password. */
    public SignedIn with(Account changed) {
        return new SignedIn(changed, operator, null);
    }

    /** Whether the account's password is still the one that they signed in with. */
    boolean hasPasswordOf(Account current) {
        return current.passwordStamp().equals(passwordStamp);
    }

    public AccountId account() {
        return account;
    }

    /** Whether they signed in as the operator; {@link OperatorSettings#isOperator} says whether they still are. */
    boolean asOperator() {
        return operator;
    }

    /** The e-mail address. */
    @Override
    public String getUsername() {
        return email;
    }

    @Override
    public @Nullable String getPassword() {
        return passwordHash;
    }

    @Override
    public List<GrantedAuthority> getAuthorities() {
        return operator ? OPERATOR : CUSTOMER;
    }

    @Override
    public void eraseCredentials() {
        passwordHash = null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SignedIn that && account.equals(that.account);
    }

    @Override
    public int hashCode() {
        return account.hashCode();
    }

    @Override
    public String toString() {
        return "SignedIn[" + account + "]";
    }
}
