package shop.cvm.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Service;
import shop.cvm.time.ShopClock;

/**
 * Pushes the shop's clock forward, one push at a time, in the background. What a node began and could not finish, the
 * next one finishes: the clock stands at an instant up to which everything was done.
 */
@Service
@ConditionalOnProperty(name = "shop.sandbox.enabled", havingValue = "true")
public class ClockPushes implements DisposableBean {

    /** The longest push. */
    public static final Duration LONGEST = Duration.ofDays(3660);

    private static final Logger log = LoggerFactory.getLogger(ClockPushes.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

    private final PushRows rows;
    private final ClockMover mover;
    private final ShopClock shopClock;
    private final Clock clock;
    private final ExecutorService background = Executors.newSingleThreadExecutor(work -> {
        Thread thread = new Thread(work, "clock-push");
        thread.setDaemon(true);
        return thread;
    });

    ClockPushes(PushRows rows, ClockMover mover, ShopClock shopClock, Clock clock) {
        this.rows = rows;
        this.mover = mover;
        this.shopClock = shopClock;
        this.clock = clock;
    }

    /** What the clock says, and how far the last push is. */
    public ClockState state() {
        return new ClockState(shopClock.now(), shopClock.offset(), rows.last().orElse(null));
    }

    /**
     * Begins to push the clock by a duration.
     *
     * @throws ClockGoesForward if it is not more than zero, or longer than {@link #LONGEST}
     * @throws PushInProgress if the clock is being pushed, on any node
     */
    public void push(Duration duration) {
        Instant now = shopClock.now();
        if (duration.isNegative() || duration.compareTo(LONGEST) > 0) {
            throw new ClockGoesForward(now, duration);
        }
        begin(now, now.plus(duration));
    }

    /**
     * Begins to push the clock to an instant.
     *
     * @throws ClockGoesForward if it is not later than now, or further away than {@link #LONGEST}
     * @throws PushInProgress if the clock is being pushed, on any node
     */
    public void pushTo(Instant target) {
        begin(shopClock.now(), target.truncatedTo(ChronoUnit.MILLIS));
    }

    /**
     * Waits until no push is under way.
     *
     * @param patience how long at most, by the system's clock
     * @return whether the clock has arrived
     */
    public boolean await(Duration patience) throws InterruptedException {
        Instant end = clock.instant().plus(patience);
        while (rows.last().filter(ClockPush::moving).isPresent()) {
            if (clock.instant().isAfter(end)) {
                return false;
            }
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
        return true;
    }

    /** Goes on with a push that nobody goes on with, because its node is gone. */
    public void resume() {
        String owner = UUID.randomUUID().toString();
        if (rows.takeOver(owner)) {
            rows.last().ifPresent(push -> {
                log.info("Going on with the push of the clock to {}, from {}", push.target(), push.reached());
                background.execute(() -> move(owner, push.target()));
            });
        }
    }

    /** Leaves a push that is under way to the next start, or to another node. */
    @Override
    public void destroy() throws InterruptedException {
        background.shutdownNow();
        background.awaitTermination(5, TimeUnit.SECONDS);
    }

    private void begin(Instant now, Instant target) {
        if (!target.isAfter(now) || target.isAfter(now.plus(LONGEST))) {
            throw new ClockGoesForward(now, target);
        }
        String owner = UUID.randomUUID().toString();
        if (!rows.begin(owner, now, target)) {
            throw new PushInProgress();
        }
        background.execute(() -> move(owner, target));
    }

    private void move(String owner, Instant target) {
        try {
            mover.move(owner, target);
        } catch (InterruptedException stopped) {
            rows.leave(owner);
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            log.error("The push of the clock to {} stopped; it is gone on with", target, failed);
            rows.leave(owner);
        }
    }
}
