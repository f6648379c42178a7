package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.instance.RenewFlag;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.ledger.Ledger;
import shop.cvm.notification.MessageKind;
import shop.cvm.notification.Messages;
import shop.cvm.order.TermModel.Machine;
import shop.cvm.order.TermModel.Place;
import shop.cvm.order.TermModel.Term;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/**
 * Customers live through two years side by side, each by a seed of their own: they buy prepaid machines, renew them by
 * hand or let them renew themselves, forget them, fetch them from the recycle bin or lose them, as the dice fall. Whatever
 * becomes of the machines and of the money must be what {@link TermModel} works out. A failure names its seed;
 * {@code -Dshop.story.seed=17} plays that one alone, {@code -Dshop.story.seeds=50} plays fifty.
 */
@ShopTest
class RenewalStoryTests {

    private static final int SEEDS = Integer.getInteger("shop.story.seeds", 8);
    private static final int DAYS = 730;
    private static final int ACTIONS = 16;
    private static final int MOST_MACHINES = 2;
    private static final List<Integer> PERIODS = List.of(1, 1, 1, 2, 3, 6);
    private static final Duration SHORTLY = Duration.ofMinutes(5);

    @Autowired
    private Meters meters;

    @Autowired
    private Orders orders;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Instances instances;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Messages messages;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    private final PriorityQueue<Turn> turns =
            new PriorityQueue<>(Comparator.comparing(Turn::at).thenComparing(turn -> turn.customer().seed));

    /** Machines in an order that is not paid yet. */
    private final Set<Machine> ordered = new HashSet<>();

    /** Somebody with dice, and what must become of them. */
    private record Customer(long seed, Random dice, AccountId account, TermModel model) {}

    /** Somebody does something at this moment. */
    private record Turn(Customer customer, Instant at, Runnable action) {}

    @Test
    void twoYearsOfEveryCustomerComeToWhatTheModelSays() throws InterruptedException {
        meters.park();
        Instant begin = beginning();
        clock.advanceTo(begin);
        List<Customer> all = seeds().mapToObj(this::customer).toList();
        all.forEach(customer -> plan(customer, begin));

        while (!turns.isEmpty()) {
            Turn turn = turns.poll();
            pass(turn.at(), all);
            turn.action().run();
            instances.advanceDue();
            compare(turn.customer());
        }
        pass(begin.plus(DAYS, ChronoUnit.DAYS), all);

        meters.heard();
        all.forEach(this::compare);
        all.forEach(this::compareMessages);
        invariants.hold();
    }

    private static LongStream seeds() {
        Long one = Long.getLong("shop.story.seed");
        return one == null ? LongStream.rangeClosed(1, SEEDS) : LongStream.of(one);
    }

    /** Always in the year before a leap year, so that a seed meets the same calendar whenever it is played. */
    private Instant beginning() {
        int year = ShopCalendar.dayOf(clock.now()).getYear() + 1;
        return ShopCalendar.startOf(LocalDate.of(year + Math.floorMod(3 - year, 4), 1, 1));
    }

    private Customer customer(long seed) {
        Random dice = new Random(seed);
        AccountId account = customers.many(1).get(0);
        String money = (200 + dice.nextInt(1500)) + ".00";
        customers.credit(account, money);
        TermModel model =
                new TermModel(new BigDecimal(money), () -> quote(1).total().getAmount());
        return new Customer(seed, dice, account, model);
    }

    private void plan(Customer customer, Instant begin) {
        for (int number = 0; number < ACTIONS; number++) {
            Instant at = begin.plusSeconds(customer.dice().nextInt(number == 0 ? 86_400 : DAYS * 86_400));
            turns.add(new Turn(customer, at, () -> act(customer)));
        }
    }

    /**
     * The shop looks whenever something must happen to anybody's machine. Reminders alone are no reason for it to look: one
     * that comes late is told then, and changes nothing.
     */
    private void pass(Instant until, List<Customer> all) throws InterruptedException {
        for (Instant next = next(all); !next.isAfter(until); next = next(all)) {
            look(next, all);
        }
        look(until, all);
        meters.heard();
    }

    private static Instant next(List<Customer> all) {
        return all.stream()
                .flatMap(customer -> customer.model().next().stream())
                .min(Comparator.naturalOrder())
                .orElse(Instant.MAX);
    }

    private void look(Instant at, List<Customer> all) {
        if (at.isAfter(clock.now())) {
            clock.advanceTo(at);
        }
        instances.expireDue();
        Instant now = clock.now();
        all.forEach(customer -> customer.model().pass(now));
    }

    private void act(Customer customer) {
        List<Machine> machines = customer.model().kept();
        int choice = customer.dice().nextInt(12);
        if (machines.isEmpty() || (choice < 2 && machines.size() < MOST_MACHINES)) {
            buy(customer);
            return;
        }
        Machine machine = machines.get(customer.dice().nextInt(machines.size()));
        if (choice < 5 || ordered.contains(machine)) {
            topUp(customer);
        } else if (choice < 7) {
            choose(customer, machine, !machine.renewsItself());
        } else if (choice < 9) {
            orderBeforeItRenewsItself(customer, machine);
        } else {
            pay(customer, machine, order(customer, machine));
        }
    }

    private void buy(Customer customer) {
        int months = PERIODS.get(customer.dice().nextInt(PERIODS.size()));
        BigDecimal price = quote(months).total().getAmount();
        if (!customer.model().reachesFor(price)) {
            topUp(customer);
            return;
        }
        Instance bought = meters.buy(customer.account(), Specs.prepaid().withMonths(months));
        Machine machine = customer.model().bought(bought.id(), bought.paidAt(), months, price);
        if (customer.dice().nextBoolean()) {
            choose(customer, machine, true);
        }
        // Some look at it again when it is in the recycle bin.
        if (customer.dice().nextBoolean()) {
            Instant later = machine.end().plus(customer.dice().nextInt(7 * 24), ChronoUnit.HOURS);
            turns.add(new Turn(customer, later, () -> {
                if (canBeOrdered(machine)) {
                    pay(customer, machine, order(customer, machine));
                }
            }));
        }
    }

