package shop.cvm.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.joda.money.Money;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;

/**
 * The statements that bill an hour. Accounts are joined as a table, so that either database looks each of them up
 * together with the hour and never reads what is long settled. The database multiplies and adds where the rows are:
 * whatever number of machines, no row of theirs is carried here and back, but for the few with traffic.
 */
@Repository("usageSettlementRows")
class SettlementRows {

    static final Duration HOUR = Duration.ofHours(1);

    /** What is used of each period in the hour; run is where on the way through the price steps it begins. */
    private static final String USED = """
            select p.account_id, p.instance_id, p.component, p.quantity, p.rate, p.second_after, p.second_rate,
                p.third_after, p.third_rate,
                case when p.started_at <= :hour and p.ended_at >= :end then 3600
                    else cast(extract(epoch from least(p.ended_at, :end))
                        - extract(epoch from greatest(p.started_at, :hour)) as integer) end as seconds,
                case when p.second_after is null then 0
                    else p.run_before + cast(extract(epoch from greatest(p.started_at, :hour))
                        - extract(epoch from p.started_at) as bigint) end as run
            from unnest(cast(:accounts as varchar array)) as batch (account_id)
            join usage_periods p on p.account_id = batch.account_id and p.ended_at > :hour
            where p.started_at < :end and p.charged
            """;

    /** How many of the seconds lie in the second price step or behind it, and how many in the third. */
    private static final String STEPPED = """
            select u.*,
                case when second_after is null then 0
                    else greatest(0, run + seconds - greatest(run, second_after * cast(3600 as bigint))) end as behind_first,
                case when third_after is null then 0
                    else greatest(0, run + seconds - greatest(run, third_after * cast(3600 as bigint))) end as behind_second
            from (
            """ + USED + ") u where component <> 'TRAFFIC' and seconds > 0";

    private static final String BILL = """
            insert into bill_lines (account_id, hour_at, instance_id, component, seconds, amount)
            select account_id, cast(:hour as timestamp with time zone), instance_id, component, sum(seconds),
                round(case component when 'BANDWIDTH' then max(rate) * sum(seconds)
                    else sum(rate * (seconds - behind_first) + coalesce(second_rate, 0) * (behind_first - behind_second)
                        + coalesce(third_rate, 0) * behind_second) end / 3600, 8)
            from (
            """ + STEPPED + ") s group by account_id, instance_id, component";

    private static final String TRAFFIC = USED + " and p.component = 'TRAFFIC'";

    private static final String BILL_TRAFFIC = """
            insert into bill_lines (account_id, hour_at, instance_id, component, seconds, megabytes, amount)
            values (?, ?, ?, 'TRAFFIC', ?, ?, ?)
            """;

    private static final String TOTAL = """
            insert into settled_hours (account_id, hour_at, amount)
            select account_id, cast(:hour as timestamp with time zone), sum(rounded) from (
                select l.account_id, l.instance_id, round(sum(l.amount), 2) as rounded
                from unnest(cast(:accounts as varchar array)) as batch (account_id)
                join bill_lines l on l.account_id = batch.account_id and l.hour_at = :hour
                group by l.account_id, l.instance_id) machines
            group by account_id
            """;

    private static final String TOTALS = """
            select h.account_id, h.amount from unnest(cast(:accounts as varchar array)) as batch (account_id)
            join settled_hours h on h.account_id = batch.account_id and h.hour_at = :hour
            """;

    private static final String FORESEEABLE = """
            select account_id, min(hour_at) as first_hour, sum(rounded) as amount from (
                select l.account_id, l.hour_at, round(sum(l.amount), 2) as rounded
                from unnest(cast(:accounts as varchar array)) as batch (account_id)
                join bill_lines l on l.account_id = batch.account_id and l.hour_at >= :from and l.hour_at < :until
                where l.component <> 'TRAFFIC'
                group by l.account_id, l.hour_at, l.instance_id) machines
            group by account_id
            """;

    private final NamedParameterJdbcTemplate jdbc;
    private final JdbcTemplate batches;

    SettlementRows(JdbcTemplate jdbc) {
        this.jdbc = new NamedParameterJdbcTemplate(jdbc);
        this.batches = jdbc;
    }

    /** The use of a line that is billed by traffic. */
    record Traffic(String account, InstanceId instance, int seconds, int mbps, HourlyRate perGigabyte) {

        static Traffic of(ResultSet row, int number) throws SQLException {
            return new Traffic(
                    row.getString("account_id"),
                    new InstanceId(row.getString("instance_id")),
                    row.getInt("seconds"),
                    row.getInt("quantity"),
                    new HourlyRate(row.getBigDecimal("rate")));
        }
    }

    /** Writes the lines of everything but traffic. */
    void bill(Instant hour, List<String> accounts) {
        jdbc.update(BILL, hour(hour, accounts));
    }

    List<Traffic> traffic(Instant hour, List<String> accounts) {
        return jdbc.query(TRAFFIC, hour(hour, accounts), Traffic::of);
    }

    void billTraffic(Instant hour, List<TrafficLine> lines) {
        batches.batchUpdate(BILL_TRAFFIC, lines, Math.max(lines.size(), 1), (row, line) -> {
            row.setString(1, line.account());
            row.setObject(2, Times.of(hour));
            row.setString(3, line.instance().instanceId());
            row.setInt(4, line.seconds());
            row.setLong(5, line.megabytes());
            row.setBigDecimal(6, line.amount());
        });
    }

    /** Adds the lines up, each machine rounded once, and says what they come to; accounts without any are missing. */
    Map<AccountId, Money> total(Instant hour, List<String> accounts) {
        MapSqlParameterSource parameters = hour(hour, accounts);
        jdbc.update(TOTAL, parameters);
        return amounts(TOTALS, parameters);
    }

    /**
     * What each of these accounts used of late, up to the end of this hour, without traffic, which nobody can foresee
     * ({@code domain.md} 10.3). Accounts that used nothing else are missing.
     */
    Map<AccountId, RecentUse> foreseeable(Instant hour, List<String> accounts) {
        Instant until = hour.plus(HOUR);
        MapSqlParameterSource parameters = new MapSqlParameterSource("accounts", array(accounts))
                .addValue("from", Times.of(until.minus(RecentUse.WINDOW)))
                .addValue("until", Times.of(until));
        Map<AccountId, RecentUse> uses = new LinkedHashMap<>();
        jdbc.query(FORESEEABLE, parameters, row -> {
            Instant first = row.getTimestamp("first_hour").toInstant();
            Money amount = Cny.round(row.getBigDecimal("amount"));
            uses.put(new AccountId(row.getString("account_id")), RecentUse.since(first, until, amount));
        });
        return uses;
    }

    private Map<AccountId, Money> amounts(String sql, MapSqlParameterSource parameters) {
        Map<AccountId, Money> amounts = new LinkedHashMap<>();
        jdbc.query(sql, parameters, row -> {
            amounts.put(new AccountId(row.getString("account_id")), Cny.round(row.getBigDecimal("amount")));
        });
        return amounts;
    }

    private static MapSqlParameterSource hour(Instant hour, List<String> accounts) {
        return new MapSqlParameterSource("accounts", array(accounts))
                .addValue("hour", Times.of(hour))
                .addValue("end", Times.of(hour.plus(HOUR)));
    }

    private static String[] array(List<String> accounts) {
        return accounts.toArray(String[]::new);
    }
}
