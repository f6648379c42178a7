package shop.bench;

import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;

/** What the rounds of a measurement took. */
final class Times {

    private static final int NANOS_PER_MILLI = 1_000_000;

    private Times() {}

    static long nanos(Runnable work) {
        long before = System.nanoTime();
        work.run();
        return System.nanoTime() - before;
    }

    static long millis(Runnable work) {
        return nanos(work) / NANOS_PER_MILLI;
    }

    static long median(List<Long> times) {
        return times.stream().sorted().toList().get(times.size() / 2);
    }

    /** The median, in nanoseconds, of doing the same so often. */
    static long medianNanos(int often, Runnable work) {
        return median(
                LongStream.range(0, often).map(number -> nanos(work)).boxed().toList());
    }

    /** One median divided by another. */
    static double ratio(List<Long> some, List<Long> others) {
        return (double) median(some) / Math.max(median(others), 1);
    }

    static String text(double ratio) {
        return String.format(Locale.ROOT, "%.3f", ratio);
    }
}
