package shop.cvm.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import shop.cvm.web.HttpVisitor.Page;

/** What buyers were answered when they did not get what they wanted, and how long they waited. */
final class Answers {

    private final Map<String, Long> counts = new ConcurrentSkipListMap<>();
    private final AtomicLong longest = new AtomicLong();
    private final Queue<String> unclear = new ConcurrentLinkedQueue<>();
    private final AtomicLong slowest = new AtomicLong();

    /** Somebody was answered this, or nothing at all. */
    void count(String what, Duration waited) {
        counts.merge(what, 1L, Long::sum);
        longest.accumulateAndGet(waited.toMillis(), Math::max);
    }

    /** A page that says that something is wrong must say so in words and in no others. */
    void fault(Page page, Duration waited) {
        Document document = page.document();
        Element headline = document.selectFirst("main h1");
        String body = page.body();
        if (headline == null
                || headline.text().isBlank()
                || body.contains("\tat ")
                || body.contains("Exception")
                || body.contains("Whitelabel")) {
            unclear.add(page.status() + ": " + body);
        }
        count("page " + page.status(), waited);
    }

    /** A purchase was acknowledged so long after it was first asked for. */
    void acknowledged(Duration waited) {
        slowest.accumulateAndGet(waited.toMillis(), Math::max);
    }

    Duration slowest() {
        return Duration.ofMillis(slowest.get());
    }

    long of(String what) {
        return counts.getOrDefault(what, 0L);
    }

    /** The longest that anybody waited to be told that it could not be done now. */
    Duration longestOfAll() {
        return Duration.ofMillis(longest.get());
    }

    void wereClear() {
        assertThat(unclear).isEmpty();
    }

    @Override
    public String toString() {
        return counts.isEmpty() ? "none" : counts.toString().replaceAll("[{}]", "");
    }
}
