package shop.cvm.reliability;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Asks again after a moment, but not for ever. */
final class Retries {

    private static final Duration MOMENT = Duration.ofMillis(200);

    private final String what;
    private final Duration patience;
    private final long begin = System.nanoTime();

    Retries(String what, Duration patience) {
        this.what = what;
        this.patience = patience;
    }

    /** @throws AssertionError if it has been tried for too long */
    void pause() {
        if (System.nanoTime() - begin > patience.toNanos()
                || Thread.currentThread().isInterrupted()) {
            throw new AssertionError(what + " was not acknowledged within " + patience);
        }
        LockSupport.parkNanos(MOMENT.toNanos());
    }
}
