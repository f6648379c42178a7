package shop.cvm.billing;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.joda.money.Money;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Repository;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;
import shop.cvm.money.Cny;
import shop.cvm.pricing.Component;

/**
 * Reads what part of the deductions each line is. A machine's hour is rounded once; of that a line gets what the sum up
 * to it, rounded, is more than the sum before it, rounded. So the parts add up to the cent, whichever way they are added.
 */
@Repository
class BillShares {

    private static final String MACHINES = " and instance_id in (:machines) ";

    private final NamedParameterJdbcTemplate jdbc;

    BillShares(JdbcTemplate jdbc) {
        this.jdbc = new NamedParameterJdbcTemplate(jdbc);
    }

    /** What one kind of component came to in one hour. */
    record Hour(Instant at, Component component, Money deducted) {

        static Hour of(ResultSet row, int number) throws SQLException {
            return new Hour(
                    row.getTimestamp("hour_at").toInstant(),
                    Component.valueOf(row.getString("component")),
                    Cny.round(row.getBigDecimal("deducted")));
        }
    }

    /** The part of a line, and the exact sum of all lines of its machine in its hour. */
    record Share(Instant hour, InstanceId instance, Component component, Money deducted, BigDecimal machineAmount) {

        static Share of(ResultSet row, int number) throws SQLException {
            return new Share(
                    row.getTimestamp("hour_at").toInstant(),
                    new InstanceId(row.getString("instance_id")),
                    Component.valueOf(row.getString("component")),
                    Cny.round(row.getBigDecimal("deducted")),
                    row.getBigDecimal("machine"));
        }
    }

    List<Hour> hours(AccountId account, Instant from, Instant to) {
        return jdbc.query(
                "select hour_at, component, sum(deducted) as deducted from (" + shared("")
                        + ") shares group by hour_at, component",
                BillRows.filtered(account, new BillFilter(from, to, null, null)),
                Hour::of);
    }

    List<ProductBill> products(AccountId account, BillFilter filter) {
        return jdbc.query(
                """
                select component, sum(seconds) as seconds, coalesce(sum(megabytes), 0) as megabytes, sum(amount) as amount,
                    sum(deducted) as deducted
                from (
                """ + shared(BillRows.ONE_MACHINE) + ") shares where 1 = 1" + BillRows.ONE_COMPONENT
                        + "group by component order by component",
                BillRows.filtered(account, filter),
                (row, number) -> new ProductBill(
                        Component.valueOf(row.getString("component")),
                        row.getLong("seconds"),
                        row.getLong("megabytes"),
                        row.getBigDecimal("amount"),
                        Cny.round(row.getBigDecimal("deducted"))));
    }

    List<Share> lines(AccountId account, BillFilter hours, Collection<InstanceId> machines) {
        return jdbc.query(shared(MACHINES), of(account, hours, machines), Share::of);
    }

    /** The charged periods of these machines that touch the hours, oldest first. */
    List<UsagePeriod> periods(AccountId account, BillFilter hours, Collection<InstanceId> machines) {
        return jdbc.query(
                "select * from usage_periods where account_id = :account and ended_at > :from and started_at < :to and charged"
                        + MACHINES + "order by sequence",
                of(account, hours, machines),
                UsagePeriod::of);
    }

    private static String shared(String which) {
        return """
                select running.*, round(so_far, 2) - round(so_far - amount, 2) as deducted from (
                    select l.*, sum(amount) over (partition by hour_at, instance_id order by component) as so_far,
                        sum(amount) over (partition by hour_at, instance_id) as machine
                    from bill_lines l where account_id = :account and hour_at >= :from and hour_at < :to
                """ + which + ") running";
    }

    private static MapSqlParameterSource of(AccountId account, BillFilter hours, Collection<InstanceId> machines) {
        return BillRows.filtered(account, hours)
                .addValue(
                        "machines",
                        machines.stream().map(InstanceId::instanceId).toList());
    }
}
