package shop.bench;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Paid machines that wait to be made, half of them by the hour, put into PostgreSQL in bulk, and the making of them in SQL
 * written by hand.
 */
final class DueMachines {

    private static final int PER_ACCOUNT = 100;

    /** One account with a default network and group for a hundred machines each. */
    private static final List<String> ACCOUNTS =
            List.of("""
            insert into accounts (account_id, email, password_hash, created_at, version)
            select (100000000000 + n)::text, 'a' || n || '@example.com', 'none', now(), 0 from generate_series(1, :accounts) n
            """, "insert into balances (account_id) select account_id from accounts", """
            insert into vpcs (vpc_id, account_id, region_id, cidr, is_default, created_at)
            select 'v' || n, (100000000000 + n)::text, 'ap-guangzhou', '172.16.0.0/12', true, now()
            from generate_series(1, :accounts) n
            """, """
            insert into subnets (subnet_id, vpc_id, region_id, zone_id, cidr, is_default, created_at)
            select 's' || n, 'v' || n, 'ap-guangzhou', 'ap-guangzhou-3', '172.16.0.0/20', true, now()
            from generate_series(1, :accounts) n
            """, """
            insert into security_groups (security_group_id, account_id, region_id, template, is_default, created_at)
            select 'g' || n, (100000000000 + n)::text, 'ap-guangzhou', 'SSH_22', true, now() from generate_series(1, :accounts) n
            """);

    /** Ids in no order, as the shop's are: an odd factor shuffles all numbers of 32 bits. Of an account every other is hourly. */
    private static final List<String> MACHINES = List.of("""
            insert into instances (instance_id, account_id, order_number, line, position, charge_type, months, zone_id,
                instance_type, image_id, network_type, internet_charge_type, bandwidth_mbps, region_id, vcpu,
                memory_gib, os_type, os_name, login_user, unit_total, hourly_rate, name, renewal, subnet_id,
                security_group_id, login_kind, login_secret, login_secret_until, state, paid_at, make_until,
                expires_at, next_step_at, attempt, version)
            select 'ins-' || lpad(to_hex((n::bigint * 2654435761) % 4294967296), 8, '0'), (100000000000 + n % :accounts + 1)::text,
                '2026112300' || n % :accounts, 0, n, case when hourly then 'POSTPAID_BY_HOUR' else 'PREPAID' end,
                case when hourly then 0 else 1 end, 'ap-guangzhou-3', 'S5.MEDIUM4', 'img-487zeit5',
                'VPC', 'BANDWIDTH', 1, 'ap-guangzhou', 2, 4, 'LINUX', 'Ubuntu Server 18.04.1 LTS 64bit', 'ubuntu',
                case when hourly then 0.92 else 161.00 end, case when hourly then 0.924 else 0 end, 'web-' || n,
                'NOTIFY_AND_MANUAL_RENEW', 's' || n % :accounts + 1, 'g' || n % :accounts + 1, 'RANDOM', :secret,
                now() + interval '7 days', 'PENDING', now(), now() + interval '10 minutes',
                case when not hourly then now() + interval '1 month' end, now(), 0, 0
            from (select n, n / :accounts % 2 = 1 as hourly from generate_series(1, :count) n) numbers
            """, """
            insert into instance_disks (instance_id, position, disk_id, disk_usage, disk_type, size_gb)
            select instance_id, 0, 'disk-' || substr(instance_id, 5), 'SYSTEM_DISK', 'CLOUD_PREMIUM', 50 from instances
            """, """
            insert into instance_rates (instance_id, component, quantity, rate, second_after, second_rate, third_after,
                third_rate)
            select i.instance_id, c.component, c.quantity, c.rate, c.second_after, c.second_rate, c.third_after, c.third_rate
            from instances i
            cross join (values ('COMPUTE', 1, 0.84, 96, 0.42, 360, 0.2856),
                ('SYSTEM_DISK', 50, 0.021, null::integer, null::numeric, null::integer, null::numeric),
                ('BANDWIDTH', 1, 0.063, null, null, null, null))
                c (component, quantity, rate, second_after, second_rate, third_after, third_rate)
            where i.charge_type = 'POSTPAID_BY_HOUR'
            """);

