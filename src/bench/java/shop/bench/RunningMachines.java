package shop.bench;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Hourly machines that run and have an hour to settle, put into PostgreSQL in bulk, and its settlement in SQL written by hand. */
final class RunningMachines {

    /** Each with vCPU and memory in price steps, and a system disk. */
    static final int PER_ACCOUNT = 10;

    private static final List<String> OPEN = List.of("""
            insert into accounts (account_id, email, password_hash, created_at, version)
            select (100000000000 + n)::text, 'a' || n || '@example.com', 'none', now(), 0
            from generate_series(:first, :last) n
            """, """
            insert into balances (account_id)
            select (100000000000 + n)::text from generate_series(:first, :last) n
            """, """
            insert into vpcs (vpc_id, account_id, region_id, cidr, is_default, created_at)
            select 'v' || n, (100000000000 + n)::text, 'ap-guangzhou', '172.16.0.0/12', true, now()
            from generate_series(:first, :last) n
            """, """
            insert into subnets (subnet_id, vpc_id, region_id, zone_id, cidr, is_default, created_at)
            select 's' || n, 'v' || n, 'ap-guangzhou', 'ap-guangzhou-3', '172.16.0.0/20', true, now()
            from generate_series(:first, :last) n
            """, """
            insert into security_groups (security_group_id, account_id, region_id, template, is_default, created_at)
            select 'g' || n, (100000000000 + n)::text, 'ap-guangzhou', 'SSH_22', true, now()
            from generate_series(:first, :last) n
            """, """
            insert into instances (instance_id, account_id, order_number, line, position, charge_type, months, zone_id,
                instance_type, image_id, network_type, internet_charge_type, bandwidth_mbps, region_id, vcpu, memory_gib,
                os_type, os_name, login_user, unit_total, hourly_rate, name, renewal, subnet_id, security_group_id,
                login_kind, state, paid_at, make_until, running_at, attempt, version)
            select 'ins-' || lpad(to_hex(((n * :machines + m)::bigint * 2654435761) % 4294967296), 8, '0'),
                (100000000000 + n)::text, '2026112300' || n, 0, m, 'POSTPAID_BY_HOUR', 0, 'ap-guangzhou-3',
                'S2.MEDIUM4', 'img-487zeit5', 'VPC', 'BANDWIDTH', 0, 'ap-guangzhou', 2, 4, 'LINUX',
                'Ubuntu Server 18.04.1 LTS 64bit', 'ubuntu', 0.86, 0.861, 'web-' || m, 'NOTIFY_AND_MANUAL_RENEW', 's' || n, 'g' || n,
                'RANDOM', 'RUNNING', now(), now(), now() - interval '5 days', 0, 0
            from generate_series(:first, :last) n cross join generate_series(1, :machines) m
            """, """
            insert into usage_accounts (account_id, settled_until)
            select (100000000000 + n)::text, date_trunc('hour', now()) from generate_series(:first, :last) n
            """, """
            insert into usage_periods (instance_id, component, sequence, account_id, started_at, ended_at, is_open,
                charged, quantity, rate, second_after, second_rate, third_after, third_rate, run_before)
            select i.instance_id, c.component, 0, i.account_id,
                date_trunc('hour', now()) - interval '97 hour' + i.position * interval '10 minute',
                '9999-12-31 00:00:00+00', true, true, c.quantity, c.rate, c.second_after, c.second_rate, c.third_after,
                c.third_rate, 0
            from instances i
            cross join (values ('COMPUTE', 1, 0.84, 96, 0.42, 360, 0.2856),
                ('SYSTEM_DISK', 50, 0.021, null::integer, null::numeric, null::integer, null::numeric))
                c (component, quantity, rate, second_after, second_rate, third_after, third_rate)
            where i.account_id between (100000000000 + :first)::text and (100000000000 + :last)::text
            """);

    /** An hour ago is due for these accounts, and nothing for the others. */
    private static final List<String> DUE = List.of("truncate bill_lines, settled_hours, entries", """
            update balances set balance = 900000, line_count = 0
            """, """
            update usage_accounts set attempt = 0, last_fault = null,
                settled_until = cast(:hour as timestamptz) - case when account_id between :first and :last then interval '1 hour'
                    else interval '0' end,
                due_at = cast(:hour as timestamptz) + case when account_id between :first and :last then interval '0' else interval '1 hour' end
            """);

