package shop.cvm.instance;

import java.util.List;
import org.springframework.stereotype.Component;
import shop.cvm.audit.Invariant;
import shop.cvm.audit.InvariantCheck;
import shop.cvm.audit.InvariantQueries;

/** Looks for machines that would answer at the same address, and for time that was paid for and is not there. */
@Component
class InstanceAudit implements InvariantCheck {

    private final InvariantQueries queries;

    InstanceAudit(InvariantQueries queries) {
        this.queries = queries;
    }

    @Override
    public List<Invariant> check() {
        return List.of(
                queries.none("no-private-address-is-given-twice", """
                        select subnet_id || ' ' || private_ip as what from instances where private_ip is not null
                        group by subnet_id, private_ip having count(*) > 1
                        """),
                queries.none("no-public-address-is-given-twice", """
                        select public_ip as what from instances where public_ip is not null
                        group by public_ip having count(*) > 1
                        """),
                queries.none("prepaid-machines-expire-when-their-last-term-ends", """
                        select i.instance_id as what from instances i
                        left join (
                            select instance_id, max(ends_at) as ends_at, min(started_at) as started_at,
                                max(case kind when 'CONVERSION' then 1 else 0 end) as converted
                            from instance_terms group by instance_id) t
                        on t.instance_id = i.instance_id
                        where case charge_type when 'PREPAID'
                            then t.ends_at is null or t.ends_at <> i.expires_at
                                or (t.converted = 0 and t.started_at <> i.paid_at)
                            else t.ends_at is not null end
                        """));
    }
}
