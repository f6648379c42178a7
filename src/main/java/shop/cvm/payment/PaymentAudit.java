package shop.cvm.payment;

import java.util.List;
import org.springframework.stereotype.Component;
import shop.cvm.audit.Invariant;
import shop.cvm.audit.InvariantCheck;
import shop.cvm.audit.InvariantQueries;

/** Compares what wallets have paid with what the ledger has credited for it: each payment that succeeded once, in full. */
@Component
class PaymentAudit implements InvariantCheck {

    private static final String SAME_MONEY = """
            p.state = 'SUCCEEDED' and e.kind = 'TOP_UP' and e.account_id = p.account_id and e.amount = p.amount
                and e.debit_account = 'wallet:' || p.wallet
            """;

    private static final String PAID_AND_NOT_CREDITED = """
            select p.number as what
            from payments p
            where p.state = 'SUCCEEDED' and not exists (
                select 1 from entries e where e.reference = 'top-up:' || p.number and %s)
            """.formatted(SAME_MONEY);

    private static final String CREDITED_AND_NOT_PAID = """
            select e.reference as what
            from entries e
            where e.reference like 'top-up:%%' and not exists (
                select 1 from payments p where p.number = substring(e.reference from 8) and %s)
            """.formatted(SAME_MONEY);

    private final InvariantQueries queries;

    PaymentAudit(InvariantQueries queries) {
        this.queries = queries;
    }

    @Override
    public List<Invariant> check() {
        return List.of(
                queries.none("paid-payments-are-credited", PAID_AND_NOT_CREDITED),
                queries.none("credited-payments-are-paid", CREDITED_AND_NOT_PAID));
    }
}
