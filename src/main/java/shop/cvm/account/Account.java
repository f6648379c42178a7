package shop.cvm.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Somebody who buys: e-mail address, password and whether their identity is verified. */
@Entity
@Table(name = "accounts")
public class Account {

    @Id
    private String accountId;

    private String email;
    private String passwordHash;
    private Instant createdAt;
    private @Nullable Instant verifiedAt;

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

    /** Tells this password from the ones before and after it, and nothing else about it. */
    String passwordStamp() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(passwordHash.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** Whether the identity check was passed; until then some goods are not sold to this account. */
    public boolean isVerified() {
        return verifiedAt != null;
    }

    /** Since when the identity is verified; null if it is not. */
    public @Nullable Instant verifiedAt() {
        return verifiedAt;
    }

    public Instant createdAt() {
        return createdAt;
    }

    /** Verifying again changes nothing. */
    void verify(Instant now) {
        if (verifiedAt == null) {
            verifiedAt = now;
        }
    }

    void changePassword(String hash) {
        passwordHash = hash;
    }
}
