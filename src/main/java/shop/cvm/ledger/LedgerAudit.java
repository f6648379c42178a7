package shop.cvm.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import shop.cvm.ledger.LedgerInvariants.Invariant;

/** Adds everything up anew, one statement of the database per invariant, so that each sees one state of the ledger. */
@Component
class LedgerAudit {

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

    private static final Map<String, String> BREAKERS = breakers();

    private final JdbcClient jdbc;

    LedgerAudit(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    LedgerInvariants invariants() {
        List<Invariant> checked = new ArrayList<>();
        BREAKERS.forEach((name, breaking) -> checked.add(check(name, breaking)));
        return new LedgerInvariants(checked);
    }

    private Invariant check(String name, String breaking) {
        return jdbc.sql("select count(*) as broken, min(what) as example from (" + breaking + ") breakers")
                .query((row, number) -> row.getLong("broken") == 0
                        ? new Invariant(name, true, "")
                        : new Invariant(
                                name, false, row.getLong("broken") + ", for example " + row.getString("example")))
                .single();
    }

    private static Map<String, String> breakers() {
        Map<String, String> breakers = new LinkedHashMap<>();
        breakers.put("Every cached balance is the sum of its entries", summed("balance <> summed_balance"));
        breakers.put("Every frozen amount is the sum of its freezes", summed("frozen <> summed_frozen"));
        breakers.put("No available amount is negative", summed("balance < frozen or frozen < 0"));
        breakers.put(
                "No line of a statement is missing", summed("line_count <> summed_lines or line_count <> last_line"));
        breakers.put("Every line continues the one before it", """
                select account_id as what from (
                    select account_id, balance_after, frozen_after,
                           case kind when 'TOP_UP' then amount when 'REFUND' then amount when 'DEDUCT' then -amount
                               else 0 end as balance_step,
                           case kind when 'FREEZE' then amount when 'UNFREEZE' then -amount else 0 end as frozen_step,
                           lag(balance_after, 1, 0) over (partition by account_id order by line) as balance_before,
                           lag(frozen_after, 1, 0) over (partition by account_id order by line) as frozen_before
                    from entries) steps
                where balance_after <> balance_before + balance_step or frozen_after <> frozen_before + frozen_step
                """);
        breakers.put(
                "No reference is booked twice",
                "select reference as what from entries group by reference having count(*) > 1");
        return breakers;
    }

    private static String summed(String condition) {
        return "select account_id as what from (" + SUMMED + ") sums where " + condition;
    }
}
