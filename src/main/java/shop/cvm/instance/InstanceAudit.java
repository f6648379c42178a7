package shop.cvm.instance;

import java.util.List;
import org.springframework.stereotype.Component;
import shop.cvm.audit.Invariant;
import shop.cvm.audit.InvariantCheck;
import shop.cvm.audit.InvariantQueries;

/** Looks for machines that would answer at the same address. */
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
                        """));
    }
}
