package shop.cvm.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceChanged;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceRate;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.StoppedMode;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.StepRates;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/** What is used costs what it costs, to the second and to the cent, whenever and however often it is settled. */
@ShopTest
class SettlementTests {

    /** 2 vCPU and 4 GB of the published list, in its three price steps. */
    private static final InstanceRate TIERED =
            new InstanceRate(Component.COMPUTE, 1, rate("0.84"), new StepRates(96, rate("0.42"), 360, rate("0.2856")));

    @Autowired
    private Meters meters;

    @Autowired
    private Instances instances;

    @Autowired
    private Billing billing;

    @Autowired
    private Bills bills;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account;

    @BeforeEach
    void aCustomerWithMoney() {
        meters.park();
        meters.untilNextHour();
        clock.advance(Duration.ofMinutes(1));
        account = customers.with("1000.00");
    }

    @AfterEach
    void theInvariantsHold() {
        invariants.hold();
    }

    @Test
    void aFullHourIsDeductedOnceAndTheHourThatIsFrozenStaysFrozen() {
        Instance machine = meters.buy(account, Specs.postpaid());
        Money frozen = ledger.balance(account).frozen();

        meters.hours(2);

        List<Entry> settled = meters.settlements(account);
        assertThat(settled).hasSize(2);
        Instant end = settled.get(1).occurredAt();
        assertThat(end).isEqualTo(clock.now().truncatedTo(ChronoUnit.HOURS));
        assertThat(settled.get(1).reference()).isEqualTo("settle:" + account + ":" + end.minusSeconds(3600));
        assertThat(settled.get(1).amount())
                .isEqualTo(machine.cost().hourlyRate().forOneHour());
        assertThat(ledger.balance(account).frozen()).isEqualTo(frozen);
        assertThat(billing.runDue(clock.now())).as("nothing is left").isZero();
    }

    @Test
    void chargingBeginsWhenTheMachineRunsForTheFirstTimeToTheSecond() {
        Instance machine = meters.buy(account, Specs.postpaid());
        Instant began = instances
                .instance(account, machine.id())
                .runningAt()
                .orElseThrow()
                .truncatedTo(ChronoUnit.SECONDS);

        meters.hours(1);

        Instant end = clock.now().truncatedTo(ChronoUnit.HOURS);
        long seconds = Duration.between(began, end).toSeconds();
        assertThat(lines(machine.id())).hasSize(3).allSatisfy(line -> assertThat((long) line.seconds())
                .isEqualTo(seconds));
        assertThat(meters.settlements(account).get(0).amount())
                .isEqualTo(Cny.round(exact(machine.cost().hourlyRate().perHour(), seconds)));
    }

