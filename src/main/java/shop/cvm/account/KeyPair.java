package shop.cvm.account;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whoever has the private half of it gets into the machines that know the public half. The private half is not kept, or
 * sealed and for some minutes only.
 */
@Entity
@Table(name = "key_pairs")
public class KeyPair {

    @Id
    private String keyPairId;

    private String accountId;
    private String name;
    private String publicKey;
    private String fingerprint;
    private Instant createdAt;
    private @Nullable String token;
    private @Nullable String sealedHalf;
    private @Nullable Instant sealedUntil;

    @SuppressWarnings("NullAway.Init")
    protected KeyPair() {}

    KeyPair(AccountId account, String name, PublicKey key, Instant createdAt) {
        this.keyPairId = KeyPairId.next().keyPairId();
        this.accountId = account.accountId();
        this.name = name;
        this.publicKey = key.text();
        this.fingerprint = key.fingerprint();
        this.createdAt = createdAt;
    }

    /** Keeps its private half for whoever sends the form again that asked for it. */
    void seal(String form, String half, Instant until) {
        token = form;
        sealedHalf = half;
        sealedUntil = until;
    }

    /** Whether this form asked for it. */
    boolean isOfForm(String form) {
        return form.equals(token);
    }

    /** Its private half, as long as it is kept. */
    Optional<String> sealedHalf(Instant now) {
        return sealedUntil == null || !now.isBefore(sealedUntil) ? Optional.empty() : Optional.ofNullable(sealedHalf);
    }

    public KeyPairId id() {
        return new KeyPairId(keyPairId);
    }

    public AccountId account() {
        return new AccountId(accountId);
    }

    public String name() {
        return name;
    }

    /** In the form of OpenSSH, without a comment. */
    public String publicKey() {
        return publicKey;
    }

    /** As {@code ssh-keygen -l} shows it. */
    public String fingerprint() {
        return fingerprint;
    }

    public Instant createdAt() {
        return createdAt;
    }
}
