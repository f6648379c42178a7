package shop.cvm.event;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.modulith.events.ApplicationModuleListener;

/** Hears the news that tests publish. */
@TestComponent
public class TestNews {

    private final ConcurrentHashMap<String, AtomicInteger> heard = new ConcurrentHashMap<>();

    /**
     * News of the tests.
     *
     * @param failures how often its listener fails before it succeeds
     * @param takes how long its listener takes
     */
    public record Happened(String news, int failures, Duration takes) {

        public Happened(String news, int failures) {
            this(news, failures, Duration.ZERO);
        }
    }

    /** How often this was heard to the end, or failed. */
    public int heard(String news) {
        return heard.getOrDefault(news, new AtomicInteger()).get();
    }

    @ApplicationModuleListener(id = "test.news")
    public void on(Happened happened) throws InterruptedException {
        Thread.sleep(happened.takes().toMillis());
        int times = heard.computeIfAbsent(happened.news(), news -> new AtomicInteger())
                .incrementAndGet();
        if (times <= happened.failures()) {
            throw new IllegalStateException("As the test asked for");
        }
    }
}
