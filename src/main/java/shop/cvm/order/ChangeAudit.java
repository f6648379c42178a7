package shop.cvm.order;

import java.util.List;
import org.springframework.stereotype.Component;
import shop.cvm.audit.Invariant;
import shop.cvm.audit.InvariantCheck;
import shop.cvm.audit.InvariantQueries;

/** Compares orders that change prepaid machines with what was changed, and with what was paid back for it. */
@Component
class ChangeAudit implements InvariantCheck {

    /** Paid lines without just one change, and changes without a paid line for the same time. */
    private static final String NOT_ONE_CHANGE = """
            select l.sub_order_number as what
            from order_lines l
            join orders o on o.order_number = l.order_number
            where l.kind = 'CHANGE' and case when o.paid_at is null then 0 else 1 end <> (
                select count(*) from reconfigurations r
                where r.order_number = l.order_number and r.line = l.line and r.instance_id = l.instance_id
                    and r.number = l.configured + 1 and (r.paid_until = l.renews_from or l.extra_days > 0 and r.paid_until > l.renews_from)
                    and r.instance_type = l.instance_type and r.bandwidth_mbps = l.bandwidth_mbps
                    and r.internet_charge_type = l.internet_charge_type)
            union all
            select r.instance_id from reconfigurations r
            where r.order_number is not null and not exists (
                select 1 from order_lines l
                where l.order_number = r.order_number and l.line = r.line and l.instance_id = r.instance_id)
            """;

    private static final String NOT_ONE_REFUND = """
            select l.sub_order_number as what
            from order_lines l
            join orders o on o.order_number = l.order_number
            where l.kind = 'CHANGE' and case when o.paid_at is null then 0 else l.paid_back end <> (
                select coalesce(sum(e.amount), 0) from entries e
                where e.reference = 'adjustment:' || l.sub_order_number and e.kind = 'REFUND'
                    and e.account_id = o.account_id)
            union all
            select e.reference from entries e
            where e.reference like 'adjustment:%' and not exists (
                select 1 from order_lines l where 'adjustment:' || l.sub_order_number = e.reference)
            """;

    /** All that was paid back for a machine, whatever for, against all that was ever paid for it. */
    private static final String MORE_THAN_PAID = """
            select instance_id as what from (
                select instance_id, paid, 0 as back from instance_terms
                union all
                select l.instance_id, l.total, l.paid_back
                from order_lines l
                join orders o on o.order_number = l.order_number
                where l.kind = 'CHANGE' and o.paid_at is not null
                union all
                select instance_id, 0, refund from machine_returns) money
            group by instance_id having sum(back) > sum(paid)
            """;

    /**
     * Less bandwidth that is to come and that no paid renewal has, and paid renewals with less that neither is to come nor
     * has come, for machines that are there and were not returned.
     */
    private static final String LOWERED = """
            select i.instance_id as what
            from instances i
            where i.lowers_at is not null and not exists (
                select 1 from order_lines l
                join orders o on o.order_number = l.order_number
                where l.instance_id = i.instance_id and o.paid_at is not null and l.renews_from = i.lowers_at
                    and l.lowers_from_mbps = i.bandwidth_mbps and l.bandwidth_mbps = i.lowers_to_mbps)
            union all
            select l.sub_order_number
            from order_lines l
            join orders o on o.order_number = l.order_number
            join instances i on i.instance_id = l.instance_id
            where l.lowers_from_mbps is not null and o.paid_at is not null and i.ended_at is null
                and (i.lowers_at is null or i.lowers_at <> l.renews_from)
                and not exists (select 1 from machine_returns m where m.instance_id = l.instance_id)
                and not exists (
                    select 1 from reconfigurations r
                    where r.instance_id = l.instance_id and r.token = l.order_number
                        and r.bandwidth_mbps_before = l.lowers_from_mbps and r.bandwidth_mbps = l.bandwidth_mbps)
            """;

    private final InvariantQueries queries;

    ChangeAudit(InvariantQueries queries) {
        this.queries = queries;
    }

    @Override
    public List<Invariant> check() {
        return List.of(
                queries.none("paid-changes-are-made-once", NOT_ONE_CHANGE),
                queries.none("changes-have-their-refund-once", NOT_ONE_REFUND),
                queries.none("no-machine-pays-back-more-than-it-cost", MORE_THAN_PAID),
                queries.none("bandwidth-is-lowered-as-renewed", LOWERED));
    }
}
