package shop.cvm.order;

import java.util.List;
import org.springframework.stereotype.Component;
import shop.cvm.audit.Invariant;
import shop.cvm.audit.InvariantCheck;
import shop.cvm.audit.InvariantQueries;

/** Compares returned machines with what was paid for them, and with what was paid back. */
@Component
class ReturnAudit implements InvariantCheck {

    private static final String MORE_THAN_PAID = """
            select r.instance_id as what
            from machine_returns r
            where r.refund > r.paid or r.paid > (
                select coalesce(sum(t.paid), 0) from instance_terms t
                where t.instance_id = r.instance_id and t.started_at <= r.returned_at) + (
                select coalesce(sum(l.total - l.paid_back), 0) from reconfigurations c
                join order_lines l on l.order_number = c.order_number and l.line = c.line
                where c.instance_id = r.instance_id and c.changed_at <= r.returned_at)
            """;

    /** Returns without their money, money without its return, and machines that are in the bin as returned and were not. */
    private static final String NOT_ONE_REFUND = """
            select r.instance_id as what
            from machine_returns r
            where r.refund <> (
                select coalesce(sum(e.amount), 0) from entries e
                where e.reference = 'return:' || r.instance_id and e.kind = 'REFUND' and e.account_id = r.account_id)
            union all
            select e.reference from entries e
            where e.reference like 'return:%' and not exists (
                select 1 from machine_returns r where 'return:' || r.instance_id = e.reference)
            union all
            select i.instance_id from instances i
            where i.isolation = 'MANMADE' and not exists (
                select 1 from machine_returns r where r.instance_id = i.instance_id)
            """;

    /** What was paid back for and runs on; from the bin it comes back by a term that begins when it was returned, or later. */
    private static final String RUNS_ON = """
            select r.instance_id as what
            from machine_returns r
            join instances i on i.instance_id = r.instance_id
            where i.isolation <> 'MANMADE' and not exists (
                select 1 from instance_terms t
                where t.instance_id = r.instance_id and t.started_at >= r.returned_at and t.ends_at > t.started_at)
            """;

    private final InvariantQueries queries;

    ReturnAudit(InvariantQueries queries) {
        this.queries = queries;
    }

    @Override
    public List<Invariant> check() {
        return List.of(
                queries.none("no-machine-is-paid-back-more-than-paid", MORE_THAN_PAID),
                queries.none("returned-machines-have-one-refund", NOT_ONE_REFUND),
                queries.none("no-returned-machine-runs-on", RUNS_ON));
    }
}
