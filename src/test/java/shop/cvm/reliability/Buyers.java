package shop.cvm.reliability;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * People and programs that buy at all nodes at once, each one machine after the other, prepaid and postpaid. Who gets no
 * answer, or one that says that the shop could not, asks the next node for the same, under the same token, until it is
 * acknowledged.
 */
final class Buyers implements AutoCloseable {

    private final Nodes nodes;
    private final long seed;
    private final Books books;
    private final Answers answers = new Answers();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> buying = new ArrayList<>();
    private volatile boolean leaving;

    Buyers(Nodes nodes, long seed) {
        this(nodes, seed, new Books());
    }

    /** @param books with what was bought in the same shop before */
    Buyers(Nodes nodes, long seed, Books books) {
        this.nodes = nodes;
        this.seed = seed;
        this.books = books;
    }

    /** One who buys by one of the doors. */
    interface Buyer {

        /** Returns when it is acknowledged. */
        void buy(Wish wish);
    }

    Books books() {
        return books;
    }

    Answers answers() {
        return answers;
    }

    /**
     * So many clients of the API together make so many purchases.
     *
     * @param perSecond how many are begun in a second at most; 0 for as many as the clients can
     */
    void byApi(int clients, int purchases, int perSecond) {
        begin("a", clients, purchases, perSecond, () -> new ApiBuyer(nodes, books, answers));
    }

    /** So many people with browsers together make so many purchases. */
    void byPage(int people, int purchases, int perSecond) {
        begin("p", people, purchases, perSecond, () -> new PageBuyer(nodes, books, answers));
    }

    private void begin(String door, int buyers, int purchases, int perSecond, Supplier<Buyer> newBuyer) {
        AtomicInteger next = new AtomicInteger();
        long begin = System.nanoTime();
        for (int number = 0; number < buyers; number++) {
            buying.add(threads.submit(() -> {
                Buyer buyer = newBuyer.get();
                for (int wish = next.getAndIncrement(); wish < purchases && !leaving; wish = next.getAndIncrement()) {
                    awaitTurn(begin, wish, perSecond);
                    long asked = System.nanoTime();
                    buyer.buy(Wish.of(seed + door.hashCode(), wish, nodes.count()));
                    answers.acknowledged(Duration.ofNanos(System.nanoTime() - asked));
                }
            }));
        }
    }

    private static void awaitTurn(long begin, int number, int perSecond) {
        if (perSecond > 0) {
            long due = begin + number * 1_000_000_000L / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    /** Returns when so many are acknowledged in all; fails as soon as a buyer does. */
    void awaitAcknowledged(int count) {
        Conditions.await(count + " acknowledged purchases", Duration.ofMinutes(10), () -> {
            requireNobodyFailed();
            return books.acknowledged() >= count;
        });
    }

    /** Whether all have what they wanted; fails as soon as a buyer does. */
    boolean areDone() throws InterruptedException {
        requireNobodyFailed();
        return buying.stream().allMatch(Future::isDone);
    }

    private void requireNobodyFailed() throws InterruptedException {
        for (Future<?> one : buying) {
            if (one.isDone()) {
                result(one);
            }
        }
    }

    /** Returns when all have what they wanted. */
    void await() throws InterruptedException {
        for (Future<?> one : buying) {
            result(one);
        }
        answers.wereClear();
    }

    /** They finish what they want at this moment, and want no more. */
    void leave() throws InterruptedException {
        leaving = true;
        await();
    }

    private static void result(Future<?> one) throws InterruptedException {
        try {
            one.get();
        } catch (ExecutionException failed) {
            throw new AssertionError("A buyer failed", failed.getCause());
        }
    }

    /** Nothing is open any more: all is delivered, and the books are right. */
    void haveEverything(Duration within) {
        JdbcClient jdbc = nodes.jdbc();
        Conditions.await("everything to be delivered", within, () -> Books.isAllDelivered(jdbc));
        books.areRight(jdbc);
        assertThat(answers.of("page 302 to /sign-in")).as("signed out").isZero();
    }

    @Override
    public void close() {
        leaving = true;
        threads.shutdownNow();
    }
}
