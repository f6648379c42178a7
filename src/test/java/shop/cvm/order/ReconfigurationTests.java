package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.instance.NotReconfigurable.Reason;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.StoppedMode;
import shop.cvm.instance.WrongInstanceState;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Pricing;
import shop.cvm.time.ShopClock;

/** Hourly machines that become something else: money, usage, stock and machine change together, or not at all. */
@ShopTest
class ReconfigurationTests {

    private static final String ZONE = "ap-guangzhou-3";
    private static final String SMALL = "S5.MEDIUM4";
    private static final String LARGE = "S5.LARGE8";

    @Autowired
    private Meters meters;

    @Autowired
    private Orders orders;

    @Autowired
    private Reconfigurations reconfigurations;

    @Autowired
    private Instances instances;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    private final InstanceSpec spec =
            Specs.withDisks(Specs.postpaid(), new Disk("CLOUD_PREMIUM", 50), new Disk("CLOUD_PREMIUM", 100));

    private AccountId account;
    private InstanceId id;

    @BeforeEach
    void aMachineByTheHour() {
        meters.park();
        account = customers.with("1000.00");
        id = meters.buy(account, spec).id();
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void anotherTypeFreezesAnewAndMovesTheHost() {
        stop();
        Money before = ledger.balance(account).frozen();
        int small = taken(SMALL);
        int large = taken(LARGE);
        InstanceSpec wanted = Specs.withType(spec, ZONE, LARGE);
        Money hour = pricing.quote(wanted, 1).total();
        assertThat(hour).isNotEqualTo(before);

        assertThat(reconfigure(wanted)).isTrue();

        assertThat(ledger.balance(account).frozen()).isEqualTo(hour);
        assertThat(ledger.balance(account).balance()).as("nothing is spent").isEqualTo(Cny.of("1000.00"));
        assertThat(entries(EntryKind.UNFREEZE)).extracting(Entry::reference).containsExactly("unfreeze:" + id);
        assertThat(entries(EntryKind.FREEZE))
                .extracting(Entry::reference)
                .containsExactly("freeze:" + id + ":1", "freeze:" + id);
        assertThat(taken(SMALL)).isEqualTo(small - 1);
        assertThat(taken(LARGE)).isEqualTo(large + 1);
        assertThat(machine().configuration().instanceType()).isEqualTo(LARGE);
        assertThat(machine().shape().vcpu()).isEqualTo(4);
        assertThat(machine().shape().memoryGib()).isEqualTo(8);
        assertThat(machine().cost().unitTotal()).isEqualTo(hour);
        assertThat(machine().isReshaping()).isTrue();

        instances.power(account, id, PowerAction.START);
        meters.deliver();

        assertThat(machine().isReshaping()).isFalse();
        assertThat(machine().state()).isEqualTo(InstanceState.RUNNING);
        instances.terminate(account, id, machine().calledBy());
        meters.deliver();
        assertThat(ledger.balance(account).frozen()).isEqualTo(Cny.ZERO);
        assertThat(taken(LARGE))
                .as("the host that it has, not the one that it had")
                .isEqualTo(large);
        assertThat(taken(SMALL)).isEqualTo(small - 1);
    }

    @Test
    void usageIsSplitAtTheSecondAndBilledAtBothRates() {
        stop();
        meters.untilNextHour();
        meters.settle();
        int settled = meters.settlements(account).size();
        HourlyRate old = machine().cost().hourlyRate();

        reconfigure(Specs.withType(spec, ZONE, LARGE));
        HourlyRate larger = machine().cost().hourlyRate();
        meters.hours(2);

        List<Entry> hours = meters.settlements(account);
        assertThat(hours).hasSize(settled + 2);
        assertThat(hours.get(settled + 1).amount()).isEqualTo(larger.forOneHour());
        assertThat(hours.get(settled).amount())
                .as("at most a second of the first hour at the old rate")
                .isBetween(old.forOneHour(), larger.forOneHour());
        assertThat(periods("COMPUTE")).as("charged all the time").isEqualTo(2);
        assertThat(periods("SYSTEM_DISK")).as("as before").isEqualTo(1);
    }

    @Test
    void priceStepsBeginAnewWithAnotherTypeEvenAtTheSameRates() {
        stop();
        twoTypesOfOnePrice();
        InstanceSpec wanted = Specs.withType(spec, ZONE, LARGE);
        reconfigure(wanted);

        assertThat(open("COMPUTE").configuration()).isEqualTo(1);
        assertThat(open("COMPUTE").runBefore()).isZero();
        assertThat(open("SYSTEM_DISK").configuration()).isZero();

        meters.hours(3);
        reconfigure(Specs.withDisks(wanted, new Disk("CLOUD_PREMIUM", 60), new Disk("CLOUD_PREMIUM", 100)));
        assertThat(open("COMPUTE").configuration()).as("larger disks do not").isEqualTo(1);
        assertThat(periods("COMPUTE")).isEqualTo(2);
        assertThat(periods("SYSTEM_DISK")).isEqualTo(2);
    }

    @Test
    void allDisksGrowAndNoneShrinks() {
        stop();
        InstanceSpec grown = Specs.withDisks(spec, new Disk("CLOUD_PREMIUM", 80), new Disk("CLOUD_PREMIUM", 200));

        reconfigure(grown);
        meters.deliver();

        assertThat(machine().spec()).isEqualTo(grown);
        assertThat(machine().isReshaping()).isFalse();
        refused(Reason.DISK_SHRINKS, spec);
        refused(
                Reason.DISK_SHRINKS,
                Specs.withDisks(spec, new Disk("CLOUD_PREMIUM", 90), new Disk("CLOUD_PREMIUM", 190)));
        assertThatExceptionOfType(InvalidSpec.class)
                .isThrownBy(() -> reconfigure(
                        Specs.withDisks(spec, new Disk("CLOUD_PREMIUM", 80), new Disk("CLOUD_PREMIUM", 205))));
        assertThat(machine().configured()).isEqualTo(1);
    }

    @Test
    void bandwidthChangesWhileItRunsAndTheHighestOfTheHourIsCharged() {
        meters.untilNextHour();
        meters.settle();
        reconfigure(Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 6));
        meters.deliver();
        assertThat(machine().isReshaping()).isFalse();
        reconfigure(Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 2));
        meters.hours(2);

