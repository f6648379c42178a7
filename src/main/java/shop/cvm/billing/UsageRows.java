package shop.cvm.billing;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.StepRates;

/** The rows of usage: for any number of machines a handful of statements. */
@Repository
@Transactional(propagation = Propagation.MANDATORY)
class UsageRows {

    private static final String INSERT_ACCOUNT = """
            insert into usage_accounts (account_id, settled_until) values (?, ?) on conflict do nothing
            """;

    private static final String LOCK = """
            select account_id, settled_until from usage_accounts
            where account_id = any (cast(? as varchar array)) order by account_id for update
            """;

    private static final String OPEN = """
            select * from usage_periods where instance_id = any (cast(? as varchar array)) and is_open
            """;

    private static final String USING = """
            select distinct account_id from usage_periods
            where instance_id = any (cast(? as varchar array)) and is_open
            """;

    private static final String END = """
            update usage_periods set ended_at = ?, is_open = null
            where instance_id = ? and component = ? and sequence = ?
            """;

    private static final String INSERT = """
            insert into usage_periods (instance_id, component, sequence, previous, account_id, started_at, ended_at,
                is_open, charged, quantity, rate, second_after, second_rate, third_after, third_rate, run_before,
                configuration)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** An account that used nothing for a while goes on with the hour in which it uses something again. */
    private static final String DUE = """
            update usage_accounts set
                settled_until = case when due_at is null and settled_until < ? then ? else settled_until end,
                due_at = coalesce(due_at, case when settled_until < ? then ? else settled_until + interval '1' hour end)
            where account_id = ?
            """;

    private final JdbcTemplate jdbc;

    UsageRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Locks the usage of these accounts against settlement and any other change of it.
     *
     * @param at when somebody who is new here begins
     * @return until when each is settled: what is settled changes no more
     */
    Map<AccountId, Instant> lock(SortedSet<String> accounts, Instant at) {
        OffsetDateTime hour = Times.of(at.truncatedTo(ChronoUnit.HOURS));
        jdbc.batchUpdate(INSERT_ACCOUNT, accounts, accounts.size(), (row, account) -> {
            row.setString(1, account);
            row.setObject(2, hour);
        });
        Map<AccountId, Instant> settled = new HashMap<>();
        jdbc.query(
                LOCK,
                row -> {
                    settled.put(
                            new AccountId(row.getString("account_id")),
                            row.getTimestamp("settled_until").toInstant());
                },
                (Object) accounts.toArray(String[]::new));
        return settled;
    }

    /** The open periods of these machines. */
    List<UsagePeriod> open(Collection<InstanceId> machines) {
        return jdbc.query(OPEN, UsagePeriod::of, (Object) ids(machines));
    }

    /** Whose machines among these have an open period, as it seems without a lock. */
    Set<String> usingAccounts(Collection<InstanceId> machines) {
        return Set.copyOf(jdbc.queryForList(USING, String.class, (Object) ids(machines)));
    }

    private static String[] ids(Collection<InstanceId> machines) {
        return machines.stream().map(InstanceId::instanceId).distinct().toArray(String[]::new);
    }

    /** Ends periods and begins others. */
    void store(List<UsagePeriod> ended, List<UsagePeriod> begun) {
        if (!ended.isEmpty()) {
            jdbc.batchUpdate(END, ended, ended.size(), UsageRows::end);
        }
        if (!begun.isEmpty()) {
            jdbc.batchUpdate(INSERT, begun, begun.size(), UsageRows::begin);
        }
        due(begun.stream().filter(UsagePeriod::charged).toList());
    }

    private void due(List<UsagePeriod> begun) {
        Map<AccountId, Instant> first = new HashMap<>();
        begun.forEach(period ->
                first.merge(period.account(), period.startedAt(), (one, other) -> one.isBefore(other) ? one : other));
        List<Object[]> rows = new ArrayList<>();
        first.forEach((account, at) -> {
            OffsetDateTime hour = Times.of(at.truncatedTo(ChronoUnit.HOURS));
            OffsetDateTime next = Times.of(at.truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS));
            rows.add(new Object[] {hour, hour, hour, next, account.accountId()});
        });
        jdbc.batchUpdate(DUE, rows);
    }

    private static void end(PreparedStatement row, UsagePeriod period) throws SQLException {
        row.setObject(1, Times.of(period.endedAt()));
        row.setString(2, period.instance().instanceId());
        row.setString(3, period.component().name());
        row.setInt(4, period.sequence());
    }

    private static void begin(PreparedStatement row, UsagePeriod period) throws SQLException {
        StepRates steps = period.steps();
        row.setString(1, period.instance().instanceId());
        row.setString(2, period.component().name());
        row.setInt(3, period.sequence());
        number(row, 4, period.sequence() == 0 ? null : period.sequence() - 1);
        row.setString(5, period.account().accountId());
        row.setObject(6, Times.of(period.startedAt()));
        row.setObject(7, Times.of(period.endedAt()));
        row.setBoolean(8, true);
        row.setBoolean(9, period.charged());
        row.setInt(10, period.rate().quantity());
        rate(row, 11, period.rate().rate());
        number(row, 12, steps.secondAfter());
        rate(row, 13, steps.secondRate());
        number(row, 14, steps.thirdAfter());
        rate(row, 15, steps.thirdRate());
        row.setLong(16, period.runBefore());
        row.setInt(17, period.rate().configuration());
    }

    private static void number(PreparedStatement row, int column, @Nullable Integer number) throws SQLException {
        row.setObject(column, number, Types.INTEGER);
    }

    private static void rate(PreparedStatement row, int column, @Nullable HourlyRate rate) throws SQLException {
        row.setBigDecimal(column, rate == null ? null : rate.perHour());
    }
}
