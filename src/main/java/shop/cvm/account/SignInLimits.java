package shop.cvm.account;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.work.Leftovers;

/**
 * Slows down whoever tries out passwords. Attempts are counted before anything is compared, so that many at once get no
 * further than one after another, and are taken back when the password was right. The counters are rows, so all nodes
 * count together; a place that may try no more adds no rows, and a schedule removes what is over.
 */
@Component
public class SignInLimits {

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final Leftovers leftovers;
    private final AccountSettings.SignIn settings;
    private final Clock clock;

    SignInLimits(
            JdbcClient jdbc,
            TransactionOperations transaction,
            Leftovers leftovers,
            AccountSettings settings,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.leftovers = leftovers;
        this.settings = settings.signIn();
        this.clock = clock;
    }

    /**
     * Counts an attempt. The place is asked first: its own limit keeps it from locking many accounts.
     *
     * @param email as it was typed; it need not be anybody's
     * @param from address of the client
     * @throws TooManySignIns if either has none left; the other's count may have been raised
     */
    public void attempt(String email, String from) {
        count(place(from), settings.perAddress());
        count(account(email), settings.perAccount());
    }

    /** Takes an attempt back whose password was right: the account begins anew, the place has one more left. */
    public void succeeded(String email, String from) {
        jdbc.sql("delete from sign_in_attempts where subject = ?")
                .param(account(email))
                .update();
        jdbc.sql("update sign_in_attempts set attempts = attempts - 1 where subject = ? and attempts > 0")
                .param(place(from))
                .update();
    }

    /** Removes what means nothing any more. */
    void purge() {
        leftovers.remove("sign_in_attempts", "subject", "ends_at <= :time", now());
    }

    private void count(String subject, int limit) {
        Optional<Instant> full =
                transaction.execute(status -> isCounted(subject, limit) ? Optional.empty() : end(subject));
        full.ifPresent(until -> {
            throw new TooManySignIns(until);
        });
    }

    private boolean isCounted(String subject, int limit) {
        Timestamp now = now();
        Timestamp end = Timestamp.from(now.toInstant().plus(settings.within()));
        jdbc.sql("insert into sign_in_attempts (subject, attempts, ends_at) values (?, 0, ?) on conflict do nothing")
                .params(subject, end)
                .update();
        return jdbc.sql("""
                        update sign_in_attempts
                        set attempts = case when ends_at <= :now then 1 else attempts + 1 end,
                            ends_at = case when ends_at <= :now then :end else ends_at end
                        where subject = :subject and (ends_at <= :now or attempts < :limit)
                        """)
                        .param("now", now)
                        .param("end", end)
                        .param("subject", subject)
                        .param("limit", limit)
                        .update()
                == 1;
    }

    private Optional<Instant> end(String subject) {
        return jdbc.sql("select ends_at from sign_in_attempts where subject = ?")
                .param(subject)
                .query((row, number) -> row.getTimestamp("ends_at").toInstant())
                .optional();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static String account(String email) {
        return hash("account " + email.strip().toLowerCase(Locale.ROOT));
    }

    /** One customer of an IPv6 network has 2^64 addresses: they count as one. */
    private static String place(String address) {
        return hash("address " + ClientNetwork.of(address));
    }

    private static String hash(String subject) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(subject.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
