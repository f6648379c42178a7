package shop.cvm.work;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.server.context.WebServerGracefulShutdownLifecycle;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.task.TaskDecorator;
import org.springframework.stereotype.Component;

/**
 * Lets the listeners finish that the last requests and schedules of a stopping node have woken, before their database is
 * closed. What they do not finish is still a row, and another node tries it.
 */
@Component
class ListenerTasks implements TaskDecorator, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ListenerTasks.class);

    /** Longest wait. */
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private final AtomicInteger open = new AtomicInteger();
    private volatile boolean running;

    @Override
    public Runnable decorate(Runnable task) {
        open.incrementAndGet();
        return () -> {
            try {
                task.run();
            } finally {
                OrderTrace.forget();
                open.decrementAndGet();
            }
        };
    }

    /** After requests and schedules have ended, and before anything is closed that they need. */
    @Override
    public int getPhase() {
        return WebServerGracefulShutdownLifecycle.SMART_LIFECYCLE_PHASE - 1;
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
        try {
            await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void await() throws InterruptedException {
        long begun = System.nanoTime();
        while (open.get() > 0) {
            if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                log.warn("{} listeners are still at work; what they do not finish is tried again", open.get());
                return;
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
