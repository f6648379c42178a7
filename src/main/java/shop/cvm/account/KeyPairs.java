package shop.cvm.account;

import static java.util.stream.Collectors.toMap;

import jakarta.persistence.EntityManager;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.secret.Sealing;
import shop.cvm.secret.Secrets;
import shop.cvm.time.ShopClock;

/** The key pairs by which customers get into their machines without a password. */
@Service
public class KeyPairs {

    /** Longest name of a key pair. */
    public static final int MAX_NAME = 25;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_]{1," + MAX_NAME + "}");

    /** Enough until 2030 (NIST SP 800-57), and made in a moment; 3072 take a small machine that has just started seconds. */
    private static final int BITS = 2048;

    private static final int PEM_LINE = 64;

    /** By the shop's clock. */
    private static final Duration HALF_KEPT = Duration.ofMinutes(5);

    private static final Pattern FORM = Pattern.compile("[0-9a-f-]{36}");

    private final KeyPairRows rows;
    private final EntityManager entities;
    private final TransactionOperations transaction;
    private final Sealing sealing;
    private final ShopClock clock;

    KeyPairs(
            KeyPairRows rows,
            EntityManager entities,
            TransactionOperations transaction,
            Secrets secrets,
            ShopClock clock) {
        this.rows = rows;
        this.entities = entities;
        this.transaction = transaction;
        this.sealing = secrets.sealing("encryption of private halves of key pairs");
        this.clock = clock;
    }

    /** What tells a form that asks for a key pair from every other. */
    public static String newForm() {
        return UUID.randomUUID().toString();
    }

    /**
     * Makes a key pair of RSA. Only its public half is kept.
     *
     * @param name 1 to {@link #MAX_NAME} letters, digits or underscores
     * @throws InvalidKeyPairName if it is another
     * @throws KeyPairExists if the account has one of this name
     */
    public NewKeyPair create(AccountId account, String name) {
        requireName(name);
        java.security.KeyPair made = generated();
        KeyPair fresh = new KeyPair(account, name, PublicKey.of((RSAPublicKey) made.getPublic()), clock.now());
        return new NewKeyPair(keep(fresh), pem(made.getPrivate().getEncoded()));
    }

    /**
     * Makes a key pair of RSA as a form asks for it. The form may come twice, and only one of its answers is seen: for
     * five minutes the private half is kept, sealed, and the same form gets the same key pair.
     *
     * @param form what {@link #newForm()} gave it; anything else keeps nothing
     * @throws InvalidKeyPairName as above
     * @throws KeyPairExists if the account has one of this name that another form asked for
     * @throws PrivateKeyForgotten if this form asked for it longer ago
     */
    public NewKeyPair create(AccountId account, String name, String form) {
        if (!FORM.matcher(form).matches()) {
            return create(account, name);
        }
        requireName(name);
        return madeBefore(account, name, form).orElseGet(() -> make(account, name, form));
    }

    /** Forgets private halves that were kept long enough. */
    @Transactional
    public int forgetHalves() {
        return rows.forgetHalves(clock.now());
    }

    private NewKeyPair make(AccountId account, String name, String form) {
        java.security.KeyPair made = generated();
        String half = pem(made.getPrivate().getEncoded());
        Instant now = clock.now();
        KeyPair fresh = new KeyPair(account, name, PublicKey.of((RSAPublicKey) made.getPublic()), now);
        fresh.seal(form, sealing.encrypt(half), now.plus(HALF_KEPT));
        try {
            return new NewKeyPair(keep(fresh), half);
        } catch (KeyPairExists quicker) {
            return madeBefore(account, name, form).orElseThrow(() -> quicker);
        }
    }

    private Optional<NewKeyPair> madeBefore(AccountId account, String name, String form) {
        return rows.findByAccountIdAndName(account.accountId(), name)
                .filter(made -> made.isOfForm(form))
                .map(made -> new NewKeyPair(
                        made,
                        made.sealedHalf(clock.now())
                                .map(sealing::decrypt)
                                .orElseThrow(() -> new PrivateKeyForgotten(name))));
    }

    /**
     * Takes over the public half of a key pair that somebody made.
     *
     * @param name 1 to {@link #MAX_NAME} letters, digits or underscores
     * @param publicKey a line in the form of OpenSSH: RSA of 2048 bits or more, or Ed25519
     * @throws InvalidKeyPairName if it is another
     * @throws InvalidPublicKey if it is something else
     * @throws KeyPairExists if the account has one of this name, or with this key
     */
    public KeyPair importKey(AccountId account, String name, String publicKey) {
        requireName(name);
        return keep(new KeyPair(account, name, PublicKey.parse(publicKey), clock.now()));
    }

    /** The account's key pairs by name. */
    @Transactional(readOnly = true)
    public List<KeyPair> keyPairs(AccountId account) {
        return rows.findByAccountIdOrderByName(account.accountId());
    }

    /** @throws NoSuchKeyPair if the account has none of this id */
    @Transactional(readOnly = true)
    public KeyPair keyPair(AccountId account, KeyPairId id) {
        return Optional.of(id)
                .filter(KeyPairId::isWellFormed)
                .flatMap(formed -> rows.findByKeyPairIdAndAccountId(formed.keyPairId(), account.accountId()))
                .orElseThrow(() -> new NoSuchKeyPair(id));
    }

    /** The public halves of these key pairs, whoever has them. */
    @Transactional(readOnly = true)
    public Map<KeyPairId, String> publicKeys(Collection<KeyPairId> ids) {
        return ids.isEmpty()
                ? Map.of()
                : rows.findByKeyPairIdIn(ids.stream().map(KeyPairId::keyPairId).toList()).stream()
                        .collect(toMap(KeyPair::id, KeyPair::publicKey));
    }

    /**
     * Forgets a key pair; deleting again changes nothing. Whether something refers to it is the database's to say, so
     * that nothing can come to refer to it meanwhile.
     *
     * @throws KeyPairInUse if something does
     */
    public void delete(AccountId account, KeyPairId id) {
        try {
            transaction.executeWithoutResult(status -> rows.delete(id.keyPairId(), account.accountId()));
        } catch (DataIntegrityViolationException refused) {
            throw new KeyPairInUse(id);
        }
    }

    /**
     * Forgets several key pairs, all or none.
     *
     * @throws KeyPairInUse if something refers to one of them
     */
    public void delete(AccountId account, List<KeyPairId> ids) {
        try {
            transaction.executeWithoutResult(
                    status -> ids.forEach(id -> rows.delete(id.keyPairId(), account.accountId())));
        } catch (DataIntegrityViolationException refused) {
            throw new KeyPairInUse(ids.get(0));
        }
    }

    private KeyPair keep(KeyPair fresh) {
        try {
            return transaction.execute(status -> {
                entities.persist(fresh);
                return fresh;
            });
        } catch (DataIntegrityViolationException refused) {
            throw new KeyPairExists();
        }
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new InvalidKeyPairName();
        }
    }

    private static java.security.KeyPair generated() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has RSA", e);
        }
    }

    /** PKCS #8, which OpenSSH and PuTTY's tools read. */
    private static String pem(byte[] key) {
        String text = Base64.getMimeEncoder(PEM_LINE, new byte[] {'\n'}).encodeToString(key);
        return "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n";
    }
}
