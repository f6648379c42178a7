package shop.cvm.reliability;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;

/** Waits for what must come, and says what did not. */
final class Conditions {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private Conditions() {}

    static void await(String what, Callable<Boolean> fact) {
        await(what, PATIENCE, fact);
    }

    /** @return how long it took */
    static Duration await(String what, Duration patience, Callable<Boolean> fact) {
        long begin = System.nanoTime();
        Awaitility.await(what)
                .atMost(patience)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(100))
                .until(fact);
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