    /**
     * All that the shop leaves behind when it has made them: the machines with their addresses, who runs with the line in
     * its history, what is used from then on, and the messages.
     */
    private static final List<String> MADE = List.of("""
            insert into simulated_machines
                (machine_id, fingerprint, is_on, ready_at, address_at, pool, private_ip, public_pool, public_ip)
            select instance_id, encode(sha256(instance_id::bytea), 'hex'), true, now(),
                now() + interval '1 minute' + random() * interval '4 minutes', subnet_id,
                '172.16.' || (inner_number + 1) / 256 || '.' || (inner_number + 1) % 256,
                'public:' || region_id, '198.' || 18 + number / 65536 || '.' || number / 256 % 256 || '.' || number % 256
            from (
                select instance_id, region_id, subnet_id, row_number() over (partition by subnet_id) as inner_number,
                    row_number() over () as number
                from instances where next_step_at <= now() and state = 'PENDING') due
            """, """
            insert into simulated_pools (pool, next_number, part)
            select pool, count(*), null from simulated_machines group by pool union all
            select public_pool, count(*), row_number() over () - 1 from simulated_machines group by public_pool
            """, """
            update instances i set state = 'RUNNING', allocated_at = now(), running_at = now(),
                next_step_at = m.address_at, attempt = 0, version = version + 1
            from simulated_machines m
            where m.machine_id = i.instance_id and i.next_step_at <= now() and i.state = 'PENDING'
            """, """
            insert into instance_acts (instance_id, kind, done_at)
            select instance_id, 'CREATED', running_at from instances where state = 'RUNNING'
            """, """
            insert into usage_accounts (account_id, settled_until, due_at)
            select account_id, date_trunc('hour', now()), date_trunc('hour', now()) + interval '1 hour'
            from instances i join instance_rates r on r.instance_id = i.instance_id
            where i.state = 'RUNNING' group by account_id
            """, """
            insert into usage_periods (instance_id, component, sequence, account_id, started_at, ended_at, is_open,
                charged, quantity, rate, second_after, second_rate, third_after, third_rate, run_before, configuration)
            select i.instance_id, r.component, 0, i.account_id, date_trunc('second', i.running_at),
                '9999-12-31 00:00:00+00', true, true, r.quantity, r.rate, r.second_after, r.second_rate, r.third_after,
                r.third_rate, 0, r.configuration
            from instances i join instance_rates r on r.instance_id = i.instance_id
            where i.state = 'RUNNING'
            """, """
            insert into messages (account_id, message_key, kind, instance_id, machines, created_at)
            select account_id, 'created:' || instance_id, 'INSTANCE_CREATED', instance_id, 1, now()
            from instances where state = 'RUNNING'
            """);

    /**
     * How many rows of each table there are and a sum over their content, so that the two sides can be compared. Of times
     * only what follows from them: the sides work one after the other. Of addresses only how many differ.
     */
    private static final String CONTENT = """
            select string_agg(part, ', ' order by part) from (
                select 'instances ' || count(*) || ' ' || sum(hashtext(row(instance_id, account_id, charge_type, state,
                    allocated_at is not null, running_at is not null, next_step_at > running_at, attempt, version,
                    login_secret, private_ip, public_ip)::text)::bigint) as part from instances
                union all select 'acts ' || count(*) || ' '
                    || sum(hashtext(row(instance_id, kind, detail, request_id, api_action)::text)::bigint) from instance_acts
                union all select 'machines ' || count(*) || ' ' || sum(hashtext(row(machine_id, is_on, pool, public_pool,
                    ready_at <= address_at, is_foreign, busy_until, gave_public)::text)::bigint)
                    || ' ' || count(distinct (pool, private_ip)) || ' ' || count(distinct public_ip) from simulated_machines
                union all select 'pools ' || count(*) || ' ' || sum(hashtext(p::text)::bigint) from simulated_pools p
                union all select 'accounts ' || count(*) || ' '
                    || sum(hashtext(row(account_id, due_at - settled_until, attempt)::text)::bigint) from usage_accounts
                union all select 'periods ' || count(*) || ' ' || sum(hashtext(row(instance_id, component, sequence,
                    previous, account_id, ended_at, is_open, charged, quantity, rate, second_after, second_rate,
                    third_after, third_rate, run_before, configuration)::text)::bigint) from usage_periods
                union all select 'messages ' || count(*) || ' ' || sum(hashtext(row(account_id, message_key, kind,
                    instance_id, order_number, machines, cut_off, amount, read_at)::text)::bigint) from messages
                union all select 'told later ' || count(*) from event_publication
                union all select 'leased ' || count(*) from instance_leases) parts
            """;

