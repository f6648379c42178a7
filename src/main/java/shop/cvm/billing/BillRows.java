package shop.cvm.billing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Pageable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;
import shop.cvm.money.Cny;
import shop.cvm.pricing.Component;

/** Reads what was settled. */
@Repository
class BillRows {

    private static final String WITHIN = " where account_id = :account and hour_at >= :from and hour_at < :to ";

    static final String ONE_MACHINE =
            " and (cast(:instance as varchar) is null or instance_id = cast(:instance as varchar)) ";

    static final String ONE_COMPONENT =
            " and (cast(:component as varchar) is null or component = cast(:component as varchar)) ";

    private static final String AFTER =
            " and (hour_at, instance_id, component) > (:lastHour, :lastInstance, :lastComponent) ";

    private static final String PAGE = " limit :limit offset :offset";

    private final NamedParameterJdbcTemplate jdbc;

    BillRows(JdbcTemplate jdbc) {
        this.jdbc = new NamedParameterJdbcTemplate(jdbc);
    }

    /** An hour and what it came to. */
    record Hour(Instant at, Money amount) {

        static Hour of(ResultSet row, int number) throws SQLException {
            return new Hour(row.getTimestamp("hour_at").toInstant(), Cny.round(row.getBigDecimal("amount")));
        }
    }

    List<Hour> hours(AccountId account, Instant from, Instant to) {
        return jdbc.query(
                "select hour_at, amount from settled_hours" + WITHIN + "order by hour_at",
                within(account, from, to),
                Hour::of);
    }

    List<Instant> firstAndLast(AccountId account) {
        return jdbc.query(
                """
                select min(hour_at) as hour_at from settled_hours where account_id = :account having count(*) > 0
                union all
                select max(hour_at) as hour_at from settled_hours where account_id = :account having count(*) > 0
                """,
                new MapSqlParameterSource("account", account.accountId()),
                (row, number) -> row.getTimestamp("hour_at").toInstant());
    }

    List<InstanceBill> instances(AccountId account, Instant from, Instant to, Pageable page) {
        return jdbc.query(
                "select instance_id, count(*) as hours, sum(rounded) as amount from ("
                        + "select instance_id, hour_at, round(sum(amount), 2) as rounded from bill_lines" + WITHIN
                        + "group by instance_id, hour_at) machines group by instance_id"
                        + " order by amount desc, instance_id" + PAGE,
                paged(within(account, from, to), page),
                (row, number) -> new InstanceBill(
                        new InstanceId(row.getString("instance_id")),
                        row.getLong("hours"),
                        Cny.round(row.getBigDecimal("amount"))));
    }

    long countInstances(AccountId account, Instant from, Instant to) {
        return count("select count(distinct instance_id) from bill_lines" + WITHIN, within(account, from, to));
    }

    List<BillLine> lines(AccountId account, BillFilter filter, Pageable page) {
        return lines(account, filter, page.getOffset(), page.getPageSize());
    }

    List<BillLine> lines(AccountId account, BillFilter filter, long offset, int limit) {
        return jdbc.query(
                "select * from bill_lines" + WITHIN + ONE_MACHINE + ONE_COMPONENT
                        + "order by hour_at desc, instance_id, component limit :limit offset :offset",
                filtered(account, filter).addValue("limit", limit).addValue("offset", offset),
                line(account));
    }

    List<BillLine> linesAfter(AccountId account, BillFilter filter, @Nullable BillLine after, int limit) {
        MapSqlParameterSource parameters = filtered(account, filter).addValue("limit", limit);
        String rest = "";
        if (after != null) {
            rest = AFTER;
            parameters
                    .addValue("from", Times.of(after.hour()))
                    .addValue("lastHour", Times.of(after.hour()))
                    .addValue("lastInstance", after.instance().instanceId())
                    .addValue("lastComponent", after.component().name());
        }
        return jdbc.query(
                "select * from bill_lines" + WITHIN + ONE_MACHINE + ONE_COMPONENT + rest
                        + "order by hour_at, instance_id, component limit :limit",
                parameters,
                line(account));
    }

    long countLines(AccountId account, BillFilter filter) {
        return count(
                "select count(*) from bill_lines" + WITHIN + ONE_MACHINE + ONE_COMPONENT, filtered(account, filter));
    }

    /** The charged periods of one component that touch an hour, oldest first. */
    List<UsagePeriod> periods(AccountId account, InstanceId instance, Component component, Instant hour) {
        return jdbc.query(
                """
                select * from usage_periods
                where account_id = :account and instance_id = :instance and component = :component
                    and ended_at > :from and started_at < :to and charged
                order by sequence
                """,
                filtered(account, new BillFilter(hour, hour.plus(SettlementRows.HOUR), instance, component)),
                UsagePeriod::of);
    }

    private long count(String sql, MapSqlParameterSource parameters) {
        return jdbc.query(sql, parameters, (row, number) -> row.getLong(1)).get(0);
    }

    private static RowMapper<BillLine> line(AccountId account) {
        return (row, number) -> {
            Instant hour = row.getTimestamp("hour_at").toInstant();
            long megabytes = row.getLong("megabytes");
            Long traffic = row.wasNull() ? null : megabytes;
            return new BillLine(
                    hour,
                    new InstanceId(row.getString("instance_id")),
                    Component.valueOf(row.getString("component")),
                    row.getInt("seconds"),
                    traffic,
                    row.getBigDecimal("amount"),
                    Settlement.reference(account, hour));
        };
    }

    private static MapSqlParameterSource within(AccountId account, Instant from, Instant to) {
        return new MapSqlParameterSource("account", account.accountId())
                .addValue("from", Times.of(from))
                .addValue("to", Times.of(to));
    }

    static MapSqlParameterSource filtered(AccountId account, BillFilter filter) {
        InstanceId instance = filter.instance();
        Component component = filter.component();
        return within(account, filter.from(), filter.to())
                .addValue("instance", instance == null ? null : instance.instanceId())
                .addValue("component", component == null ? null : component.name());
    }

    private static MapSqlParameterSource paged(MapSqlParameterSource parameters, Pageable page) {
        return parameters.addValue("limit", page.getPageSize()).addValue("offset", page.getOffset());
    }
}
