package shop.cvm.account;

import static java.util.stream.Collectors.toMap;

import jakarta.persistence.EntityManager;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
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

    private final KeyPairRows rows;
    private final EntityManager entities;
    private final TransactionOperations transaction;
    private final ShopClock clock;

    KeyPairs(KeyPairRows rows, EntityManager entities, TransactionOperations transaction, ShopClock clock) {
        this.rows = rows;
        this.entities = entities;
        this.transaction = transaction;
        this.clock = clock;
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
        KeyPair kept = keep(account, name, PublicKey.of((RSAPublicKey) made.getPublic()));
        return new NewKeyPair(kept, pem(made.getPrivate().getEncoded()));
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
        return keep(account, name, PublicKey.parse(publicKey));
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

    private KeyPair keep(AccountId account, String name, PublicKey key) {
        try {
            return transaction.execute(status -> {
                KeyPair keyPair = new KeyPair(account, name, key, clock.now());
                entities.persist(keyPair);
                return keyPair;
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
