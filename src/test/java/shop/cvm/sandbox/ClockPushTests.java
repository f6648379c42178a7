package shop.cvm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.Specs;
import shop.cvm.event.Publications;
import shop.cvm.event.TestNews;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.order.OrderNumber;
import shop.cvm.order.OrderState;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.time.Due;
import shop.cvm.time.ShopClock;

@ShopTest
class ClockPushTests {

    private static final Duration LONG = Duration.ofMinutes(3);

    @Autowired
    private ClockPushes pushes;

    @Autowired
    private PushRows rows;

    @Autowired
    private List<Due> dues;

    @Autowired
    private ShopClock shopClock;

    @Autowired
    private Clock clock;

    @Autowired
    private Publications publications;

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private FreshShop shop;

    @Autowired
    private MessageSource words;

    @Autowired
    private TestNews news;

    @Autowired
    private ApplicationEventPublisher publisher;

    @Autowired
    private TransactionOperations transaction;

    private Instant start = Instant.EPOCH;

    /** What other tests have left behind would be due as well, and some of it for ever. */
    @BeforeEach
    void nothingIsDue() throws InterruptedException {
        shop.reset();
        arrive(Duration.ofMinutes(30));
    }

    @Test
    void aMachineThatIsPaidRunsWithItsAddressesAfterTenMinutes() throws InterruptedException {
        AccountId account = customers.with("1000000.00");
        OrderNumber order = place(account, Specs.prepaid());
        orders.payFromBalance(account, order);

        arrive(Duration.ofMinutes(10));

        Instance machine = instances.ofOrder(account, order.number()).get(0);
        assertThat(machine.state()).isEqualTo(InstanceState.RUNNING);
        assertThat(machine.isAddressed()).isTrue();
        assertThat(pushes.state().push().done()).containsKey("machine-steps");
        assertThat(publications.outstanding()).isZero();
        invariants.hold();
    }

    @Test
    void anOrderThatNobodyPaysExpiresOnTheWayAndItsStockIsFree() throws InterruptedException {
        InstanceSpec spec = Specs.prepaid();
        int free = free(spec);
        AccountId account = customers.with("0.01");
        OrderNumber order = place(account, spec);
        assertThat(free(spec)).isEqualTo(free - 1);

        arrive(Duration.ofMinutes(16));

        assertThat(orders.order(account, order).order().state()).isEqualTo(OrderState.EXPIRED);
        assertThat(free(spec)).isEqualTo(free);
        assertThat(pushes.state().push().done()).containsEntry("order-expiry", 1L);
        invariants.hold();
    }

    @Test
    void ninetyDaysInWhichNothingIsDueTakeFewStepsAndLittleTime() throws InterruptedException {
        arrive(Duration.ofDays(60));
        Instant before = shopClock.now();
        Instant started = clock.instant();

        arrive(Duration.ofDays(90));

        assertThat(shopClock.now()).isAfterOrEqualTo(before.plus(Duration.ofDays(90)));
        assertThat(pushes.state().push().steps()).isLessThan(10);
        assertThat(Duration.between(started, clock.instant())).isLessThan(Duration.ofSeconds(20));
    }

    @Test
    void whatIsDueIsDoneInTheOrderOfTimeAndOfRankAndEachAtItsInstant() throws InterruptedException {
        start = shopClock.now().plus(Duration.ofHours(1));
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        TestDue late = new TestDue("late", 90, done, start, start.plusSeconds(7200));
        TestDue early = new TestDue("early", 10, done, start, start.plusSeconds(3600), start.plusSeconds(10_800));

        move(start.plusSeconds(9000), late, early);

        assertThat(done).containsExactly("early 0", "late 0", "early 3600", "late 7200");
        assertThat(shopClock.now()).isBefore(start.plusSeconds(9600));
    }

    @Test
    void workThatMakesOtherWorkDueIsFollowedUpBeforeTheClockMovesOn() throws InterruptedException {
        start = shopClock.now().plus(Duration.ofHours(1));
        List<String> done = Collections.synchronizedList(new ArrayList<>());
        TestDue second = new TestDue("second", 10, done, start.plusSeconds(3600));
        TestDue first = new TestDue("first", 20, done, start) {
            @Override
            public long run() {
                second.add(start);
                second.add(start.plusSeconds(60));
                return super.run();
            }
        };

        move(start.plusSeconds(4000), first, second);

        assertThat(done).containsExactly("first 0", "second 0", "second 60", "second 3600");
    }

    @Test
    void theListenersOfAStepAreDoneBeforeTheNextOneBeginsAtTheSameInstantOrLater() throws InterruptedException {
        start = shopClock.now().plus(Duration.ofHours(1));
        String slow = UUID.randomUUID().toString();
        List<Integer> heard = new ArrayList<>();
        Due loud = new TestDue("loud", 10, new ArrayList<>(), start, start.plusSeconds(3600)) {
            @Override
            public long run() {
                transaction.executeWithoutResult(
                        status -> publisher.publishEvent(new TestNews.Happened(slow, 0, Duration.ofMillis(200))));
                return super.run();
            }
        };
        Due attentive = new TestDue("attentive", 20, new ArrayList<>(), start, start.plusSeconds(3600)) {
            @Override
            public long run() {
                heard.add(news.heard(slow));
                return super.run();
            }
        };

        move(start.plusSeconds(4000), loud, attentive);

        assertThat(heard).containsExactly(1, 2);
    }

