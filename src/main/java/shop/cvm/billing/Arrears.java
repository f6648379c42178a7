package shop.cvm.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;

/**
 * An account that owes money, and how far that has gone ({@code domain.md} 10.2).
 *
 * @param account it
 * @param since the settlement that its balance did not cover
 * @param stage what has happened so far
 * @param stopAt when its machines are, or were, shut down
 * @param reclaimAt when they are, or were, reclaimed
 * @param waitsUntil until when they are kept at most because money may be on its way; null if nothing is waited for
 * @param destroyed how many were reclaimed
 */
public record Arrears(
        AccountId account,
        Instant since,
        Stage stage,
        Instant stopAt,
        Instant reclaimAt,
        @Nullable Instant waitsUntil,
        int destroyed) {

    /** What has happened to the machines of an account in arrears. */
    public enum Stage {
        /** Nothing: they run on and are charged. */
        RUNNING,
        /** They are shut down, or cut off from the public network, and kept, without charge. */
        STOPPED,
        /** Those billed by the hour are gone. */
        RECLAIMED
    }

    static Arrears of(ResultSet row, int number) throws SQLException {
        Timestamp waitsUntil = row.getTimestamp("waits_until");
        return new Arrears(
                new AccountId(row.getString("account_id")),
                row.getTimestamp("since").toInstant(),
                Stage.valueOf(row.getString("stage")),
                row.getTimestamp("stop_at").toInstant(),
                row.getTimestamp("reclaim_at").toInstant(),
                waitsUntil == null ? null : waitsUntil.toInstant(),
                row.getInt("destroyed"));
    }

    /** Arrears that begin. */
    static Arrears begun(AccountId account, Instant since, BillingSettings settings) {
        Instant stopAt = since.plus(settings.runFor());
        return new Arrears(account, since, Stage.RUNNING, stopAt, stopAt.plus(settings.keepFor()), null, 0);
    }

    Arrears stopped(Instant until) {
        return new Arrears(account, since, Stage.STOPPED, stopAt, until, null, destroyed);
    }

    /** Put off until it is known what becomes of money that may be on its way; how long at most does not change again. */
    Arrears waiting(Instant from, Duration longest) {
        Instant until = waitsUntil == null ? from.plus(longest) : waitsUntil;
        return new Arrears(account, since, stage, stopAt, reclaimAt, until, destroyed);
    }

    /**
     * @param machines how many
     * @param at when, if it was put off
     */
    Arrears reclaimed(int machines, Instant at) {
        Instant when = waitsUntil == null ? reclaimAt : at;
        return new Arrears(account, since, Stage.RECLAIMED, stopAt, when, null, machines);
    }
}