    /** All that the shop leaves behind when it has settled what is due. */
    private static final List<String> SETTLED = List.of("""
            insert into bill_lines (account_id, hour_at, instance_id, component, seconds, amount)
            select account_id, hour_at, instance_id, component, seconds,
                round((rate * before_second + coalesce(second_rate, 0) * (before_third - before_second)
                    + coalesce(third_rate, 0) * (seconds - before_third)) / 3600, 8)
            from (
                select p.*, a.settled_until as hour_at, 3600 as seconds,
                    case when p.second_after is null then 3600 else least(3600, greatest(0,
                        p.second_after * 3600 - extract(epoch from a.settled_until - p.started_at))) end as before_second,
                    case when p.third_after is null then 3600 else least(3600, greatest(0,
                        p.third_after * 3600 - extract(epoch from a.settled_until - p.started_at))) end as before_third
                from usage_accounts a join usage_periods p on p.account_id = a.account_id
                where a.due_at <= :due and p.charged and p.started_at < a.due_at and p.ended_at > a.settled_until) used
            """, """
            insert into settled_hours (account_id, hour_at, amount)
            select account_id, hour_at, sum(rounded) from (
                select l.account_id, l.hour_at, round(sum(l.amount), 2) as rounded
                from usage_accounts a
                join bill_lines l on l.account_id = a.account_id and l.hour_at = a.settled_until
                where a.due_at <= :due
                group by l.account_id, l.hour_at, l.instance_id) machines
            group by account_id, hour_at
            """, """
            update balances b set balance = b.balance - h.amount, line_count = b.line_count + 1
            from usage_accounts a
            join settled_hours h on h.account_id = a.account_id and h.hour_at = a.settled_until
            where a.due_at <= :due and b.account_id = h.account_id
            """, """
            insert into entries (account_id, line, reference, kind, amount, debit_account, credit_account, balance_after,
                frozen_after, description_key, description_args, occurred_at)
            select b.account_id, b.line_count,
                'settle:' || b.account_id || ':' || to_char(h.hour_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
                'SETTLEMENT', h.amount, 'customer:' || b.account_id, 'shop:revenue', b.balance, b.frozen, 'usage',
                to_char(h.hour_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD HH24:MI') || chr(10)
                    || to_char((h.hour_at + interval '1 hour') at time zone 'Asia/Shanghai', 'HH24:MI'),
                h.hour_at + interval '1 hour'
            from usage_accounts a
            join settled_hours h on h.account_id = a.account_id and h.hour_at = a.settled_until
            join balances b on b.account_id = h.account_id
            where a.due_at <= :due
            """, """
            update usage_accounts set settled_until = settled_until + interval '1 hour',
                due_at = due_at + interval '1 hour', attempt = 0, last_fault = null
            where due_at <= :due
            """);

    /** How many rows there are and a sum over all of their content, so that the two sides can be compared. */
    private static final String CONTENT = """
            select string_agg(part, ', ' order by part) from (
                select 'lines ' || count(*) || ' ' || sum(hashtext(l::text)::bigint) as part from bill_lines l
                union all select 'hours ' || count(*) || ' ' || sum(hashtext(h::text)::bigint) from settled_hours h
                union all select 'entries ' || count(*) || ' ' || sum(hashtext(e::text)::bigint) from entries e
                union all select 'balances ' || sum(hashtext(b::text)::bigint) from balances b
                union all select 'accounts ' || sum(hashtext(a::text)::bigint) from usage_accounts a) parts
            """;

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;

    RunningMachines(JdbcClient jdbc, TransactionOperations transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** More accounts, numbered on from the first, each with its machines. */
    void open(int first, int accounts) {
        for (String sql : OPEN) {
            JdbcClient.StatementSpec statement =
                    jdbc.sql(sql).param("first", first + 1).param("last", first + accounts);
            if (sql.contains(":machines")) {
                statement.param("machines", PER_ACCOUNT);
            }
            statement.update();
        }
        jdbc.sql("vacuum analyze").update();
    }

    /** Nothing is settled yet, and the hour of these accounts and of nobody else that ended then is due. */
    void due(int first, int accounts, Instant end) {
        Timestamp hour = Timestamp.from(end);
        DUE.forEach(sql -> {
            JdbcClient.StatementSpec statement = jdbc.sql(sql);
            if (sql.contains(":hour")) {
                statement.param("hour", hour).param("first", id(first + 1)).param("last", id(first + accounts));
            }
            statement.update();
        });
        jdbc.sql("vacuum analyze").update();
        jdbc.sql("checkpoint").update();
    }

    /** When the last hour ended; by the database's clock. */
    Instant lastHour() {
        return jdbc.sql("select date_trunc('hour', now())")
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    /** One hour of whoever is due by then. */
    void settleBySql(Instant due) {
        transaction.executeWithoutResult(status -> SETTLED.forEach(
                sql -> jdbc.sql(sql).param("due", Timestamp.from(due)).update()));
    }

    String settled() {
        return jdbc.sql(CONTENT).query(String.class).single();
    }

    private static String id(int number) {
        return Long.toString(100_000_000_000L + number);
    }
}
