package shop.bench;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Paid machines that wait to be made, put into PostgreSQL in bulk, and the making of them in SQL written by hand. */
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

    /** Ids in no order, as the shop's are: an odd factor shuffles all numbers of 32 bits. */
    private static final List<String> MACHINES = List.of("""
            insert into instances (instance_id, account_id, order_number, line, position, charge_type, months, zone_id,
                instance_type, image_id, network_type, internet_charge_type, bandwidth_mbps, region_id, vcpu,
                memory_gib, os_type, os_name, login_user, unit_total, hourly_rate, name, renewal, subnet_id,
                security_group_id, login_kind, login_secret, login_secret_until, state, paid_at, make_until,
                expires_at, next_step_at, attempt, version)
            select 'ins-' || lpad(to_hex((n::bigint * 2654435761) % 4294967296), 8, '0'), (100000000000 + n % :accounts + 1)::text,
                '2026112300' || n % :accounts, 0, n, 'PREPAID', 1, 'ap-guangzhou-3', 'S5.MEDIUM4', 'img-487zeit5',
                'VPC', 'BANDWIDTH', 1, 'ap-guangzhou', 2, 4, 'LINUX', 'Ubuntu Server 18.04.1 LTS 64bit', 'ubuntu',
                161.00, 0, 'web-' || n, 'NOTIFY_AND_MANUAL_RENEW', 's' || n % :accounts + 1, 'g' || n % :accounts + 1, 'RANDOM', :secret,
                now() + interval '7 days', 'PENDING', now(), now() + interval '10 minutes', now() + interval '1 month',
                now(), 0, 0
            from generate_series(1, :count) n
            """, """
            insert into instance_disks (instance_id, position, disk_id, disk_usage, disk_type, size_gb)
            select instance_id, 0, 'disk-' || substr(instance_id, 5), 'SYSTEM_DISK', 'CLOUD_PREMIUM', 50 from instances
            """);

    /** All that the shop leaves behind when it has made them: the machines with their addresses, who runs, and the messages. */
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
            insert into messages (account_id, message_key, kind, instance_id, machines, created_at)
            select account_id, 'created:' || instance_id, 'INSTANCE_CREATED', instance_id, 1, now()
            from instances where state = 'RUNNING'
            """);

    private static final List<String> GONE = List.of(
            "truncate instance_disks, simulated_machines, simulated_pools, instances, order_refunds cascade",
            "truncate event_publication",
            "truncate messages",
            "truncate instance_leases");

    private final JdbcClient jdbc;
    private final String secret;

    DueMachines(JdbcClient jdbc, String secret) {
        this.jdbc = jdbc;
        this.secret = secret;
    }

    void openAccounts(int machines) {
        ACCOUNTS.forEach(
                sql -> jdbc.sql(sql).param("accounts", machines / PER_ACCOUNT).update());
    }

    /** Exactly this many machines are there, all of them due. */
    void wait(int count) {
        GONE.forEach(sql -> jdbc.sql(sql).update());
        MACHINES.forEach(sql -> {
            JdbcClient.StatementSpec statement = jdbc.sql(sql);
            if (sql.contains(":count")) {
                statement.param("accounts", Math.max(count / PER_ACCOUNT, 1));
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

    long running() {
        return jdbc.sql("select count(*) from instances where state = 'RUNNING' and running_at is not null")
                .query(Long.class)
                .single();
    }
}