    private void topUp(Customer customer) {
        String amount = (50 + customer.dice().nextInt(600)) + ".50";
        customers.credit(customer.account(), amount);
        customer.model().topUp(new BigDecimal(amount));
    }

    private void choose(Customer customer, Machine machine, boolean renewsItself) {
        instances.choose(
                customer.account(),
                machine.id(),
                renewsItself ? RenewFlag.NOTIFY_AND_AUTO_RENEW : RenewFlag.NOTIFY_AND_MANUAL_RENEW);
        customer.model().choose(machine, renewsItself, clock.now());
    }

    /** And pays when the machine may have renewed itself meanwhile. */
    private void orderBeforeItRenewsItself(Customer customer, Machine machine) {
        Instant first = machine.end().minus(3, ChronoUnit.DAYS);
        if (!first.minus(SHORTLY).isAfter(clock.now())) {
            return;
        }
        turns.add(new Turn(customer, first.minus(SHORTLY), () -> {
            if (canBeOrdered(machine)) {
                Placed placed = order(customer, machine);
                ordered.add(machine);
                turns.add(new Turn(customer, clock.now().plus(SHORTLY).plus(SHORTLY), () -> {
                    pay(customer, machine, placed);
                }));
            }
        }));
    }

    private boolean canBeOrdered(Machine machine) {
        return machine.place() != Place.GONE && !ordered.contains(machine);
    }

    /** An order, and what was ordered. */
    private record Placed(Order order, int months, int days, Instant from) {}

    private Placed order(Customer customer, Machine machine) {
        int months = PERIODS.get(customer.dice().nextInt(PERIODS.size()));
        Integer day = customer.dice().nextInt(3) == 0 ? 1 + customer.dice().nextInt(31) : null;
        int days = day == null ? 0 : TermModel.daysTo(day, machine.end(), months);
        Renewal wish = new Renewal(machine.id(), new RenewalPeriod(months, day), null, machine.end());
        Order order = renewals.place(
                customer.account(), List.of(wish), UUID.randomUUID().toString());
        assertThat(order.total().getAmount()).as("seed " + customer.seed()).isEqualByComparingTo(price(months, days));
        return new Placed(order, months, days, machine.end());
    }

    private void pay(Customer customer, Machine machine, Placed placed) {
        ordered.remove(machine);
        BigDecimal price = price(placed.months(), placed.days());
        OrderNumber number = placed.order().number();
        if (machine.place() == Place.GONE || !machine.end().equals(placed.from())) {
            assertThatExceptionOfType(OrderClosed.class)
                    .as("seed " + customer.seed())
                    .isThrownBy(() -> orders.payFromBalance(customer.account(), number));
        } else if (!customer.model().reachesFor(price)) {
            assertThatExceptionOfType(InsufficientBalance.class)
                    .as("seed " + customer.seed())
                    .isThrownBy(() -> orders.payFromBalance(customer.account(), number));
            orders.cancel(customer.account(), number);
        } else {
            orders.payFromBalance(customer.account(), number);
            customer.model().renewed(machine, placed.months(), placed.days(), price, clock.now());
        }
    }

    private BigDecimal price(int months, int days) {
        Quote quote = quote(months);
        return quote.total().getAmount().add(TermModel.price(quote.lines(), days));
    }

    private Quote quote(int months) {
        return pricing.quote(Specs.prepaid().withMonths(months), 1);
    }

    private void compare(Customer customer) {
        String seed = "seed " + customer.seed();
        assertThat(ledger.balance(customer.account()).balance().getAmount())
                .as(seed)
                .isEqualByComparingTo(customer.model().balance());
        for (Machine machine : customer.model().machines()) {
            Instance row = instances.instance(customer.account(), machine.id());
            assertThat(place(row)).as(seed + " " + row.id()).isEqualTo(machine.place());
            assertThat(row.expiresAt()).as(seed + " " + row.id()).contains(machine.end());
            assertThat(instances.terms(customer.account(), machine.id()).stream()
                            .map(term -> new Term(
                                    term.startedAt(),
                                    term.endsAt(),
                                    term.months(),
                                    term.days(),
                                    term.paid().getAmount())))
                    .as(seed + " " + row.id())
                    .usingComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                    .usingRecursiveFieldByFieldElementComparator()
                    .containsExactlyElementsOf(machine.terms());
        }
    }

    private void compareMessages(Customer customer) {
        assertThat(told(customer, MessageKind.INSTANCE_RENEWED))
                .as("seed " + customer.seed())
                .isEqualTo(customer.model().renewedByItself());
        assertThat(told(customer, MessageKind.INSTANCE_RELEASED))
                .as("seed " + customer.seed())
                .isEqualTo(customer.model().released());
    }

    private long told(Customer customer, MessageKind kind) {
        long told = 0;
        for (int page = 0;
                page == 0 || !messages.messages(customer.account(), page - 1).isLast();
                page++) {
            told += messages.messages(customer.account(), page).stream()
                    .filter(message -> message.kind() == kind)
                    .count();
        }
        return told;
    }

    private static Place place(Instance machine) {
        if (machine.isInBin()) {
            return Place.BIN;
        }
        return machine.state().isEnded() ? Place.GONE : Place.RUNNING;
    }
}
