package shop.cvm.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Somebody who buys: e-mail address, password and whether their identity is verified. */
@Entity
@Table(name = "accounts")
public class Account {

    @Id
    private String accountId;

    private String email;
    private String passwordHash;
    private boolean verified;
    private Instant createdAt;

    @Version
    private @Nullable Integer version;

    @SuppressWarnings("NullAway.Init")
    protected Account() {}

    Account(AccountId id, EmailAddress email, String passwordHash, Instant createdAt) {
        this.accountId = id.accountId();
        this.email = email.text();
        this.passwordHash = passwordHash;
        this.createdAt = createdAt;
    }

    public AccountId id() {
        return new AccountId(accountId);
    }

    /** Lower-case. */
    public String email() {
        return email;
    }

    String passwordHash() {
        return passwordHash;
    }

    /** Whether the identity check was passed; until then some goods are not sold to this account. */
    public boolean isVerified() {
        return verified;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
