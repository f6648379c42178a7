package shop.cvm.ledger;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.stereotype.Component;
import shop.cvm.audit.Invariant;
import shop.cvm.audit.InvariantCheck;
import shop.cvm.audit.InvariantQueries;

/** Adds everything up anew. */
@Component
class LedgerAudit implements InvariantCheck {

    /** What the entries of each customer say, from their sides alone. */
    private static final String SUMMED = """
            select b.account_id, b.balance, b.frozen, b.line_count,
                   coalesce(s.customer_side, 0) + coalesce(s.frozen_side, 0) as summed_balance,
                   coalesce(s.frozen_side, 0) as summed_frozen,
                   coalesce(s.line_total, 0) as summed_lines, coalesce(s.last_line, 0) as last_line
            from balances b
            left join (
                select account_id,
                       sum(case 'customer:' || account_id
                           when credit_account then amount when debit_account then -amount else 0 end) as customer_side,
                       sum(case 'frozen:' || account_id
                           when credit_account then amount when debit_account then -amount else 0 end) as frozen_side,
                       count(*) as line_total, max(line) as last_line
                from entries
                group by account_id) s
            on s.account_id = b.account_id
            """;

    private static final Map<String, String> BREAKERS = new TreeMap<>(Map.of(
            "balances-are-the-sums-of-entries",
            summed("balance <> summed_balance"),
            "frozen-amounts-are-the-sums-of-freezes",
            summed("frozen <> summed_frozen"),
            "frozen-amounts-are-the-open-freezes",
            """
                    select b.account_id as what
                    from balances b
                    left join (
                        select f.account_id, sum(f.amount) as open_freezes
                        from entries f
                        where f.kind = 'FREEZE' and not exists (
                            select 1 from entries u
                            where u.kind = 'UNFREEZE' and u.account_id = f.account_id
                                and u.amount = f.amount and u.reference = 'un' || f.reference)
                        group by f.account_id) o
                    on o.account_id = b.account_id
                    where b.frozen <> coalesce(o.open_freezes, 0)
                    """,
            "only-settlements-lead-into-arrears",
            """
                    select account_id as what from entries
                    where kind in ('DEDUCT', 'FREEZE') and balance_after < frozen_after
                    """,
            "arrears-are-noted",
            """
                    select account_id as what from balances
                    where frozen < 0 or (balance < frozen and arrears_since is null)
                        or (balance > frozen and arrears_since is not null)
                    """,
            "no-statement-lacks-a-line",
            summed("line_count <> summed_lines or line_count <> last_line"),
            "each-line-continues-the-one-before",
            """
                    select account_id as what from (
                        select account_id, balance_after, frozen_after,
                               case kind when 'TOP_UP' then amount when 'REFUND' then amount when 'DEDUCT' then -amount
                                   when 'SETTLEMENT' then -amount
                                   else 0 end as balance_step,
                               case kind when 'FREEZE' then amount when 'UNFREEZE' then -amount else 0 end as frozen_step,
                               lag(balance_after, 1, 0) over (partition by account_id order by line) as balance_before,
                               lag(frozen_after, 1, 0) over (partition by account_id order by line) as frozen_before
                        from entries) steps
                    where balance_after <> balance_before + balance_step
                        or frozen_after <> frozen_before + frozen_step
                    """,
            "no-reference-is-booked-twice",
            "select reference as what from entries group by reference having count(*) > 1",
            "all-accounts-add-to-zero",
            """
                    select cast(sum(total) as varchar) as what from (
                        select coalesce(sum(balance), 0) as total from balances
                        union all
                        select coalesce(sum(case when credit_account = 'shop:revenue' then amount else 0 end)
                            - sum(case when debit_account like 'wallet:%' or debit_account = 'shop:revenue' then amount
                                else 0 end), 0)
                        from entries) sides
                    having sum(total) <> 0
                    """));

    private final InvariantQueries queries;

    LedgerAudit(InvariantQueries queries) {
        this.queries = queries;
    }

    @Override
    public List<Invariant> check() {
        return BREAKERS.entrySet().stream()
                .map(breakers -> queries.none(breakers.getKey(), breakers.getValue()))
                .toList();
    }

    private static String summed(String condition) {
        return "select account_id as what from (" + SUMMED + ") sums where " + condition;
    }
}