    /** What comes next, when the addresses can be seen: from then on nothing is due. */
    private static final String SETTLED = """
            update instances i set private_ip = m.private_ip, public_ip = m.public_ip, addressed_at = m.address_at,
                next_step_at = null, version = version + 1
            from simulated_machines m where m.machine_id = i.instance_id
            """;

    /** The first of them, by their ids, are to be made once more. */
    private static final List<String> AGAIN = List.of(
            "create temporary table again as select instance_id from instances order by instance_id limit :count",
            "delete from simulated_machines where machine_id in (select instance_id from again)",
            "delete from messages where instance_id in (select instance_id from again)",
            "delete from usage_periods where instance_id in (select instance_id from again)",
            "delete from instance_acts where instance_id in (select instance_id from again)",
            """
            update instances set state = 'PENDING', allocated_at = null, running_at = null, addressed_at = null,
                private_ip = null, public_ip = null, next_step_at = now() - interval '1 minute'
            where instance_id in (select instance_id from again)
            """,
            "drop table again");

    private static final List<String> GONE = List.of(
            "truncate instance_disks, simulated_machines, simulated_pools, instances, order_refunds, usage_accounts cascade",
            "truncate event_publication",
            "truncate messages",
            "truncate instance_leases");

    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final String secret;

    DueMachines(JdbcClient jdbc, TransactionOperations transaction, String secret) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.secret = secret;
    }

    void openAccounts(int machines) {
        ACCOUNTS.forEach(
                sql -> jdbc.sql(sql).param("accounts", accounts(machines)).update());
    }

    /** Exactly this many machines are there, all of them due. */
    void wait(int count) {
        GONE.forEach(sql -> jdbc.sql(sql).update());
        MACHINES.forEach(sql -> {
            JdbcClient.StatementSpec statement = jdbc.sql(sql);
            if (sql.contains(":count")) {
                statement.param("accounts", accounts(count));
                statement.param("count", count);
                statement.param("secret", secret);
            }
            statement.update();
        });
        vacuum();
        jdbc.sql("checkpoint").update();
    }

    /** As the database does by itself within some minutes. */
    void vacuum() {
        jdbc.sql("vacuum analyze").update();
    }

    void makeBySql() {
        MADE.forEach(sql -> jdbc.sql(sql).update());
    }

    /** What is there, to be compared. */
    String content() {
        return jdbc.sql(CONTENT).query(String.class).single();
    }

    /** Exactly this many machines are there, made and with their addresses: nothing is due. */
    void settle(int count) {
        wait(count);
        makeBySql();
        jdbc.sql(SETTLED).update();
        vacuum();
    }

    /** So many of them, and no others, are due. */
    void due(int count) {
        transaction.executeWithoutResult(status -> AGAIN.forEach(sql -> {
            JdbcClient.StatementSpec statement = jdbc.sql(sql);
            if (sql.contains(":count")) {
                statement.param("count", count);
            }
            statement.update();
        }));
    }

    private static int accounts(int machines) {
        return Math.max(machines / PER_ACCOUNT, 1);
    }
}
