package shop.cvm.billing;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;

/** Who is to be settled next, and how that went; a locked row keeps everybody else away from the account's usage. */
@Repository
class DueAccountRows {

    private static final String CLAIM = """
            select account_id, settled_until, low_since from usage_accounts
            where due_at <= :due order by due_at, account_id limit :limit for update skip locked
            """;

    private static final String CLAIM_THESE = """
            select account_id, settled_until, low_since from usage_accounts
            where account_id = any (cast(:accounts as varchar array)) and due_at <= :due
            order by account_id for update skip locked
            """;

    /** With a limit in place of {@code exists}, lest a planner reads all periods there are. */
    private static final String ADVANCE = """
            update usage_accounts set settled_until = :end, attempt = 0, last_fault = null,
                due_at = case when (
                        select 1 from usage_periods p
                        where p.account_id = usage_accounts.account_id and p.ended_at > :end and p.charged
                        limit 1) is not null
                    then cast(:next as timestamp with time zone) end
            where account_id = any (cast(:accounts as varchar array))
            """;

    private final NamedParameterJdbcTemplate jdbc;
    private final JdbcTemplate plain;

    DueAccountRows(JdbcTemplate jdbc) {
        this.jdbc = new NamedParameterJdbcTemplate(jdbc);
        this.plain = jdbc;
    }

    Optional<Instant> nextDue() {
        return plain
                .query(
                        "select due_at from usage_accounts where due_at is not null order by due_at limit 1",
                        (row, number) -> row.getTimestamp("due_at").toInstant())
                .stream()
                .findFirst();
    }

    /** Locks accounts that are due and that nobody settles at the moment. */
    List<DueHour> claim(Instant due, int limit) {
        return jdbc.query(CLAIM, new MapSqlParameterSource("due", Times.of(due)).addValue("limit", limit), DueHour::of);
    }

    /** Locks those of these accounts that are due and that nobody settles at the moment. */
    List<DueHour> claim(Instant due, List<String> accounts) {
        return jdbc.query(
                CLAIM_THESE,
                new MapSqlParameterSource("due", Times.of(due)).addValue("accounts", array(accounts)),
                DueHour::of);
    }

    /** The hour is done; who uses nothing any more is not due again. */
    void advance(Instant hour, List<String> accounts) {
        jdbc.update(
                ADVANCE,
                new MapSqlParameterSource("accounts", array(accounts))
                        .addValue("end", Times.of(hour.plus(SettlementRows.HOUR)))
                        .addValue(
                                "next", Times.of(hour.plus(SettlementRows.HOUR).plus(SettlementRows.HOUR))));
    }

    /** Remembers who was told that the balance runs low, and who must be told anew when it does again. */
    void low(List<String> accounts, boolean isLow, Instant at) {
        if (!accounts.isEmpty()) {
            jdbc.update(
                    "update usage_accounts set low_since = cast(:at as timestamp with time zone)"
                            + " where account_id = any (cast(:accounts as varchar array))",
                    new MapSqlParameterSource("accounts", array(accounts)).addValue("at", isLow ? Times.of(at) : null));
        }
    }

    int attempt(String account) {
        return plain.queryForList("select attempt from usage_accounts where account_id = ?", Integer.class, account)
                .get(0);
    }

    /** @return whether that hour was still to be settled; if not, nothing is changed */
    boolean failed(DueHour due, Instant retryAt, String fault) {
        return plain.update("""
                        update usage_accounts set attempt = attempt + 1, due_at = ?, last_fault = ?
                        where account_id = ? and settled_until = ? and due_at is not null
                        """, Times.of(retryAt), fault, due.account(), Times.of(due.hour())) > 0;
    }

    private static String[] array(List<String> accounts) {
        return accounts.toArray(String[]::new);
    }
}
