package shop.cvm.catalog;

import java.util.Map;
import java.util.Objects;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.test.util.ReflectionTestUtils;

/** Makes what was read of the stock five seconds old, without waiting for that. */
@TestComponent
public class StockReadings {

    private final Map<?, ?> readings;

    StockReadings(StockCache cache) {
        this.readings = (Map<?, ?>) Objects.requireNonNull(ReflectionTestUtils.getField(cache, "readings"));
    }

    public void forget() {
        readings.clear();
    }
}
