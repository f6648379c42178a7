package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.account.Accounts;
import shop.cvm.account.IdentityClaim;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.RenewFlag;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.ledger.Ledger;
import shop.cvm.notification.MessageKind;
import shop.cvm.notification.Messages;
import shop.cvm.order.TermModel.Bill;
import shop.cvm.order.TermModel.Machine;
import shop.cvm.order.TermModel.Place;
import shop.cvm.order.TermModel.Term;
import shop.cvm.order.WorthModel.Prices;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.QuoteLine;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/**
 * Customers live through two years side by side, each by a seed of their own: they buy prepaid machines or convert hourly
 * ones, renew them by hand or let them renew themselves, make them larger and smaller, return them, forget them, fetch them
 * from the recycle bin or lose them, as the dice fall. Whatever becomes of the machines and of the money must be what
 * {@link TermModel} and {@link WorthModel} work out. A failure names its seed; {@code -Dshop.story.seed=17} plays that one
 * alone, {@code -Dshop.story.seeds=200} more of them.
 */
@ShopTest
class RenewalStoryTests {

    private static final int ALL_SEEDS = 50;
    private static final int SEEDS = Integer.getInteger("shop.story.seeds", isOnPostgres() ? 8 : ALL_SEEDS);
    private static final int DAYS = 730;
    private static final int HEARD_EVERY = 20;
    private static final int ACTIONS = 16;
    private static final String ZONE = Specs.prepaid().zone();
    private static final String SMALL = "S5.MEDIUM4";
    private static final String LARGE = "S5.LARGE8";
    private static final int MOST_MBPS = 8;
    private static final int MOST_DOWNGRADES = 5;
    private static final int MOST_MACHINES = 2;
    private static final List<Integer> OFFERED = List.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 24, 36);
    private static final BigDecimal FROZEN_AT_MOST = BigDecimal.TEN;
    private static final List<Integer> PERIODS = List.of(1, 1, 1, 2, 3, 6);
    private static final Duration SHORTLY = Duration.ofMinutes(5);

    @Autowired
    private Meters meters;

    @Autowired
    private Orders orders;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Adjustments adjustments;

    @Autowired
    private Conversions conversions;

    @Autowired
    private Returns returns;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Instances instances;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Messages messages;

    @Autowired
    private Accounts accounts;

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

    private final Map<InstanceSpec, Prices> prices = new HashMap<>();

    private int passed;

    /** What all of them have done, so that nobody believes that something was tried which was not. */
    private final Map<String, Integer> done = new TreeMap<>();

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
        meters.park();
        if (all.size() >= ALL_SEEDS) {
            assertThat(done)
                    .containsKeys(
                            "renewed",
                            "renewed by itself",
                            "expired",
                            "recovered",
                            "released",
                            "converted",
                            "larger",
                            "wider",
                            "smaller",
                            "smaller for nothing",
                            "returned FIVE_DAY",
                            "returned ORDINARY");
        }
    }

    private static boolean isOnPostgres() {
        return "postgresql".equals(System.getProperty("shop.test.database"));
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
        accounts.verify(account, new IdentityClaim("Test", "TEST000001"));
        String money = (200 + dice.nextInt(1500)) + ".00";
        customers.credit(account, money);
        TermModel model = new TermModel(new BigDecimal(money), machine -> bill(machine.spec(), 1, 0));
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
        if (++passed % HEARD_EVERY == 0) {
            meters.heard();
        }
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
        int choice = customer.dice().nextInt(18);
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
        } else if (choice < 14 && machine.place() == Place.RUNNING) {
            change(customer, machine);
        } else if (choice < 15) {
            giveBack(customer, machine);
        } else {
            pay(customer, machine, order(customer, machine));
        }
    }

    private void buy(Customer customer) {
        int months = PERIODS.get(customer.dice().nextInt(PERIODS.size()));
        boolean byTheHour = customer.dice().nextInt(4) == 0;
        InstanceSpec spec =
                byTheHour ? Specs.withNetwork(Specs.prepaid(), InternetChargeType.TRAFFIC, 2) : Specs.prepaid();
        Bill bill = bill(spec, months, 0);
        if (!customer.model().reachesFor(bill.total().add(FROZEN_AT_MOST))) {
            topUp(customer);
            return;
        }
        Machine machine = byTheHour
                ? convert(customer, spec, months, bill)
                : bought(customer, meters.buy(customer.account(), spec.withMonths(months)), spec, months, bill);
        if (customer.dice().nextBoolean()) {
            choose(customer, machine, true);
        }
        // Some do not want it after all.
        if (customer.dice().nextInt(6) == 0) {
            Instant soon = clock.now().plus(1 + customer.dice().nextInt(6 * 24), ChronoUnit.HOURS);
            turns.add(new Turn(customer, soon, () -> {
                if (canBeOrdered(machine)) {
                    giveBack(customer, machine);
                }
            }));
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

    private static Machine bought(Customer customer, Instance bought, InstanceSpec spec, int months, Bill bill) {
        return customer.model().bought(bought.id(), bought.paidAt(), spec, months, bill);
    }

    /** Bought by the hour, and prepaid a moment later. */
    private Machine convert(Customer customer, InstanceSpec spec, int months, Bill bill) {
        Instance bought = meters.buy(customer.account(), Specs.with(spec, ChargeType.POSTPAID_BY_HOUR, 0));
        Order order = conversions.place(
                customer.account(), List.of(new PrepaidWish(bought.id(), months, false, null)), token());
        assertThat(order.total().getAmount()).as("seed " + customer.seed()).isEqualByComparingTo(bill.total());
        orders.payFromBalance(customer.account(), order.number());
        done.merge("converted", 1, Integer::sum);
        Instant from = instances.terms(customer.account(), bought.id()).get(0).startedAt();
        return customer.model().converted(bought.id(), bought.paidAt(), from, spec, months, bill);
    }

    /** Another type, for which it is shut down, or more bandwidth. */
    private void change(Customer customer, Machine machine) {
        InstanceSpec spec = machine.spec();
        if (customer.dice().nextBoolean()) {
            int mbps = Math.min(spec.bandwidthMbps() + 1 + customer.dice().nextInt(2), MOST_MBPS);
            InstanceSpec wider = Specs.withNetwork(spec, spec.internetChargeType(), mbps);
            if (!wider.equals(spec)) {
                upgrade(customer, machine, wider);
            }
        } else {
            changeType(customer, machine);
        }
    }

    private void changeType(Customer customer, Machine machine) {
        InstanceSpec spec = machine.spec();
        boolean isLarge = spec.instanceType().equals(LARGE);
        if (isLarge && machine.downgrades() == MOST_DOWNGRADES) {
            return;
        }
        settle();
        instances.power(customer.account(), machine.id(), PowerAction.STOP);
        settle();
        InstanceSpec other = Specs.withType(spec, ZONE, isLarge ? SMALL : LARGE);
        if (isLarge) {
            downgrade(customer, machine, other);
        } else {
            upgrade(customer, machine, other);
            smallerLater(customer, machine);
        }
        instances.power(customer.account(), machine.id(), PowerAction.START);
        settle();
    }

    private void smallerLater(Customer customer, Machine machine) {
        Instant later = clock.now().plus(1 + customer.dice().nextInt(60 * 24), ChronoUnit.HOURS);
        turns.add(new Turn(customer, later, () -> {
            boolean isLarge = machine.spec().instanceType().equals(LARGE);
            if (isLarge && canBeOrdered(machine) && machine.place() == Place.RUNNING) {
                changeType(customer, machine);
            }
        }));
    }

    private void upgrade(Customer customer, Machine machine, InstanceSpec wanted) {
        Instant at = clock.now();
        Order order = place(customer, machine, wanted, at);
        Map<Component, BigDecimal> fees = WorthModel.fees(prices(machine.spec()), prices(wanted), at, machine.end());
        BigDecimal fee = WorthModel.sum(fees);
        assertThat(order.total().getAmount()).as("seed " + customer.seed()).isEqualByComparingTo(fee);
        if (!customer.model().reachesFor(fee)) {
            assertThatExceptionOfType(InsufficientBalance.class)
                    .as("seed " + customer.seed())
                    .isThrownBy(() -> orders.payFromBalance(customer.account(), order.number()));
            orders.cancel(customer.account(), order.number());
            return;
        }
        if (fee.signum() > 0) {
            orders.payFromBalance(customer.account(), order.number());
        }
        customer.model().upgraded(machine, wanted, fees, changedAt(machine));
        done.merge(fees.containsKey(Component.COMPUTE) ? "larger" : "wider", 1, Integer::sum);
    }

    private void downgrade(Customer customer, Machine machine, InstanceSpec wanted) {
        Instant at = clock.now();
        Order order = place(customer, machine, wanted, at);
        BigDecimal refund = machine.worth().refund(Component.COMPUTE, prices(wanted), at, machine.end());
        assertThat(order.isPaid()).as("seed " + customer.seed()).isTrue();
        assertThat(order.paidBack().getAmount()).as("seed " + customer.seed()).isEqualByComparingTo(refund);
        customer.model().downgraded(machine, wanted, refund, at, changedAt(machine), prices(wanted));
        done.merge(refund.signum() > 0 ? "smaller" : "smaller for nothing", 1, Integer::sum);
    }

    private Order place(Customer customer, Machine machine, InstanceSpec wanted, Instant at) {
        int configured = instances.instance(customer.account(), machine.id()).configured();
        return adjustments.place(
                customer.account(),
                new Reconfiguration(machine.id(), WantedConfiguration.of(wanted), configured, null, at),
                token());
    }

    /** By the database's clock. */
    private Instant changedAt(Machine machine) {
        return jdbc.sql("select changed_at from reconfigurations where instance_id = ? order by number desc limit 1")
                .param(machine.id().instanceId())
                .query(Timestamp.class)
                .single()
                .toInstant();
    }

    /** By whichever rule is left. */
    private void giveBack(Customer customer, Machine machine) {
        settle();
        ReturnOffer offer =
                returns.offers(customer.account(), List.of(machine.id())).get(0);
        Optional<ReturnKind> kind = customer.model().returnable(machine, offer.at());
        assertThat(Optional.ofNullable(offer.kind()))
                .as("seed " + customer.seed())
                .isEqualTo(kind);
        if (kind.isEmpty()) {
            return;
        }
        BigDecimal refund = customer.model().worth(machine, kind.get(), offer.at());
        assertThat(offer.value().refund().getAmount())
                .as("seed " + customer.seed())
                .isEqualByComparingTo(refund);
        returns.give(
                customer.account(),
                new AgreedReturn(
                        machine.id(), kind.get(), offer.at(), offer.value().refund()),
                token());
        Instant now =
                instances.instance(customer.account(), machine.id()).expiresAt().orElseThrow();
        customer.model().returned(machine, kind.get(), refund, now);
        done.merge("returned " + kind.get(), 1, Integer::sum);
    }

    private void settle() {
        for (int step = 0; step < 3; step++) {
            instances.advanceDue();
        }
    }

    private static String token() {
        return UUID.randomUUID().toString();
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
    private record Placed(Order order, int months, int days, Instant from, Bill bill) {}

    private Placed order(Customer customer, Machine machine) {
        int months = PERIODS.get(customer.dice().nextInt(PERIODS.size()));
        Integer day = customer.dice().nextInt(3) == 0 ? 1 + customer.dice().nextInt(31) : null;
        int days = day == null ? 0 : TermModel.daysTo(day, machine.end(), months);
        Renewal wish = new Renewal(machine.id(), new RenewalPeriod(months, day), null, machine.end());
        Order order = renewals.place(customer.account(), List.of(wish), token());
        Bill bill = bill(machine.spec(), months, days);
        assertThat(order.total().getAmount()).as("seed " + customer.seed()).isEqualByComparingTo(bill.total());
        return new Placed(order, months, days, machine.end(), bill);
    }

    private void pay(Customer customer, Machine machine, Placed placed) {
        ordered.remove(machine);
        OrderNumber number = placed.order().number();
        if (machine.place() == Place.GONE || !machine.end().equals(placed.from())) {
            assertThatExceptionOfType(OrderClosed.class)
                    .as("seed " + customer.seed())
                    .isThrownBy(() -> orders.payFromBalance(customer.account(), number));
        } else if (!customer.model().reachesFor(placed.bill().total())) {
            assertThatExceptionOfType(InsufficientBalance.class)
                    .as("seed " + customer.seed())
                    .isThrownBy(() -> orders.payFromBalance(customer.account(), number));
            orders.cancel(customer.account(), number);
        } else {
            orders.payFromBalance(customer.account(), number);
            done.merge(machine.place() == Place.BIN ? "recovered" : "renewed", 1, Integer::sum);
            customer.model().renewed(machine, placed.months(), placed.days(), placed.bill(), clock.now());
        }
    }

    private Bill bill(InstanceSpec spec, int months, int days) {
        return new Bill(TermModel.amounts(lines(spec, months), days), prices(spec));
    }

    private List<QuoteLine> lines(InstanceSpec spec, int months) {
        return pricing.quote(spec.withMonths(months), 1).lines();
    }

    /** What the price list says, read once for each configuration. */
    private Prices prices(InstanceSpec spec) {
        return prices.computeIfAbsent(spec.withMonths(1), this::read);
    }

    private Prices read(InstanceSpec spec) {
        Map<Component, BigDecimal> perMonth = new EnumMap<>(Component.class);
        Map<Component, NavigableMap<Integer, BigDecimal>> discounts = new EnumMap<>(Component.class);
        Map<Component, BigDecimal> perHour = new EnumMap<>(Component.class);
        for (int months : OFFERED) {
            lines(spec, months).forEach(line -> discounts
                    .computeIfAbsent(line.component(), component -> new TreeMap<>())
                    .put(months, line.discountFactor()));
        }
        lines(spec, 1).stream()
                .filter(line -> line.component() != Component.TRAFFIC)
                .forEach(line -> {
                    boolean isDisk = line.component() == Component.SYSTEM_DISK;
                    perMonth.put(
                            line.component(),
                            isDisk ? line.unitPrice().multiply(BigDecimal.valueOf(line.quantity())) : line.unitPrice());
                });
        pricing.quote(Specs.with(spec, ChargeType.POSTPAID_BY_HOUR, 0), 1)
                .lines()
                .forEach(line -> perHour.put(line.component(), line.rate().perHour()));
        return new Prices(perMonth, discounts, perHour);
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
            assertThat(row.configuration().instanceType())
                    .as(seed)
                    .isEqualTo(machine.spec().instanceType());
            assertThat(row.configuration().bandwidthMbps())
                    .as(seed)
                    .isEqualTo(machine.spec().bandwidthMbps());
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
        TermModel model = customer.model();
        compare(customer, "renewed by itself", told(customer, MessageKind.INSTANCE_RENEWED), model.renewedByItself());
        compare(customer, "expired", expired(customer), model.expired());
        compare(customer, "released", told(customer, MessageKind.INSTANCE_RELEASED), model.released());
    }

    private void compare(Customer customer, String what, long times, int modelled) {
        assertThat(times).as("seed " + customer.seed() + " " + what).isEqualTo(modelled);
        if (modelled > 0) {
            done.merge(what, modelled, Integer::sum);
        }
    }

    /** Of the time in the recycle bin there are several messages, so this is not what they are counted by. */
    private long expired(Customer customer) {
        return jdbc.sql("""
                        select count(*) from instance_acts join instances using (instance_id)
                        where account_id = ? and kind = 'EXPIRED'
                        """)
                .param(customer.account().accountId())
                .query(Long.class)
                .single();
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
