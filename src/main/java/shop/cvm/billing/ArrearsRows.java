package shop.cvm.billing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import shop.cvm.account.AccountId;

/** The rows of accounts in arrears; a locked one is the first lock of whoever deals with it. */
@Repository
class ArrearsRows {

    private static final String BEGIN = """
            insert into arrears_cases (account_id, since, stage, stop_at, reclaim_at, next_step_at)
            select cast(? as varchar), cast(? as timestamp with time zone), 'RUNNING',
                cast(? as timestamp with time zone), cast(? as timestamp with time zone),
                cast(? as timestamp with time zone)
            where not exists (select 1 from arrears_cases c where c.account_id = ?)
            on conflict do nothing
            """;

    private final JdbcTemplate jdbc;

    ArrearsRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** Enters new ones. One that is still there from before is dealt with by {@link ArrearsSteps#review}. */
    void begin(List<Arrears> begun) {
        jdbc.batchUpdate(BEGIN, begun, Math.max(begun.size(), 1), (row, arrears) -> {
            row.setString(1, arrears.account().accountId());
            row.setObject(2, Times.of(arrears.since()));
            row.setObject(3, Times.of(arrears.stopAt()));
            row.setObject(4, Times.of(arrears.reclaimAt()));
            row.setObject(5, Times.of(arrears.stopAt()));
            row.setString(6, arrears.account().accountId());
        });
    }

    Optional<Arrears> find(AccountId account) {
        return one("select * from arrears_cases where account_id = ?", account.accountId());
    }

    Optional<Arrears> lock(AccountId account) {
        return one("select * from arrears_cases where account_id = ? for update", account.accountId());
    }

    /** The next one whose time has come and that nobody is dealing with. */
    Optional<Arrears> claim(Instant due) {
        return one("""
                select * from arrears_cases where next_step_at <= ?
                order by next_step_at, account_id limit 1 for update skip locked
                """, Times.of(due));
    }

    Optional<Instant> nextDue() {
        return jdbc.query("""
                        select next_step_at from arrears_cases where next_step_at is not null
                        order by next_step_at limit 1
                        """, (row, number) -> row.getTimestamp("next_step_at").toInstant()).stream()
                .findFirst();
    }

    /** @param next when something is to be done about it again; null for never */
    void store(Arrears arrears, @Nullable Instant next) {
        jdbc.update(
                """
                update arrears_cases set since = ?, stage = ?, stop_at = ?, reclaim_at = ?, waits_until = ?, destroyed = ?,
                    next_step_at = ?, attempt = 0
                where account_id = ?
                """,
                Times.of(arrears.since()),
                arrears.stage().name(),
                Times.of(arrears.stopAt()),
                Times.of(arrears.reclaimAt()),
                Times.orNull(arrears.waitsUntil()),
                arrears.destroyed(),
                Times.orNull(next),
                arrears.account().accountId());
    }

    /** @return how often it has failed in a row */
    int failed(AccountId account, Instant retryAt) {
        jdbc.update(
                "update arrears_cases set attempt = attempt + 1, next_step_at = ? where account_id = ?",
                Times.of(retryAt),
                account.accountId());
        return attempt(account);
    }

    int attempt(AccountId account) {
        return jdbc
                .queryForList(
                        "select attempt from arrears_cases where account_id = ?", Integer.class, account.accountId())
                .stream()
                .findFirst()
                .orElse(0);
    }

    void delete(AccountId account) {
        jdbc.update("delete from arrears_cases where account_id = ?", account.accountId());
    }

    private Optional<Arrears> one(String sql, Object argument) {
        return jdbc.query(sql, Arrears::of, argument).stream().findFirst();
    }
}
