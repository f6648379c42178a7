package shop.cvm;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Does the same thing on many threads at the same moment. */
public final class Races {

    private Races() {}

    /**
     * Runs one attempt per thread, all released together, and says how each ended.
     *
     * @param attempt makes the attempt of the thread with this number
     */
    public static <T> List<Outcome<T>> run(int threads, IntFunction<Callable<T>> attempt) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Future<T>> running = new ArrayList<>();
            for (int number = 0; number < threads; number++) {
                Callable<T> mine = attempt.apply(number);
                running.add(pool.submit(() -> {
                    start.await();
                    return mine.call();
                }));
            }
            return running.stream().map(Races::outcome).toList();
        } finally {
            pool.shutdownNow();
        }
    }

    private static <T> Outcome<T> outcome(Future<T> running) {
        try {
            return new Outcome<>(running.get(), null);
        } catch (ExecutionException failed) {
            return new Outcome<>(null, failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** What one thread came to: a value, or what was thrown. */
    public record Outcome<T>(T value, Throwable thrown) {

        public boolean succeeded() {
            return thrown == null;
        }
    }
}
