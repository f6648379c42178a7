package shop.cvm.billing;

import java.util.List;
import org.springframework.stereotype.Component;
import shop.cvm.audit.Invariant;
import shop.cvm.audit.InvariantCheck;
import shop.cvm.audit.InvariantQueries;

/** Compares usage with bills and bills with the ledger. */
@Component
class BillingAudit implements InvariantCheck {

    /** Each period must begin where the one before ended, whatever the keys of the table would let through. */
    private static final String BROKEN_CHAIN = """
            select instance_id || ' ' || component as what from (
                select instance_id, component, sequence, started_at, ended_at, is_open,
                       lag(ended_at) over (partition by instance_id, component order by sequence) as previous_end,
                       lead(sequence) over (partition by instance_id, component order by sequence) as next_sequence
                from usage_periods) chain
            where (sequence > 0 and (previous_end is null or previous_end <> started_at))
                or ended_at < started_at or (is_open is not null and next_sequence is not null)
            """;

    private static final String HOURS_NOT_THEIR_LINES = """
            select account_id as what from (
                select account_id, hour_at, amount as settled, 0 as billed from settled_hours
                union all
                select account_id, hour_at, 0, round(sum(amount), 2)
                from bill_lines group by account_id, hour_at, instance_id) hours
            group by account_id, hour_at having sum(settled) <> sum(billed)
            """;

    /** An entry is stamped with the end of its hour. */
    private static final String HOURS_NOT_DEDUCTED = """
            select account_id as what from (
                select account_id, hour_at + interval '1' hour as ended_at, amount as settled, 0 as deducted
                from settled_hours
                union all
                select account_id, occurred_at, 0, amount from entries where kind = 'SETTLEMENT') hours
            group by account_id, ended_at having sum(settled) <> sum(deducted)
            """;

    /** A machine whose price is by use and which runs is charged for what it has; one that is given up is not. */
    private static final String NOT_CHARGED = """
            select i.instance_id as what from instances i
            join instance_rates r on r.instance_id = i.instance_id
            left join usage_periods p on p.instance_id = r.instance_id and p.component = r.component and p.is_open
            where (i.state = 'RUNNING' and i.isolation = 'NOTISOLATED' and not i.network_cut
                    and (p.charged is null or not p.charged))
                or (i.ended_at is not null and p.instance_id is not null)
                or (i.isolation = 'ARREAR' and p.charged)
            union all
            select p.instance_id from usage_periods p
            join instances i on i.instance_id = p.instance_id
            left join instance_rates r on r.instance_id = p.instance_id and r.component = p.component
            where p.is_open and r.instance_id is null and (p.charged or i.ended_at is not null)
            """;

    private static final String CHARGED_AND_NOT_DUE = """
            select p.account_id as what from usage_periods p
            join usage_accounts a on a.account_id = p.account_id
            where a.due_at is null and p.charged and p.ended_at > a.settled_until
            """;

    private static final String ARREARS_FORGOTTEN = """
            select b.account_id as what from balances b
            where b.arrears_since is not null
                and not exists (select 1 from arrears_cases c where c.account_id = b.account_id)
            """;

    private final InvariantQueries queries;

    BillingAudit(InvariantQueries queries) {
        this.queries = queries;
    }

    @Override
    public List<Invariant> check() {
        return List.of(
                queries.none("usage-has-neither-gap-nor-overlap", BROKEN_CHAIN),
                queries.none("what-runs-is-charged", NOT_CHARGED),
                queries.none("what-is-charged-is-settled", CHARGED_AND_NOT_DUE),
                queries.none("settled-hours-are-the-sums-of-their-lines", HOURS_NOT_THEIR_LINES),
                queries.none("settled-hours-are-deducted-once", HOURS_NOT_DEDUCTED),
                queries.none("accounts-in-arrears-are-dealt-with", ARREARS_FORGOTTEN));
    }
}
