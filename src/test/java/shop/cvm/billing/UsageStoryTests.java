package shop.cvm.billing;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.billing.StoryCustomers.Customer;
import shop.cvm.instance.Instances;
import shop.cvm.time.ShopClock;

/**
 * Fifty customers live through ninety days side by side, each by a seed of their own: they pay, buy, start, stop, change
 * and give up machines as the dice fall. What the shop deducted must be what {@link ReferenceModel} works out by hand. A
 * failure names its seed; {@code -Dshop.story.seed=17} plays that one alone:
 * {@code ./mvnw test -Dtest=UsageStoryTests -Dshop.story.seed=17}.
 */
@ShopTest
class UsageStoryTests {

    /** On PostgreSQL some of them, which is where what they write differs, if anything does. */
    private static final int SEEDS = "postgresql".equals(System.getProperty("shop.test.database")) ? 12 : 50;

    private static final int DAYS = 90;
    private static final int ACTIONS = 14;

    @Autowired
    private Meters meters;

    @Autowired
    private StoryCustomers story;

    @Autowired
    private Instances instances;

    @Autowired
    private Billing billing;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    /** Somebody does something at this moment. */
    private record Turn(Customer customer, Instant at) {}

    @Test
    void ninetyDaysOfEveryCustomerComeToWhatTheReferenceModelSays() throws InterruptedException {
        meters.park();
        meters.untilNextHour();
        Instant begin = clock.now();
        List<Customer> all = seeds().mapToObj(story::customer).toList();
        List<Turn> turns = new ArrayList<>();
        all.forEach(customer -> turns.addAll(turns(customer, begin)));
        turns.sort(Comparator.comparing(Turn::at)
                .thenComparing(turn -> turn.customer().seed()));

        for (Turn turn : turns) {
            passUntil(turn.at(), all);
            story.act(turn.customer());
        }
        passUntil(begin.plus(DAYS, ChronoUnit.DAYS), all);

        meters.heard();
        all.forEach(story::compare);
        invariants.hold();
    }

    private static LongStream seeds() {
        Long one = Long.getLong("shop.story.seed");
        return one == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(one);
    }

    private static List<Turn> turns(Customer customer, Instant begin) {
        List<Turn> turns = new ArrayList<>();
        turns.add(new Turn(customer, begin.plusSeconds(customer.dice().nextInt(7200))));
        for (int number = 1; number < ACTIONS; number++) {
            turns.add(new Turn(customer, begin.plusSeconds(customer.dice().nextInt(DAYS * 86_400))));
        }
        return turns;
    }

    /** As the shop does by itself: whatever is due is done when it is due. */
    private void passUntil(Instant until, List<Customer> all) throws InterruptedException {
        for (Optional<Instant> due = billing.nextDue();
                due.isPresent() && !due.get().isAfter(until);
                due = billing.nextDue()) {
            advanceTo(due.get());
            billing.runDue(due.get());
            long now = due.get().getEpochSecond();
            if (all.stream().anyMatch(customer -> customer.model().isOnTheWay(now))) {
                instances.advanceDue();
                meters.heard();
            }
            all.forEach(customer -> customer.model().pass(now));
        }
        advanceTo(until);
        all.forEach(customer -> customer.model().pass(until.getEpochSecond()));
    }

    private void advanceTo(Instant time) {
        Duration left = Duration.between(clock.now(), time);
        if (!left.isNegative()) {
            clock.advance(left);
        }
    }
}
