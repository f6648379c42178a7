package shop.cvm.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.catalog.Specs;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.time.ShopClock;

/** Work that is not done in time is seen from outside. */
@ShopTest
class ScheduleTests {

    private static final String EXPIRY = "order-expiry";
    private static final Duration LATE = Duration.ofMinutes(6);

    @Autowired
    private ScheduleLags lags;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private Orders orders;

    @Autowired
    private Customers customers;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Invariants invariants;

    private ScheduleHealth health;

    @BeforeEach
    void theShopsOwnPatience() {
        health = new ScheduleHealth(lags, new ScheduleSettings(Duration.ofMinutes(5), Duration.ZERO));
    }

    @Test
    void whatHasBeenDueForTooLongIsToldByTheMetricAndTheHealthAnswer() {
        orders.expireDue();
        Duration payWithin = Duration.between(clock.now(), anOrderNobodyPays());
        clock.advance(payWithin.plusSeconds(60));
        assertThat(lag()).isBetween(59.0, 90.0);
        assertThat(health.health().getDetails()).doesNotContainKey(EXPIRY);

        clock.advance(LATE);
        Health late = health.health();
        assertThat(late.getStatus()).isEqualTo(Status.DOWN);
        assertThat((Duration) late.getDetails().get(EXPIRY)).isGreaterThan(LATE);

        orders.expireDue();
        assertThat(lag()).isZero();
        assertThat(health.health().getDetails()).doesNotContainKey(EXPIRY);
        invariants.hold();
    }

    private Instant anOrderNobodyPays() {
        return orders.place(
                        customers.with("10.00"),
                        List.of(Purchases.of(Specs.prepaid(), 1)),
                        UUID.randomUUID().toString())
                .payUntil();
    }

    /** In seconds. */
    private double lag() {
        return meters.get("shop.schedule.lag")
                .tag("schedule", EXPIRY)
                .timeGauge()
                .value();
    }
}
