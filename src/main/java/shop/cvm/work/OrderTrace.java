package shop.cvm.work;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Names the order that this thread is busy with, on every line that it logs meanwhile: beside the request's id in the
 * text, and as {@code orderNumber} in structured logs.
 */
public final class OrderTrace {

    /** Logging key, the one that the log's pattern names. */
    public static final String KEY = "orderNumber";

    private OrderTrace() {}

    /**
     * Names it from now on until the request, listener or schedule ends that this thread works for, so that the line that
     * logs its failure names it, too.
     */
    public static void name(String orderNumber) {
        MDC.put(KEY, orderNumber);
    }

    /** Names no order any more; called where a request, a listener or a schedule ends. */
    public static void forget() {
        MDC.remove(KEY);
    }

    /** @param orderNumber null if the work is about none */
    public static void run(@Nullable String orderNumber, Runnable work) {
        get(orderNumber, () -> {
            work.run();
            return KEY;
        });
    }

    /** @param orderNumber null if the work is about none */
    public static <T> T get(@Nullable String orderNumber, Supplier<T> work) {
        String outer = MDC.get(KEY);
        set(orderNumber);
        try {
            return work.get();
        } finally {
            set(outer);
        }
    }

    private static void set(@Nullable String orderNumber) {
        if (orderNumber == null) {
            MDC.remove(KEY);
        } else {
            MDC.put(KEY, orderNumber);
        }
    }
}