    @Test
    void aPushWhoseNodeDiesIsGoneOnWithFromWhereItWas() throws InterruptedException {
        Instant from = shopClock.now();
        Instant target = from.plus(Duration.ofDays(3));
        Instant middle = from.plus(Duration.ofDays(1)).truncatedTo(ChronoUnit.MILLIS);
        Due deadly = new TestDue("deadly", 10, new ArrayList<>(), middle) {
            @Override
            public long run() {
                throw new OutOfMemoryError("The test kills the node");
            }
        };
        assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> move(target, deadly));

        assertThat(shopClock.now()).isBetween(middle, middle.plus(Duration.ofHours(1)));
        assertThat(pushes.state().moving()).isTrue();
        assertThat(pushes.state().push().reached()).isEqualTo(middle);
        assertThatExceptionOfType(PushInProgress.class).isThrownBy(() -> pushes.push(Duration.ofDays(1)));
        pushes.resume();
        assertThat(shopClock.now()).as("the lease is not over").isBefore(target);

        jdbc.sql("update clock_push set lease_until = current_timestamp - interval '1' second")
                .update();
        pushes.resume();
        assertThat(pushes.await(LONG)).isTrue();
        assertThat(shopClock.now()).isBetween(target, target.plus(Duration.ofHours(1)));
    }

    @Test
    void ofPushesAtTheSameTimeOneBeginsAndTheOthersAreRefused() throws InterruptedException {
        Instant before = shopClock.now();

        List<Outcome<String>> outcomes = Races.run(4, number -> () -> {
            rows.begin("race-" + number, before, before.plus(Duration.ofDays(1)));
            pushes.push(Duration.ofDays(1));
            return "";
        });

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome.thrown()).isInstanceOf(PushInProgress.class));
        assertThat(jdbc.sql("select owner from clock_push").query(String.class).single())
                .startsWith("race-");
        assertThat(shopClock.now()).isBefore(before.plus(Duration.ofHours(1)));
        rows.finish(jdbc.sql("select owner from clock_push").query(String.class).single());
    }

    @Test
    void theClockNeverGoesBackNorTooFar() {
        Instant now = shopClock.now();

        assertThatExceptionOfType(ClockGoesForward.class).isThrownBy(() -> pushes.pushTo(now.minusSeconds(1)));
        assertThatExceptionOfType(ClockGoesForward.class).isThrownBy(() -> pushes.push(Duration.ZERO));
        assertThatExceptionOfType(ClockGoesForward.class)
                .isThrownBy(() -> pushes.push(ClockPushes.LONGEST.plusDays(1)));
        shopClock.advanceTo(now.minus(Duration.ofDays(1)));
        assertThat(shopClock.now()).isBetween(now, now.plus(Duration.ofHours(1)));
    }

    @Test
    void everythingThatIsDueHasANameAndAPlaceOfItsOwn() {
        assertThat(dues).extracting(Due::rank).doesNotHaveDuplicates().allMatch(rank -> rank >= 10 && rank < 100);
        assertThat(dues.stream().sorted(Comparator.comparing(Due::rank)).map(Due::name))
                .containsExactly(
                        "wallet-notifications",
                        "payment-questions",
                        "machine-steps",
                        "machine-firewalls",
                        "hourly-billing",
                        "order-expiry",
                        "machine-expiry",
                        "password-wiping",
                        "timed-termination",
                        "cart-expiry");
    }

    @Test
    void everythingThatIsDueHasWordsForThePageInBothLanguages() {
        for (Due due : dues) {
            String english = words.getMessage("sandbox.done." + due.name(), null, Locale.ENGLISH);
            String chinese = words.getMessage("sandbox.done." + due.name(), null, Locale.CHINESE);
            assertThat(english).isNotBlank();
            assertThat(chinese).isNotBlank().isNotEqualTo(english);
        }
    }

    private void arrive(Duration duration) throws InterruptedException {
        pushes.push(duration);
        assertThat(pushes.await(LONG)).isTrue();
    }

    /** As a node would that knows of nothing but these. */
    private void move(Instant target, Due... these) throws InterruptedException {
        String owner = UUID.randomUUID().toString();
        assertThat(rows.begin(owner, shopClock.now(), target)).isTrue();
        new ClockMover(List.of(these), rows, publications, clock).move(owner, target);
    }

    private OrderNumber place(AccountId account, InstanceSpec spec) {
        return orders.place(
                        account,
                        List.of(Purchases.of(spec, 1)),
                        UUID.randomUUID().toString())
                .number();
    }

    private int free(InstanceSpec spec) {
        return jdbc.sql("select capacity - taken from stock where zone_id = ? and instance_type = ?")
                .params(spec.zone(), spec.instanceType())
                .query(Integer.class)
                .single();
    }

    /** Is due at some instants, and writes down how many seconds after the first of all it was done. */
    private class TestDue implements Due {

        private final String name;
        private final int rank;
        private final List<String> done;
        private final TreeSet<Instant> instants = new TreeSet<>();

        TestDue(String name, int rank, List<String> done, Instant... instants) {
            this.name = name;
            this.rank = rank;
            this.done = done;
            this.instants.addAll(List.of(instants));
        }

        void add(Instant instant) {
            instants.add(instant);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int rank() {
            return rank;
        }

        @Override
        public Optional<Instant> next(Instant after) {
            return Optional.ofNullable(instants.higher(after));
        }

        @Override
        public long run() {
            int before = done.size();
            Instant now = shopClock.now();
            while (!instants.isEmpty() && !instants.first().isAfter(now)) {
                Instant due = instants.pollFirst();
                assertThat(now).as("done at its instant").isBefore(due.plusSeconds(50));
                done.add(name + " " + Duration.between(start, due).toSeconds());
            }
            return done.size() - before;
        }
    }
}