    @Test
    void everyComponentHasALineWithItsExactAmount() {
        InstanceSpec spec = Specs.withDisks(
                Specs.postpaid(),
                new Disk("CLOUD_PREMIUM", 50),
                new Disk("CLOUD_PREMIUM", 10),
                new Disk("CLOUD_PREMIUM", 30));
        Instance machine = meters.buy(account, spec);
        meters.hours(2);

        List<BillLine> lines = lines(machine.id()).stream()
                .filter(line -> line.seconds() == 3600)
                .toList();
        assertThat(lines)
                .extracting(BillLine::component)
                .containsExactlyInAnyOrder(
                        Component.COMPUTE, Component.SYSTEM_DISK, Component.DATA_DISK, Component.BANDWIDTH);
        assertThat(amount(lines, Component.DATA_DISK)).isEqualByComparingTo("0.036");
        assertThat(lines.stream().map(BillLine::amount).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(machine.cost().hourlyRate().perHour());
        assertThat(lines)
                .allSatisfy(line -> assertThat(ledger.isBooked(line.entry())).isTrue());
    }

    @Test
    void sixMegabitsByTheHourAreFiveOfTheFirstTierAndOneOfTheSecond() {
        InstanceId id = meters.buy(account, Specs.withNetwork(Specs.postpaid(), InternetChargeType.BANDWIDTH, 6))
                .id();
        meters.hours(2);

        assertThat(full(id, Component.BANDWIDTH)).isEqualByComparingTo("0.565");
    }

    @Test
    void bandwidthChangedWithinAnHourIsChargedAtItsHighestValue() {
        InstanceId id = launch(bandwidth(2, "0.126"));
        meters.hours(1);
        clock.advance(Duration.ofMinutes(30));
        change(id, bandwidth(6, "0.565"));
        meters.hours(1);
        clock.advance(Duration.ofMinutes(1));
        change(id, bandwidth(2, "0.126"));
        meters.hours(1);

        List<BillLine> lines =
                lines(id).stream().filter(line -> line.seconds() == 3600).toList();
        assertThat(lines).hasSize(2).allSatisfy(line -> assertThat(line.amount())
                .isEqualByComparingTo("0.565"));
        assertThat(bills.intervals(
                        account, id, Component.BANDWIDTH, lines.get(1).hour()))
                .extracting(BillInterval::quantity)
                .containsExactly(2, 6);
    }

    @Test
    void priceStepsBeginToTheSecondAndSplitTheHourTheyLieIn() {
        InstanceId id = launch(TIERED);
        Instant began = began(id);
        clock.advance(Duration.ofHours(362));
        meters.settle();

        assertThat(step(id, began.plus(Duration.ofHours(96)), "0.84", "0.42")).isTrue();
        assertThat(step(id, began.plus(Duration.ofHours(360)), "0.42", "0.2856"))
                .isTrue();
        assertThat(lineAt(id, began.plus(Duration.ofHours(95))).amount()).isEqualByComparingTo("0.84");
        assertThat(lineAt(id, began.plus(Duration.ofHours(97))).amount()).isEqualByComparingTo("0.42");
    }

    @Test
    void anotherConfigurationBeginsWithTheFirstPriceStepAgain() {
        InstanceId id = launch(TIERED);
        clock.advance(Duration.ofHours(100));
        change(id, new InstanceRate(Component.COMPUTE, 1, rate("0.42"), new StepRates(96, rate("0.21"), null, null)));
        Instant changed = clock.now();
        meters.hours(2);

        assertThat(lineAt(id, changed.plus(Duration.ofHours(1))).amount()).isEqualByComparingTo("0.42");
        assertThat(lineAt(id, changed.minus(Duration.ofHours(2))).amount()).isEqualByComparingTo("0.42");
        assertThat(bills.intervals(account, id, Component.COMPUTE, hour(changed)))
                .extracting(BillInterval::step)
                .containsExactly(2, 1);
    }

    /** Source: vector V17 (public network billing): 949.219 GB, which are 972,000 MB, at 0.80 cost 759.375. */
    @Test
    void oneGigabyteIsOneThousandTwentyFourMegabytes() {
        assertThat(TrafficMeter.amount(972_000, rate("0.80"))).isEqualByComparingTo("759.375");
    }

    @Test
    void trafficIsMeteredByMachineAndHourAndTheSameAgain() {
        InstanceId id = meters.buy(account, Specs.withNetwork(Specs.postpaid(), InternetChargeType.TRAFFIC, 10))
                .id();
        meters.hours(2);

        BillLine line = lines(id).stream()
                .filter(one -> one.component() == Component.TRAFFIC && one.seconds() == 3600)
                .findFirst()
                .orElseThrow();
        long megabytes = TrafficMeter.megabytes(id, line.hour(), 3600, 10);
        assertThat(line.megabytes()).isEqualTo(megabytes).isBetween(22L, 410L);
        assertThat(line.amount()).isEqualByComparingTo(TrafficMeter.amount(megabytes, rate("0.80")));
    }

    @Test
    void chargingEndsWhenTheOwnerTerminatesAndTheRestIsSettledAtTheFullHour() {
        Instance machine = meters.buy(account, Specs.postpaid());
        meters.hours(1);
        clock.advance(Duration.ofMinutes(20));
        instances.terminate(account, machine.id(), machine.calledBy());
        assertThat(ledger.balance(account).frozen()).isEqualTo(Cny.ZERO);
        Instant ended = instances.instance(account, machine.id()).endedAt().orElseThrow();
        meters.hours(3);

        assertThat(meters.settlements(account)).hasSize(2);
        long seconds = Duration.between(hour(ended), ended).toSeconds();
        assertThat(meters.settlements(account).get(1).amount())
                .isEqualTo(Cny.round(exact(machine.cost().hourlyRate().perHour(), seconds)));
        assertThat(jdbc.sql("select count(*) from usage_accounts where account_id = ? and due_at is not null")
                        .param(account.accountId())
                        .query(Integer.class)
                        .single())
                .as("nobody looks at it any more")
                .isZero();
        meters.deliver();
    }

    @Test
    void anOrdinaryShutdownIsCharged() {
        Instance machine = meters.buy(account, Specs.postpaid());
        instances.power(account, machine.id(), PowerAction.STOP);
        meters.deliver();
        meters.hours(2);

        assertThat(meters.settlements(account).get(1).amount())
                .isEqualTo(machine.cost().hourlyRate().forOneHour());
    }

    @Test
    void aShutdownWithoutChargeSparesComputeGivesTheHostBackAndPausesThePriceSteps() {
        Instance machine = meters.buy(account, Specs.withType(Specs.postpaid(), "ap-guangzhou-3", "S4.SMALL2"));
        clock.advance(Duration.ofMinutes(10));
        instances.advanceDue();
        String address = now(machine).publicIp().orElseThrow();
        int taken = taken("S4.SMALL2");
        clock.advance(Duration.ofHours(90));
        instances.stop(account, machine.id(), StoppedMode.STOP_CHARGING);
        meters.deliver();

        assertThat(now(machine).state()).isEqualTo(InstanceState.STOPPED);
        assertThat(now(machine).isShelved()).isTrue();
        assertThat(now(machine).publicIp()).isEmpty();
        assertThat(now(machine).privateIp()).isPresent();
        assertThat(taken("S4.SMALL2")).isEqualTo(taken - 1);
        meters.hours(50);
        assertThat(lineAt(machine.id(), clock.now().minusSeconds(3600), Component.COMPUTE))
                .isEmpty();
        assertThat(lineAt(machine.id(), clock.now().minusSeconds(3600), Component.SYSTEM_DISK))
                .isPresent();

        instances.power(account, machine.id(), PowerAction.START);
        meters.deliver();
        assertThat(now(machine).state()).isEqualTo(InstanceState.RUNNING);
        assertThat(now(machine).publicIp()).isPresent().get().isNotEqualTo(address);
        assertThat(taken("S4.SMALL2")).isEqualTo(taken);
        meters.hours(2);
        BillLine line = lineAt(machine.id(), clock.now().minusSeconds(3600), Component.COMPUTE)
                .orElseThrow();
        assertThat(bills.intervals(account, machine.id(), Component.COMPUTE, line.hour()))
                .extracting(BillInterval::step)
                .as("after 92 hours of use")
                .containsExactly(1);
        meters.hours(5);
        assertThat(bills.intervals(
                        account,
                        machine.id(),
                        Component.COMPUTE,
                        hour(clock.now().minusSeconds(3600))))
                .extracting(BillInterval::step)
                .contains(2);
    }

    @Test
    void aMachineStoppedWithoutChargeGivesItsHostBackOnceOnly() {
        Instance machine = meters.buy(account, Specs.postpaid());
        int taken = taken("S5.MEDIUM4");
        instances.stop(account, machine.id(), StoppedMode.STOP_CHARGING);
        meters.deliver();
        instances.terminate(account, machine.id(), machine.calledBy());
        meters.deliver();

        assertThat(taken("S5.MEDIUM4")).isEqualTo(taken - 1);
    }

    @Test
    void theDatabaseAloneRefusesASecondOpenPeriodAGapAndAnOverlap() {
        InstanceId id = launch(TIERED);

        assertThatExceptionOfType(DataIntegrityViolationException.class).isThrownBy(() -> begin(id, 1, "started_at"));
        jdbc.sql("update usage_periods set ended_at = started_at + interval '10' second, is_open = null"
                        + " where instance_id = ?")
                .param(id.instanceId())
                .update();
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .as("a gap")
                .isThrownBy(() -> begin(id, 1, "started_at + interval '11' second"));
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .as("an overlap")
                .isThrownBy(() -> begin(id, 1, "started_at + interval '9' second"));
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .as("not the next")
                .isThrownBy(() -> begin(id, 2, "started_at + interval '10' second"));
        begin(id, 1, "started_at + interval '10' second");
    }

    @Test
    void theDatabaseRoundsAsTheShopDoes() {
        for (String exact : List.of("0.005", "0.004999", "1.015", "2.675", "0.12500000", "99.994999", "0.00500001")) {
            assertThat(jdbc.sql("select round(cast(? as numeric(19, 8)), 2)")
                            .param(new BigDecimal(exact))
                            .query(BigDecimal.class)
                            .single())
                    .isEqualByComparingTo(Cny.round(new BigDecimal(exact)).getAmount());
        }
    }

    @Test
    void aBillIsReadByDayMonthProductAndInstance() {
        Instance machine = meters.buy(account, Specs.postpaid());
        meters.hours(26);
        Instant now = clock.now();
        YearMonth month = YearMonth.from(ShopCalendar.dayOf(now.minusSeconds(3600)));
        Money spent = meters.settlements(account).stream().map(Entry::amount).reduce(Cny.ZERO, Money::plus);

        assertThat(bills.spendingByDay(account, ShopCalendar.dayOf(now).minusDays(3), ShopCalendar.dayOf(now)).stream()
                        .map(DaySpending::amount)
                        .reduce(Cny.ZERO, Money::plus))
                .isEqualTo(spent);
        assertThat(bills.spendingByProduct(account, ShopCalendar.dayOf(now).minusDays(3), ShopCalendar.dayOf(now)))
                .extracting(ProductBill::component)
                .containsExactlyInAnyOrder(Component.COMPUTE, Component.SYSTEM_DISK, Component.BANDWIDTH);
        assertThat(bills.instances(account, month, 0)).isNotEmpty().allSatisfy(bill -> assertThat(bill.instance())
                .isEqualTo(machine.id()));
        assertThat(bills.lines(account, BillFilter.of(month, machine.id(), Component.COMPUTE), 0))
                .isNotEmpty();
        assertThat(bills.lines(account, BillFilter.of(month, machine.id(), null), 0)
                        .getTotalElements())
                .isEqualTo(3
                        * bills.lines(account, BillFilter.of(month, machine.id(), Component.COMPUTE), 0)
                                .getTotalElements());
        Burn burn = bills.burn(account);
        Money perDay = machine.cost().hourlyRate().forOneHour().multipliedBy(24);
        assertThat(burn.perDay()).isEqualTo(perDay);
        assertThat(burn.days())
                .contains(ledger.balance(account)
                        .available()
                        .getAmount()
                        .divideToIntegralValue(perDay.getAmount())
                        .longValue());
        assertThat(bills.months(account, month.getYear())).isNotEmpty();
        assertThat(bills.years(account)).isNotEmpty();
        assertThat(bills.lines(customers.account().id(), BillFilter.of(month, machine.id(), null), 0))
                .as("not everybody's business")
                .isEmpty();
    }

    @Test
    void whatIsFrozenIsNoUsage() {
        meters.buy(account, Specs.postpaid());

        assertThat(ledger.entries(account, 0, 10))
                .extracting(Entry::kind)
                .containsExactly(EntryKind.FREEZE, EntryKind.TOP_UP);
    }

    private void begin(InstanceId id, int sequence, String startedAt) {
        jdbc.sql("""
                        insert into usage_periods (instance_id, component, sequence, previous, account_id, started_at,
                            ended_at, is_open, charged, quantity, rate, run_before)
                        select instance_id, component, ?, ?, account_id, """ + startedAt + """
                        , timestamp with time zone '9999-12-31 00:00:00+00', true, charged, quantity, rate, 0
                        from usage_periods where instance_id = ? and sequence = 0
                        """)
                .params(sequence, sequence - 1, id.instanceId())
                .update();
    }

    /** Whether the hour in which a step begins is split there. */
    private boolean step(InstanceId id, Instant border, String before, String after) {
        long first = Duration.between(hour(border), border).toSeconds();
        BigDecimal expected = exact(new BigDecimal(before), first).add(exact(new BigDecimal(after), 3600 - first));
        return lineAt(id, border).amount().subtract(expected).abs().compareTo(new BigDecimal("0.00000002")) < 0;
    }

    private InstanceId launch(InstanceRate... rates) {
        return meters.launch(account, Specs.postpaid(), rates);
    }

    private void change(InstanceId id, InstanceRate rate) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update instance_rates set quantity = ?, rate = ? where instance_id = ?")
                    .params(rate.quantity(), rate.rate().perHour(), id.instanceId())
                    .update();
            if (rate.steps() != null) {
                jdbc.sql("update instance_rates set second_after = ?, second_rate = ?, third_after = null,"
                                + " third_rate = null where instance_id = ?")
                        .params(
                                rate.steps().secondAfter(),
                                rate.steps().secondRate().perHour(),
                                id.instanceId())
                        .update();
            }
            events.publishEvent(new InstanceChanged(List.of(id)));
        });
    }

    private Instance now(Instance machine) {
        return instances.instance(account, machine.id());
    }

    private Instant began(InstanceId id) {
        return instances.instance(account, id).runningAt().orElseThrow().truncatedTo(ChronoUnit.SECONDS);
    }

    private int taken(String type) {
        return jdbc.sql("select taken from stock where zone_id = 'ap-guangzhou-3' and instance_type = ?")
                .param(type)
                .query(Integer.class)
                .single();
    }

    private List<BillLine> lines(InstanceId id) {
        YearMonth month = YearMonth.from(ShopCalendar.dayOf(clock.now()));
        return List.of(month, month.minusMonths(1)).stream()
                .flatMap(one -> bills.lines(account, BillFilter.of(one, id, null), 0).stream())
                .toList();
    }

    private BillLine lineAt(InstanceId id, Instant at) {
        return lineAt(id, at, Component.COMPUTE).orElseThrow();
    }

    private Optional<BillLine> lineAt(InstanceId id, Instant at, Component component) {
        return jdbc.sql("select * from bill_lines where instance_id = ? and component = ? and hour_at = ?")
                .params(id.instanceId(), component.name(), Times.of(hour(at)))
                .query((row, number) -> new BillLine(
                        hour(at), id, component, row.getInt("seconds"), null, row.getBigDecimal("amount"), ""))
                .optional();
    }

    private BigDecimal full(InstanceId id, Component component) {
        return amount(lines(id).stream().filter(line -> line.seconds() == 3600).toList(), component);
    }

    private static BigDecimal amount(List<BillLine> lines, Component component) {
        return lines.stream()
                .filter(line -> line.component() == component)
                .findFirst()
                .orElseThrow()
                .amount();
    }

    private static BigDecimal exact(BigDecimal perHour, long seconds) {
        return perHour.multiply(BigDecimal.valueOf(seconds)).divide(BigDecimal.valueOf(3600), 8, RoundingMode.HALF_UP);
    }

    private static InstanceRate bandwidth(int mbps, String rate) {
        return new InstanceRate(Component.BANDWIDTH, mbps, rate(rate), null);
    }

    private static HourlyRate rate(String perHour) {
        return new HourlyRate(new BigDecimal(perHour));
    }

    private static Instant hour(Instant at) {
        return at.truncatedTo(ChronoUnit.HOURS);
    }
}
