package shop.cvm.order;

import java.time.Instant;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceTerm;
import shop.cvm.pricing.PaidTerm;
import shop.cvm.pricing.ReturnValue;
import shop.cvm.pricing.UseRate;

/** What is paid back for a machine by either rule. */
@Component
class ReturnValues {

    private final ReturnRates rates;

    ReturnValues(ReturnRates rates) {
        this.rates = rates;
    }

    /** @param machine as read by the running transaction */
    @Transactional(readOnly = true)
    public ReturnValue of(ReturnKind kind, Instance machine, Instant at) {
        List<InstanceTerm> terms = machine.terms();
        List<PaidTerm> paid = terms.stream().map(ReturnValues::paid).toList();
        if (kind == ReturnKind.FIVE_DAY) {
            return ReturnValue.ofEverything(paid, List.of());
        }
        List<UseRate> prices = terms.stream()
                .filter(term -> term.startedAt().isBefore(at) && term.endsAt().isAfter(at))
                .findFirst()
                .map(running -> rates.of(machine, running))
                .orElse(List.of());
        return ReturnValue.ofRest(paid, List.of(), prices, at);
    }

    private static PaidTerm paid(InstanceTerm term) {
        return new PaidTerm(term.startedAt(), term.endsAt(), term.paid());
    }
}
