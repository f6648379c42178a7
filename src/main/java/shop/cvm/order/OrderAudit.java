package shop.cvm.order;

import java.util.List;
import org.springframework.stereotype.Component;
import shop.cvm.audit.Invariant;
import shop.cvm.audit.InvariantCheck;
import shop.cvm.audit.InvariantQueries;

/** Compares orders with the money that was moved for them, the machines that were entered for them, and the stock they took. */
@Component
class OrderAudit implements InvariantCheck {

    /** What the ledger has booked for each order, beside what it should have. */
    private static final String MONEY = """
            select o.order_number,
                   case when o.paid_at is null then 0 else o.prepaid_total end as to_deduct,
                   case when o.paid_at is null then 0 else o.freeze_total end as to_freeze,
                   coalesce(m.deducted, 0) as deducted, coalesce(m.frozen, 0) as frozen,
                   coalesce(m.refunded, 0) as refunded
            from orders o
            left join (
                select order_number,
                       sum(case kind when 'DEDUCT' then amount else 0 end) as deducted,
                       sum(case kind when 'FREEZE' then amount else 0 end) as frozen,
                       sum(case when kind = 'REFUND' and reference not like 'adjustment:%' then amount else 0 end) as refunded
                from entries
                where order_number is not null
                group by order_number) m
            on m.order_number = o.order_number
            """;

    /** How many machines each line has that are not refunded, beside how many it should have. */
    private static final String UNITS = """
            select l.sub_order_number,
                   case when o.paid_at is null then 0 else l.count - l.refunded_count end as due,
                   coalesce(i.kept, 0) as kept
            from (select * from order_lines where kind = 'PURCHASE') l
            join orders o on o.order_number = l.order_number
            left join (
                select m.order_number, m.line, count(*) as kept
                from instances m
                where not exists (select 1 from order_refunds r where r.instance_id = m.instance_id)
                group by m.order_number, m.line) i
            on i.order_number = l.order_number and i.line = l.line
            """;

    private static final String REFUNDED_AND_ALIVE = """
            select r.instance_id as what
            from order_refunds r
            join instances m on m.instance_id = r.instance_id
            where m.state <> 'LAUNCH_FAILED'
            """;

    private static final String REFUNDED_WITHOUT_MONEY = """
            select r.instance_id as what
            from order_refunds r
            where r.amount > 0 and not exists (
                select 1 from entries e
                where e.reference = case r.charge_type when 'PREPAID' then 'refund:' else 'unfreeze:' end || r.instance_id
                    and e.amount = r.amount and e.order_number = r.order_number)
            """;

    /**
     * What is taken from each shelf, less what has to be: the machines of orders that are not paid yet, and the machines
     * that were paid, neither given up nor refunded, and have not given their host back while they are shut down. The
     * rest of its capacity is free. Most shelves of a shop have nothing taken: they are not asked about.
     */
    private static final String TAKEN = """
            select zone_id, instance_type, taken as machines from stock where taken <> 0
            union all
            select l.zone_id, l.instance_type, -l.count
            from order_lines l
            join orders o on o.order_number = l.order_number
            where o.state = 'UNPAID' and (l.kind = 'PURCHASE' or l.takes_host)
            union all
            select m.zone_id, m.instance_type, -1
            from instances m
            where m.ended_at is null and not m.shelved
                and exists (select 1 from orders o where o.order_number = m.order_number)
                and not exists (select 1 from order_refunds r where r.instance_id = m.instance_id)
            """;

    /**
     * Lines that were paid in advance and of which the terms of their machines say otherwise; renewals and conversions
     * without a line; purchases for another time than their line has. A term that had not begun when its machine was
     * returned has no length.
     */
    private static final String TERMS = """
            select l.sub_order_number as what
            from order_lines l
            join orders o on o.order_number = l.order_number
            left join (
                select order_number, line, sum(paid) as paid from instance_terms group by order_number, line) t
            on t.order_number = l.order_number and t.line = l.line
            where l.charge_type = 'PREPAID' and l.kind <> 'CHANGE'
                and coalesce(t.paid, 0) <> case when o.paid_at is null then 0 else l.total end
            union all
            select t.instance_id from instance_terms t
            where t.kind <> 'PURCHASE' and not exists (
                select 1 from order_lines l
                where l.order_number = t.order_number and l.line = t.line and l.instance_id = t.instance_id
                    and l.extra_days = t.days and (l.kind = 'CHANGE') = (t.kind = 'CHANGE')
                    and (l.months = t.months or l.kind = 'CHANGE' and t.paid = 0)
                    and (l.kind = 'CONVERSION' and t.kind = 'CONVERSION'
                        or l.renews_from = t.started_at or l.renews_from > t.ends_at and t.started_at = t.ends_at))
            union all
            select t.instance_id from instance_terms t
            join order_lines l on l.order_number = t.order_number and l.line = t.line
            where t.kind = 'PURCHASE' and not (l.kind = 'PURCHASE' and l.extra_days = t.days and l.months = t.months)
            """;

