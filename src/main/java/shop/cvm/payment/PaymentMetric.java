package shop.cvm.payment;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Locale;
import org.springframework.stereotype.Component;
import shop.cvm.event.AfterCommit;

/**
 * The gauge {@code shop.payments.disputed}: payments of which a wallet took another amount than was asked for; and the
 * counters {@code shop.payments}: how payments came out at this node, by {@code wallet} and {@code outcome}.
 */
@Component
class PaymentMetric implements MeterBinder {

    private final PaymentRows rows;
    private final MeterRegistry meters;

    PaymentMetric(PaymentRows rows, MeterRegistry meters) {
        this.rows = rows;
        this.meters = meters;
    }

    /** Counts the payment by its state, once the running transaction is committed. */
    void count(Payment payment) {
        Counter counter = Counter.builder("shop.payments")
                .description("How payments came out")
                .tag("wallet", payment.wallet().name().toLowerCase(Locale.ROOT))
                .tag("outcome", payment.state().name().toLowerCase(Locale.ROOT))
                .register(meters);
        AfterCommit.run(counter::increment);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("shop.payments.disputed", () -> rows.countByState(PaymentState.DISPUTED))
                .description("Payments of which a wallet took another amount than was asked for")
                .register(registry);
    }
}
