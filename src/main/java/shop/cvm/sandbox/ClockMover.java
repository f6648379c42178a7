package shop.cvm.sandbox;

import static java.util.Comparator.comparing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import shop.cvm.event.Publications;
import shop.cvm.time.Due;

/**
 * Moves the clock from due instant to due instant, in the order of time, and has done what is due before it goes on:
 * the work itself, whoever has it in hand, and the listeners to its news.
 */
@Component
class ClockMover {

    private static final Logger log = LoggerFactory.getLogger(ClockMover.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(25);

    /** Longer than any lease: whoever has something in hand is done with it by then, or not there any more. */
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final List<Due> dues;
    private final PushRows rows;
    private final Publications publications;
    private final Clock clock;

    ClockMover(List<Due> dues, PushRows rows, Publications publications, Clock clock) {
        this.dues = dues.stream()
                .sorted(comparing(Due::rank).thenComparing(Due::name))
                .toList();
        this.rows = rows;
        this.publications = publications;
        this.clock = clock;
    }

    /** Goes on until the target is reached, or the push is somebody else's. */
    void move(String owner, Instant target) throws InterruptedException {
        Walk walk = new Walk(owner);
        Instant reached = Instant.EPOCH;
        while (reached.isBefore(target)) {
            reached = walk.next(reached).filter(target::isAfter).orElse(target);
            if (!rows.advance(owner, reached) || !walk.settle(reached)) {
                return;
            }
        }
        rows.finish(owner);
    }

    /** Something that is due, and since when. */
    private record Waiting(Due due, Instant since) {}

    /** One owner's way; remembers what could not be done and is not waited for again. */
    private final class Walk {

        private final String owner;
        private final Map<String, Instant> givenUp = new HashMap<>();
        private long silent;

        Walk(String owner) {
            this.owner = owner;
        }

        Optional<Instant> next(Instant after) {
            return dues.stream()
                    .map(due -> due.next(after))
                    .flatMap(Optional::stream)
                    .min(Instant::compareTo);
        }

        /** @return whether the push is still ours */
        boolean settle(Instant reached) throws InterruptedException {
            Instant end = clock.instant().plus(PATIENCE);
            for (List<Waiting> waiting = waiting(reached); !waiting.isEmpty(); waiting = waiting(reached)) {
                long done = 0;
                for (Waiting one : waiting) {
                    done += run(one.due());
                }
                if (!rows.worked(owner, "", 0)) {
                    return false;
                }
                if (done > 0) {
                    end = clock.instant().plus(PATIENCE);
                } else if (clock.instant().isAfter(end)) {
                    waiting.forEach(one -> giveUp(one, reached));
                } else {
                    Thread.sleep(LOOK_AGAIN.toMillis());
                }
            }
            return true;
        }

        private List<Waiting> waiting(Instant reached) {
            return dues.stream()
                    .map(due -> due.next(givenUp.getOrDefault(due.name(), Instant.EPOCH))
                            .filter(since -> !since.isAfter(reached))
                            .map(since -> new Waiting(due, since))
                            .orElse(null))
                    .filter(Objects::nonNull)
                    .sorted(comparing(Waiting::since))
                    .toList();
        }

        private long run(Due due) throws InterruptedException {
            try {
                long done = due.run();
                rows.worked(owner, due.name(), done);
                listen();
                return done;
            } catch (RuntimeException failed) {
                log.error("{} failed while the clock was pushed; it is tried again", due.name(), failed);
                return 0;
            }
        }

        /** Waits for listeners; for those that do not finish only once. */
        private void listen() throws InterruptedException {
            if (publications.outstanding() > silent && !publications.await(PATIENCE)) {
                silent = publications.outstanding();
                log.warn("{} listeners have not finished; the clock moves on without them", silent);
            }
        }

        private void giveUp(Waiting one, Instant reached) {
            givenUp.put(one.due().name(), reached);
            log.warn(
                    "{} is due since {} and is not done; the clock moves on without it",
                    one.due().name(),
                    one.since());
        }
    }
}