    /**
     * Machines paid by the hour of which something else is frozen than an hour of what they are; prepaid ones of which
     * anything is, from whichever configuration they had when they were paid by the hour.
     */
    private static final String FROZEN = """
            select m.instance_id as what
            from instances m
            join orders o on o.order_number = m.order_number
            join (
                select instance_id, round(sum(case component when 'TRAFFIC' then 0 else rate end), 2) as an_hour
                from instance_rates group by instance_id) r
            on r.instance_id = m.instance_id
            left join entries e on e.kind = 'FREEZE' and e.reference =
                'freeze:' || m.instance_id || case m.configured when 0 then '' else ':' || cast(m.configured as varchar) end
            left join entries u on u.reference = 'un' || e.reference
            where m.charge_type <> 'PREPAID' and m.ended_at is null
                and not exists (select 1 from order_refunds f where f.instance_id = m.instance_id)
                and (m.configured > 0 and m.unit_total <> r.an_hour
                    or case when u.reference is null then coalesce(e.amount, 0) else 0 end <> m.unit_total)
            union all
            select f.instance_id
            from (
                select instance_id, 'freeze:' || instance_id as reference from instances where charge_type = 'PREPAID'
                union all
                select r.instance_id, 'freeze:' || r.instance_id || ':' || cast(r.number as varchar)
                from reconfigurations r
                join instances m on m.instance_id = r.instance_id
                where m.charge_type = 'PREPAID' and r.order_number is null) f
            join entries e on e.kind = 'FREEZE' and e.reference = f.reference
            where not exists (select 1 from entries u where u.reference = 'un' || f.reference)
            """;

    /** Machines that are not what they were configured as last, and steps that are missing on the way there. */
    private static final String CONFIGURED = """
            select m.instance_id as what
            from instances m
            join orders o on o.order_number = m.order_number
            left join (
                select instance_id, max(number) as last_number, count(*) as changes from reconfigurations
                group by instance_id) c
            on c.instance_id = m.instance_id
            left join reconfigurations r on r.instance_id = m.instance_id and r.number = c.last_number
            where m.configured <> coalesce(c.last_number, 0) or m.configured <> coalesce(c.changes, 0)
                or (r.number is not null and (r.instance_type <> m.instance_type or r.bandwidth_mbps <> m.bandwidth_mbps
                    or r.internet_charge_type <> m.internet_charge_type or (m.charge_type <> 'PREPAID' and r.frozen <> m.unit_total)))
            union all
            select r.instance_id from reconfigurations r
            join reconfigurations p on p.instance_id = r.instance_id and p.number = r.number - 1
            where r.instance_type_before <> p.instance_type or r.bandwidth_mbps_before <> p.bandwidth_mbps
                or r.internet_charge_type_before <> p.internet_charge_type or r.disks_gb_before <> p.disks_gb
            """;

    private final InvariantQueries queries;

    OrderAudit(InvariantQueries queries) {
        this.queries = queries;
    }

    @Override
    public List<Invariant> check() {
        return List.of(
                queries.none("paid-orders-are-settled", money("deducted <> to_deduct or frozen <> to_freeze")),
                queries.none("no-order-is-refunded-more-than-paid", money("refunded > deducted")),
                queries.none(
                        "paid-units-are-instances-or-refunded",
                        "select sub_order_number as what from (" + UNITS + ") units where kept <> due"),
                queries.none("refunded-units-have-their-money-back", REFUNDED_WITHOUT_MONEY),
                queries.none("no-refunded-unit-is-an-instance", REFUNDED_AND_ALIVE),
                queries.none("terms-are-what-order-lines-paid", TERMS),
                queries.none("frozen-is-an-hour-of-what-machines-are", FROZEN),
                queries.none("machines-are-what-they-were-configured-as", CONFIGURED),
                queries.none(
                        "stock-is-free-held-or-owned",
                        "select zone_id || ' ' || instance_type as what from (" + TAKEN + ") taken"
                                + " group by zone_id, instance_type having sum(machines) <> 0"));
    }

    private static String money(String condition) {
        return "select order_number as what from (" + MONEY + ") money where " + condition;
    }
}