        HourlyRate without = rate(Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 0));
        List<Entry> hours = meters.settlements(account);
        assertThat(hours.get(hours.size() - 2).amount())
                .as("0.565 for 6 Mbps (domain.md 6.3)")
                .isEqualTo(without.plus(rate("0.565")).forOneHour());
        assertThat(hours.get(hours.size() - 1).amount())
                .isEqualTo(without.plus(rate("0.126")).forOneHour());
    }

    @Test
    void withoutBandwidthItLosesItsAddressAndGetsAnotherWithIt() {
        clock.advance(Duration.ofMinutes(10));
        meters.deliver();
        String address = machine().publicIp().orElseThrow();

        reconfigure(Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 0));
        assertThat(machine().publicIp()).isEmpty();
        meters.deliver();
        assertThat(machine().publicIp()).isEmpty();
        assertThat(machine().isRunning()).isTrue();

        reconfigure(Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 3));
        assertThat(machine().isAddressed()).isFalse();
        meters.deliver();
        assertThat(machine().publicIp()).isPresent().get().isNotEqualTo(address);
        assertThat(machine().isReshaping()).isFalse();
    }

    @Test
    void theNetworkIsPaidForInAnotherWayTwiceAndNoMore() {
        reconfigure(Specs.withNetwork(spec, InternetChargeType.TRAFFIC, 10));
        meters.hours(2);
        assertThat(open("BANDWIDTH").charged()).isFalse();
        assertThat(open("TRAFFIC").charged()).isTrue();

        reconfigure(Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 1));
        meters.hours(1);
        assertThat(open("BANDWIDTH").charged()).isTrue();
        assertThat(open("TRAFFIC").charged()).isFalse();

        refused(Reason.SWITCHED, Specs.withNetwork(spec, InternetChargeType.TRAFFIC, 10));
        stop();
        instances.terminate(account, id, machine().calledBy());
        meters.deliver();
        assertThat(jdbc.sql("select count(*) from usage_periods where instance_id = ? and is_open")
                        .param(id.instanceId())
                        .query(Integer.class)
                        .single())
                .as("what it had before ends with it")
                .isZero();
    }

    @Test
    void itMustBeShutDownForOtherHardware() {
        refused(Reason.RUNS, Specs.withType(spec, ZONE, LARGE));
        refused(Reason.RUNS, Specs.withDisks(spec, new Disk("CLOUD_PREMIUM", 60), new Disk("CLOUD_PREMIUM", 100)));
        refused(Reason.NOTHING, spec);
        instances.power(account, id, PowerAction.STOP);
        refused(Reason.NOT_READY, Specs.withType(spec, ZONE, LARGE));
        meters.deliver();
        instances.power(account, id, PowerAction.START);
        meters.deliver();
        instances.stop(account, id, StoppedMode.STOP_CHARGING);
        meters.deliver();
        refused(Reason.SHELVED, Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 2));
    }

    @Test
    void disksOfItsHostTieItToTheHost() {
        stop();
        jdbc.sql("update instance_disks set disk_type = 'LOCAL_BASIC' where instance_id = ? and position = 1")
                .param(id.instanceId())
                .update();
        assertThatExceptionOfType(NotReconfigurable.class)
                .isThrownBy(() -> reconfigurations.reconfigure(
                        account,
                        new Reconfiguration(
                                id,
                                new WantedConfiguration(LARGE, 50, List.of(100), spec.internetChargeType(), 1),
                                0,
                                null),
                        token()))
                .matches(refused -> refused.reason() == Reason.LOCAL_DISKS);
        jdbc.sql("update instance_disks set disk_type = 'CLOUD_PREMIUM' where instance_id = ?")
                .param(id.instanceId())
                .update();
    }

    @Test
    void aPrepaidMachineAndThatOfSomebodyElseStayAsTheyAre() {
        customers.credit(account, "1000.00");
        Instance prepaid = meters.buy(account, Specs.prepaid());

        assertThatExceptionOfType(NotReconfigurable.class)
                .isThrownBy(() -> reconfigurations.reconfigure(
                        account,
                        change(prepaid, Specs.withNetwork(Specs.prepaid(), InternetChargeType.BANDWIDTH, 5)),
                        token()))
                .matches(refused -> refused.reason() == Reason.PREPAID);
        assertThatExceptionOfType(NoSuchInstance.class)
                .isThrownBy(() -> reconfigurations.reconfigure(
                        customers.with("10.00"),
                        change(machine(), Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 5)),
                        token()));
    }

    @Test
    void whoCannotFreezeTheNewHourKeepsTheOldOne() {
        AccountId poor =
                customers.with(pricing.quote(spec, 1).total().getAmount().toPlainString());
        Instance machine = meters.buy(poor, spec);
        Reconfiguration change = change(machine, Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 50));
        int large = taken(LARGE);

        assertThatExceptionOfType(InsufficientBalance.class)
                .isThrownBy(() -> reconfigurations.reconfigure(poor, change, "poor"))
                .matches(refused -> refused.missing().isPositive());

        Instance after = instances.instance(poor, machine.id());
        assertThat(after.configured()).isZero();
        assertThat(after.isReshaping()).isFalse();
        assertThat(ledger.balance(poor).available()).isEqualTo(Cny.ZERO);
        assertThat(taken(LARGE)).isEqualTo(large);
        customers.credit(poor, "50.00");
        assertThat(reconfigurations.reconfigure(poor, change, "poor"))
                .as("the refused attempt has freed its token")
                .isTrue();
    }

    @Test
    void inArrearsNothingIsConfigured() {
        AccountId poor = customers.with("1.00");
        Instance machine = meters.buy(poor, spec);
        while (ledger.arrearsSince(poor).isEmpty()) {
            meters.hours(1);
        }

        assertThatExceptionOfType(NotReconfigurable.class)
                .isThrownBy(() -> reconfigurations.reconfigure(
                        poor, change(machine, Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 0)), token()))
                .matches(refused -> refused.reason() == Reason.ARREARS);
        assertThat(instances.instance(poor, machine.id()).configured()).isZero();
    }

    @Test
    void aTypeOfWhichNoneIsFreeIsRefusedAndNothingIsMoved() {
        stop();
        Money frozen = ledger.balance(account).frozen();
        int capacity = capacity(LARGE);
        jdbc.sql("update stock set capacity = taken where zone_id = ? and instance_type = ?")
                .params(ZONE, LARGE)
                .update();
        try {
            assertThatExceptionOfType(SoldOut.class).isThrownBy(() -> reconfigure(Specs.withType(spec, ZONE, LARGE)));
        } finally {
            jdbc.sql("update stock set capacity = ? where zone_id = ? and instance_type = ?")
                    .params(capacity, ZONE, LARGE)
                    .update();
        }
        assertThat(ledger.balance(account).frozen()).isEqualTo(frozen);
        assertThat(machine().configuration().instanceType()).isEqualTo(SMALL);
        assertThat(entries(EntryKind.UNFREEZE)).isEmpty();
    }

    @Test
    void anotherPriceThanTheAgreedOneIsRefused() {
        Reconfiguration change = change(machine(), Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 5));
        AgreedPrice seen = new AgreedPrice(Cny.of("0.01"), rate("0.01"));

        assertThatExceptionOfType(PriceChanged.class)
                .isThrownBy(() -> reconfigurations.reconfigure(
                        account, new Reconfiguration(id, change.wanted(), 0, seen), token()));
        assertThat(machine().configured()).isZero();
    }

    @Test
    void theOfferSaysWhatItWouldComeTo() {
        stop();
        InstanceSpec wanted = Specs.withNetwork(Specs.withType(spec, ZONE, LARGE), InternetChargeType.TRAFFIC, 10);
        ReconfigurationOffer offer = reconfigurations.offer(account, id, WantedConfiguration.of(wanted));

        assertThat(offer.isPossible()).isTrue();
        assertThat(offer.price()).contains(AgreedPrice.of(pricing.quote(wanted, 1)));
        assertThat(offer.left())
                .isEqualTo(Cny.of("1000.00").minus(pricing.quote(wanted, 1).total()));
        assertThat(offer.lines()).hasSize(5).allSatisfy(line -> {
            switch (line.component()) {
                case BANDWIDTH -> assertThat(line.after()).isNull();
                case TRAFFIC -> assertThat(line.before()).isNull();
                case DATA_DISK, SYSTEM_DISK ->
                    assertThat(line.after().rate())
                            .isEqualByComparingTo(line.before().rate());
                default ->
                    assertThat(line.after().rate()).isNotEqualTo(line.before().rate());
            }
        });
        AgreedPrice seen = offer.price().orElseThrow();
        reconfigurations.reconfigure(
                account, new Reconfiguration(id, WantedConfiguration.of(wanted), 0, seen), token());
        assertThat(machine().spec()).isEqualTo(wanted);
    }

    @Test
    void sixteenTimesTheSameFormConfiguresOnce() {
        Reconfiguration change = change(machine(), Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 5));
        String token = token();

        List<Outcome<Boolean>> outcomes =
                Races.run(16, number -> () -> reconfigurations.reconfigure(account, change, token));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(outcomes).filteredOn(Outcome::value).hasSize(1);
        assertThat(machine().configured()).isEqualTo(1);
        assertThat(entries(EntryKind.FREEZE)).hasSize(2);
        assertThatExceptionOfType(NotReconfigurable.class)
                .as("another wish with the same token")
                .isThrownBy(() -> reconfigurations.reconfigure(
                        account, change(machine(), Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 7)), token))
                .matches(refused -> refused.reason() == Reason.CHANGED);
    }

    @Test
    void oneOfEightTabsWinsAndTheOthersHaveToLookAgain() {
        stop();
        Instance seen = machine();

        List<Outcome<Boolean>> outcomes = Races.run(
                8,
                number -> () -> reconfigurations.reconfigure(
                        account,
                        change(
                                seen,
                                number % 2 == 0
                                        ? Specs.withType(spec, ZONE, LARGE)
                                        : Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 2 + number)),
                        token()));

        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(outcomes).filteredOn(it -> !it.succeeded()).allMatch(refusedFor(Reason.CHANGED));
        assertThat(machine().configured()).isEqualTo(1);
    }

    @Test
    void configuredAndTerminatedAtOnceLeavesNothingFrozen() {
        stop();
        Instance seen = machine();
        int taken = taken(SMALL) + taken(LARGE);

        List<Outcome<Boolean>> outcomes = Races.run(
                8,
                number -> () -> number % 2 == 0
                        ? reconfigurations.reconfigure(
                                account, change(seen, Specs.withType(spec, ZONE, LARGE)), token())
                        : instances.terminate(account, id, seen.calledBy()));

        assertThat(outcomes)
                .filteredOn(it -> !it.succeeded())
                .allMatch(refusedFor(Reason.CHANGED).or(refusedFor(Reason.NOT_READY)));
        meters.deliver();
        assertThat(machine().state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(ledger.balance(account).frozen()).isEqualTo(Cny.ZERO);
        assertThat(taken(SMALL) + taken(LARGE)).isEqualTo(taken - 1);
    }

    @Test
    void configuredWhileItIsSettledAndStarted() {
        meters.hours(2);
        stop();
        Instance seen = machine();
        meters.untilNextHour();

        List<Outcome<Boolean>> outcomes = Races.run(3, number -> () -> switch (number) {
            case 0 -> reconfigurations.reconfigure(account, change(seen, Specs.withType(spec, ZONE, LARGE)), token());
            case 1 -> instances.power(account, id, PowerAction.START);
            default -> {
                meters.settle();
                yield true;
            }
        });

        assertThat(outcomes)
                .allMatch(it -> it.succeeded()
                        || refusedFor(Reason.NOT_READY).test(it)
                        || it.thrown() instanceof WrongInstanceState
                        || it.thrown() instanceof PessimisticLockingFailureException);
        meters.deliver();
        meters.hours(2);
        assertThat(machine().isReshaping()).isFalse();
        assertThat(machine().isRunning()).isTrue();
    }

    /** Two machines change places in stock, again and again, and never wait for each other in a circle. */
    @Test
    void machinesThatSwapTheirTypesDoNotBlockEachOther() {
        stop();
        InstanceId other =
                meters.buy(account, Specs.withType(spec, ZONE, LARGE)).id();
        instances.power(account, other, PowerAction.STOP);
        meters.deliver();

        for (int round = 0; round < 4; round++) {
            Instance one = machine();
            Instance two = instances.instance(account, other);
            List<Outcome<Boolean>> outcomes = Races.run(
                    2,
                    number -> () ->
                            reconfigurations.reconfigure(account, number == 0 ? swapped(one) : swapped(two), token()));
            assertThat(outcomes).allMatch(Outcome::succeeded);
        }
        assertThat(machine().configured()).isEqualTo(4);
    }

    @Test
    void aLifeOfAMachineWithManyShapesComesOutEven() {
        meters.hours(3);
        reconfigure(Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 8));
        meters.hours(2);
        stop();
        reconfigure(Specs.withNetwork(Specs.withType(spec, ZONE, LARGE), InternetChargeType.BANDWIDTH, 8));
        instances.power(account, id, PowerAction.START);
        meters.deliver();
        meters.hours(2);
        reconfigure(Specs.withNetwork(machine().spec(), InternetChargeType.TRAFFIC, 20));
        meters.hours(2);
        stop();
        InstanceSpec last = Specs.withDisks(
                Specs.withType(machine().spec(), ZONE, SMALL),
                new Disk("CLOUD_PREMIUM", 70),
                new Disk("CLOUD_PREMIUM", 110));
        reconfigure(last);
        meters.hours(1);
        instances.power(account, id, PowerAction.START);
        meters.deliver();

        assertThat(machine().spec()).isEqualTo(last);
        assertThat(machine().configured()).isEqualTo(4);
        assertThat(ledger.balance(account).frozen())
                .isEqualTo(pricing.quote(last, 1).total());
        invariants.hold();
        instances.terminate(account, id, machine().calledBy());
        meters.deliver();
        meters.hours(2);
        assertThat(ledger.balance(account).frozen()).isEqualTo(Cny.ZERO);
    }

    private Reconfiguration swapped(Instance machine) {
        String type = machine.configuration().instanceType();
        return change(machine, Specs.withType(spec, ZONE, type.equals(SMALL) ? LARGE : SMALL));
    }

    private static Predicate<Outcome<Boolean>> refusedFor(Reason reason) {
        return outcome -> outcome.thrown() instanceof NotReconfigurable refused && refused.reason() == reason;
    }

    private boolean reconfigure(InstanceSpec wanted) {
        return reconfigurations.reconfigure(account, change(machine(), wanted), token());
    }

    private void refused(Reason reason, InstanceSpec wanted) {
        Instance before = machine();
        assertThatExceptionOfType(NotReconfigurable.class)
                .isThrownBy(() -> reconfigure(wanted))
                .matches(refused -> refused.reason() == reason);
        assertThat(machine().configured()).isEqualTo(before.configured());
        assertThat(reconfigurations
                        .offer(account, id, WantedConfiguration.of(wanted))
                        .refusal())
                .as("what the page says")
                .isInstanceOfSatisfying(NotReconfigurable.class, said -> assertThat(said.reason())
                        .isEqualTo(reason));
    }

    private static Reconfiguration change(Instance machine, InstanceSpec wanted) {
        return new Reconfiguration(machine.id(), WantedConfiguration.of(wanted), machine.configured(), null);
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }

    private void stop() {
        instances.power(account, id, PowerAction.STOP);
        meters.deliver();
        assertThat(machine().state()).isEqualTo(InstanceState.STOPPED);
    }

    private Instance machine() {
        return instances.instance(account, id);
    }

    private HourlyRate rate(InstanceSpec other) {
        return pricing.quote(other, 1).perHour();
    }

    private static HourlyRate rate(String perHour) {
        return new HourlyRate(new BigDecimal(perHour));
    }

    /** The machine costs what the other type costs, as if both had one price. */
    private void twoTypesOfOnePrice() {
        HourlyRate compute = pricing.quote(Specs.withType(spec, ZONE, LARGE), 1)
                .lines()
                .get(0)
                .rate();
        for (String table : List.of("instance_rates", "usage_periods")) {
            jdbc.sql("update " + table + " set rate = ?, second_after = null, second_rate = null, third_after = null,"
                            + " third_rate = null where instance_id = ? and component = 'COMPUTE'")
                    .params(compute.perHour(), id.instanceId())
                    .update();
        }
    }

    private int periods(String component) {
        return jdbc.sql("select count(*) from usage_periods where instance_id = ? and component = ?")
                .params(id.instanceId(), component)
                .query(Integer.class)
                .single();
    }

    private record OpenPeriod(boolean charged, long runBefore, int configuration) {}

    private OpenPeriod open(String component) {
        return jdbc.sql("""
                        select charged, run_before, configuration from usage_periods
                        where instance_id = ? and component = ? and is_open
                        """)
                .params(id.instanceId(), component)
                .query((row, number) -> new OpenPeriod(row.getBoolean(1), row.getLong(2), row.getInt(3)))
                .single();
    }

    private List<Entry> entries(EntryKind kind) {
        return ledger.entries(account, 0, 100).stream()
                .filter(entry -> entry.kind() == kind)
                .toList();
    }

    private int taken(String type) {
        return stock("taken", type);
    }

    private int capacity(String type) {
        return stock("capacity", type);
    }

    private int stock(String column, String type) {
        return jdbc.sql("select " + column + " from stock where zone_id = ? and instance_type = ?")
                .params(ZONE, type)
                .query(Integer.class)
                .single();
    }
}
