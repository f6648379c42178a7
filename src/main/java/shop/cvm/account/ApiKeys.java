package shop.cvm.account;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import shop.cvm.secret.Sealing;
import shop.cvm.secret.Secrets;

/** The keys by which programs act for an account. Every node sees at once what was made, disabled or deleted. */
@Service
public class ApiKeys {

    /** Keys an account can have at most. */
    public static final int MOST = 5;

    private static final Pattern SECRET_ID = Pattern.compile("[A-Za-z0-9_-]{8,64}");
    private static final Pattern SECRET_KEY = Pattern.compile("[!-~]{16,128}");
    private static final String CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** How often a key's last use is written down at most. */
    private static final Duration PRECISION = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final Clock clock;

    ApiKeys(JdbcClient jdbc, Secrets secrets, Clock clock) {
        this.jdbc = jdbc;
        this.sealing = secrets.sealing("encryption of API keys");
        this.clock = clock;
    }

    /**
     * Makes a key.
     *
     * @param readOnly whether it only reads
     * @throws TooManyApiKeys if the account has {@link #MOST} keys
     */
    public NewApiKey create(AccountId account, boolean readOnly) {
        NewApiKey made = new NewApiKey("AKID" + random(), random());
        insert(account, made, readOnly);
        return made;
    }

    /**
     * Sees to it that the account has this very key, enabled and with all rights, whatever it was before; for the
     * settings of an account that is there from the first start on. Of two nodes that ask at once, one makes it.
     *
     * @throws IllegalArgumentException if id or secret are not in the form of one, or another account has this id
     */
    public void assign(AccountId account, String secretId, String secretKey) {
        if (!isUsable(secretId, secretKey)) {
            throw new IllegalArgumentException("No API key: its id has 8 to 64 letters, digits, hyphens or underscores,"
                    + " and its secret 16 to 128 printable ASCII characters");
        }
        if (replace(account, secretId, secretKey)) {
            return;
        }
        try {
            insert(account, new NewApiKey(secretId, secretKey), false);
        } catch (DuplicateKeyException meanwhile) {
            if (!replace(account, secretId, secretKey)) {
                throw new IllegalArgumentException("API key " + secretId + " is another account's", meanwhile);
            }
        }
    }

    /** Whether there can be a key of this id with this secret. */
    public static boolean isUsable(String secretId, String secretKey) {
        return SECRET_ID.matcher(secretId).matches()
                && SECRET_KEY.matcher(secretKey).matches();
    }

    /** The account's keys, oldest first. */
    public List<ApiKey> keys(AccountId account) {
        return jdbc.sql("select * from api_keys where account_id = ? order by created_at, secret_id")
                .param(account.accountId())
                .query(ApiKeys::key)
                .list();
    }

    /** What to check a signature with; empty if there is no such key, or it is disabled. */
    public Optional<ApiCredential> credential(String secretId) {
        if (!SECRET_ID.matcher(secretId).matches()) {
            return Optional.empty();
        }
        return jdbc.sql("select * from api_keys where secret_id = ? and enabled")
                .param(secretId)
                .query((row, number) -> credentialOf(row))
                .optional();
    }

    /** Writes down that a key was used just now, unless that was written down a moment ago. */
    public void used(ApiKey key) {
        Instant now = clock.instant();
        Instant before = now.minus(PRECISION);
        if (key.lastUsedAt() == null || key.lastUsedAt().isBefore(before)) {
            jdbc.sql("""
                            update api_keys set last_used_at = ?
                            where secret_id = ? and (last_used_at is null or last_used_at < ?)
                            """)
                    .params(Timestamp.from(now), key.secretId(), Timestamp.from(before))
                    .update();
        }
    }

    /** Whether requests are accepted that this key signs, from now on. Nothing happens if the account has no such key. */
    public void enable(AccountId account, String secretId, boolean enabled) {
        jdbc.sql("update api_keys set enabled = ? where account_id = ? and secret_id = ?")
                .params(enabled, account.accountId(), idOf(secretId))
                .update();
    }

    /**
     * Forgets a key that is disabled; deleting again changes nothing.
     *
     * @return whether the account has no such key any more; not so if it is enabled
     */
    public boolean delete(AccountId account, String secretId) {
        jdbc.sql("delete from api_keys where account_id = ? and secret_id = ? and not enabled")
                .params(account.accountId(), idOf(secretId))
                .update();
        return keys(account).stream().noneMatch(key -> key.secretId().equals(secretId));
    }

    /** The unique place lets no two keys be the last one. */
    private void insert(AccountId account, NewApiKey made, boolean readOnly) {
        for (int tries = 0; tries < MOST; tries++) {
            int place = freePlace(account);
            try {
                insert(account, place, made, readOnly);
                return;
            } catch (DuplicateKeyException taken) {
                if (isThere(made.secretId())) {
                    throw taken;
                }
            }
        }
        throw new TooManyApiKeys();
    }

    private void insert(AccountId account, int place, NewApiKey made, boolean readOnly) {
        jdbc.sql("""
                        insert into api_keys (secret_id, account_id, place, secret, read_only, enabled, created_at)
                        values (?, ?, ?, ?, ?, true, ?)
                        """)
                .params(
                        made.secretId(),
                        account.accountId(),
                        place,
                        sealing.encrypt(made.secretKey()),
                        readOnly,
                        Timestamp.from(clock.instant()))
                .update();
    }

    private int freePlace(AccountId account) {
        List<Integer> taken = jdbc.sql("select place from api_keys where account_id = ?")
                .param(account.accountId())
                .query(Integer.class)
                .list();
        return IntStream.rangeClosed(1, MOST)
                .filter(place -> !taken.contains(place))
                .findFirst()
                .orElseThrow(TooManyApiKeys::new);
    }

    private boolean isThere(String secretId) {
        return jdbc.sql("select count(*) from api_keys where secret_id = ?")
                        .param(secretId)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private boolean replace(AccountId account, String secretId, String secretKey) {
        return jdbc.sql("""
                        update api_keys set secret = ?, enabled = true, read_only = false
                        where account_id = ? and secret_id = ?
                        """)
                        .params(sealing.encrypt(secretKey), account.accountId(), secretId)
                        .update()
                > 0;
    }

    private ApiCredential credentialOf(ResultSet row) throws SQLException {
        return new ApiCredential(
                new AccountId(row.getString("account_id")), key(row, 0), sealing.decrypt(row.getString("secret")));
    }

    private static ApiKey key(ResultSet row, int number) throws SQLException {
        return new ApiKey(
                row.getString("secret_id"),
                row.getBoolean("read_only"),
                row.getBoolean("enabled"),
                row.getTimestamp("created_at").toInstant(),
                instant(row.getTimestamp("last_used_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp time) {
        return time == null ? null : time.toInstant();
    }

    /** What can be no id is nobody's, and no database need see it. */
    private static String idOf(String typed) {
        return SECRET_ID.matcher(typed).matches() ? typed : "";
    }

    private static String random() {
        StringBuilder text = new StringBuilder();
        RANDOM.ints(LENGTH, 0, CHARACTERS.length()).forEach(index -> text.append(CHARACTERS.charAt(index)));
        return text.toString();
    }
}
