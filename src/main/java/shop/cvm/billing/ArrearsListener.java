package shop.cvm.billing;

import org.springframework.modulith.events.ApplicationModuleListener;
import org.springframework.stereotype.Component;
import shop.cvm.ledger.BalanceCredited;

/** Ends arrears as soon as the money is there. */
@Component
class ArrearsListener {

    private final ArrearsSteps steps;

    ArrearsListener(ArrearsSteps steps) {
        this.steps = steps;
    }

    @ApplicationModuleListener(id = "billing.balance-credited")
    public void on(BalanceCredited credited) {
        steps.review(credited.account());
    }
}
