package shop.cvm.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import shop.cvm.account.AccountId;

/**
 * An account that owes money, and how far that has gone ({@code domain.md} 10.2).
 *
 * @param account it
 * @param since the settlement that its balance did not cover
 * @param stage what has happened so far
 * @param stopAt when its machines are, or were, shut down
 * @param reclaimAt when they are, or were, reclaimed
 * @param destroyed how many were reclaimed
 */
public record Arrears(AccountId account, Instant since, Stage stage, Instant stopAt, Instant reclaimAt, int destroyed) {

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
        return new Arrears(
                new AccountId(row.getString("account_id")),
                row.getTimestamp("since").toInstant(),
                Stage.valueOf(row.getString("stage")),
                row.getTimestamp("stop_at").toInstant(),
                row.getTimestamp("reclaim_at").toInstant(),
                row.getInt("destroyed"));
    }

    /** Arrears that begin. */
    static Arrears begun(AccountId account, Instant since, BillingSettings settings) {
        Instant stopAt = since.plus(settings.runFor());
        return new Arrears(account, since, Stage.RUNNING, stopAt, stopAt.plus(settings.keepFor()), 0);
    }

    Arrears stopped(Instant until) {
        return new Arrears(account, since, Stage.STOPPED, stopAt, until, destroyed);
    }

    Arrears reclaimed(int machines) {
        return new Arrears(account, since, Stage.RECLAIMED, stopAt, reclaimAt, machines);
    }
}
