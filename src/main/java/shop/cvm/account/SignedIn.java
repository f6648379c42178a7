package shop.cvm.account;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.CredentialsContainer;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.userdetails.UserDetails;

/**
 * The person behind a request. Kept in the session, so it holds no more than the account's id and e-mail address; the
 * password's hash is erased as soon as it was compared.
 */
public final class SignedIn implements UserDetails, CredentialsContainer {

    private static final long serialVersionUID = 1L;

    private static final List<GrantedAuthority> AUTHORITIES = List.of(new SimpleGrantedAuthority("ROLE_CUSTOMER"));

    private final AccountId account;
    private final String email;

    private transient @Nullable String passwordHash;

    private SignedIn(Account account, @Nullable String passwordHash) {
        this.account = account.id();
        this.email = account.email();
        this.passwordHash = passwordHash;
    }

    /** Somebody who has just proved to be the owner of this account. */
    public static SignedIn as(Account account) {
        return new SignedIn(account, null);
    }

    /** Somebody who claims to be, and whose password is yet to be compared. */
    static SignedIn unproved(Account account) {
        return new SignedIn(account, account.passwordHash());
    }

    public AccountId account() {
        return account;
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
        return AUTHORITIES;
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
