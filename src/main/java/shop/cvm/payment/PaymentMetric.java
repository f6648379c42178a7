package shop.cvm.payment;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** The gauge {@code shop.payments.disputed}: payments of which a wallet took another amount than was asked for. */
@Component
class PaymentMetric implements MeterBinder {

    private final PaymentRows rows;

    PaymentMetric(PaymentRows rows) {
        this.rows = rows;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("shop.payments.disputed", () -> rows.countByState(PaymentState.DISPUTED))
                .description("Payments of which a wallet took another amount than was asked for")
                .register(registry);
    }
}
