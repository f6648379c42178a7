package shop.bench;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/** How much of the heap was in use at most when the collector had been there: what is held, and not just left behind. */
final class HeapPeak {

    private static final long MEGABYTE = 1 << 20;

    private final AtomicLong bytes = new AtomicLong();

    private HeapPeak() {}

    /** From now on. */
    static HeapPeak watched() {
        HeapPeak peak = new HeapPeak();
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            ((NotificationEmitter) collector)
                    .addNotificationListener(
                            (news, source) -> peak.look((CompositeData) news.getUserData()),
                            news -> news.getType()
                                    .equals(GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION),
                            null);
        }
        return peak;
    }

    long megabytes() {
        return bytes.get() / MEGABYTE;
    }

    private void look(CompositeData news) {
        long used = GarbageCollectionNotificationInfo.from(news).getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> isHeap(pool.getKey()))
                .map(Map.Entry::getValue)
                .mapToLong(MemoryUsage::getUsed)
                .sum();
        bytes.accumulateAndGet(used, Math::max);
    }

    private static boolean isHeap(String pool) {
        return pool.contains("Eden") || pool.contains("Survivor") || pool.contains("Old") || pool.contains("Tenured");
    }
}
