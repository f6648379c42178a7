package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.RoundTrips;
import shop.cvm.Settings;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogFixture;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceRate;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.InstanceTerm;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Isolation;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.Phase;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.Provisioner;
import shop.cvm.instance.RenewFlag;
import shop.cvm.instance.TermKind;
import shop.cvm.instance.TerminationPlans;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.notification.Message;
import shop.cvm.notification.MessageKind;
import shop.cvm.notification.Messages;
import shop.cvm.order.NotReturnable.Reason;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.StepRates;
import shop.cvm.pricing.Worth;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/** Prepaid machines that are given back: each once, for what was agreed, and never more of them than an account can. */
@ShopTest
class ReturnTests {

    @Autowired
    private Meters meters;

    @Autowired
    private Orders orders;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Returns returns;

    @Autowired
    private ReturnValues values;

    @Autowired
    private ReturnLimits limits;

    @Autowired
    private ReturnRows rows;

    @Autowired
    private PaidHistories histories;

    @Autowired
    private ReturnRates rates;

    @Autowired
    private OpenRenewals open;

    @Autowired
    private TerminationPlans plans;

    @Autowired
    private ApplicationEventPublisher events;

    @Autowired
    private Catalog catalog;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private Instances instances;

    @Autowired
    private Provisioner provisioner;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Bookings bookings;

    @Autowired
    private Messages messages;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    private static final BigDecimal THOUSAND = new BigDecimal("1000");

    private AccountId account;
    private Instance machine;
    private Money paid;

    @BeforeEach
    void aMachineForAMonth() {
        meters.park();
        account = customers.with("20000.00");
        machine = meters.buy(account, Specs.prepaid());
        paid = machine.cost().unitTotal();
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
        BookedParts.addUp(bookings, ledger, account);
    }

    @Test
    void theFirstWithinFiveDaysIsPaidBackWholeAndWaitsInTheRecycleBin() throws InterruptedException {
        clock.advance(Duration.ofDays(4));
        Money before = available();
        Instant expiry = machine.expiresAt().orElseThrow();

        ReturnOffer offer = offer(machine.id());
        assertThat(offer.kind()).isEqualTo(ReturnKind.FIVE_DAY);
        give(offer);
        meters.deliver();
        meters.heard();

        assertThat(available()).isEqualTo(before.plus(paid));
        Instance returned = now(machine.id());
        assertThat(returned.state()).isEqualTo(InstanceState.SHUTDOWN);
        assertThat(returned.isolation()).isEqualTo(Isolation.MANMADE);
        assertThat(returned.expiresAt().orElseThrow()).isBefore(expiry);
        assertThat(ShopCalendar.dayOf(returned.releaseAt().orElseThrow()))
                .isEqualTo(ShopCalendar.dayOf(clock.now()).plusDays(8));
        assertThat(provisioner.observe(machine.id()).phase()).isEqualTo(Phase.STOPPED);
        Entry refund = ledger.entries(account, 0, 1).getContent().get(0);
        assertThat(refund.kind()).isEqualTo(EntryKind.REFUND);
        assertThat(refund.reference()).isEqualTo("return:" + machine.id());
        assertThat(BookedParts.of(bookings, ledger, account, "return:"))
                .singleElement()
                .matches(part -> machine.id().equals(BookedParts.machine(part)))
                .matches(part -> part.amount().isEqual(paid.negated()));
        assertThat(BookedParts.of(bookings, ledger, account, "order:"))
                .as("until it was returned")
                .isNotEmpty()
                .allMatch(part -> returned.expiresAt().equals(Optional.ofNullable(part.to())));
        assertThat(told(MessageKind.INSTANCE_RETURNED)).singleElement().satisfies(message -> {
            assertThat(message.amount()).contains(paid);
            assertThat(message.nextAt()).isEqualTo(returned.releaseAt());
        });
    }

    @Test
    void anyOtherIsPaidBackLessTheUseToTheSecond() {
        give(offer(machine.id()));
        Instance other = meters.buy(account, Specs.prepaid());
        clock.advanceTo(other.paidAt().plus(Duration.ofHours(48)));
        Money before = available();

        ReturnOffer offer = offer(other.id());

        assertThat(offer.kind()).isEqualTo(ReturnKind.ORDINARY);
        assertThat(offer.value().used())
                .extracting(part -> part.rate().component())
                .containsExactly(Component.COMPUTE, Component.SYSTEM_DISK, Component.BANDWIDTH);
        assertThat(offer.value().used())
                .allSatisfy(part -> assertThat(part.rest().toHours()).isEqualTo(48));
        assertThat(offer.value().refund())
                .isEqualTo(other.cost().unitTotal().minus(offer.value().valueUsed()));
        assertThat(offer.value().valueUsed().isPositive()).isTrue();
        give(offer);
        assertThat(available()).isEqualTo(before.plus(offer.value().refund()));
    }

    @Test
    void byTrafficTheNetworkTakesNothingOff() {
        give(offer(machine.id()));
        Instance byTraffic = meters.buy(account, Specs.withNetwork(Specs.prepaid(), InternetChargeType.TRAFFIC, 5));
        clock.advance(Duration.ofHours(48));

        assertThat(offer(byTraffic.id()).value().used())
                .extracting(part -> part.rate().component())
                .containsExactly(Component.COMPUTE, Component.SYSTEM_DISK);
        give(offer(byTraffic.id()));
        assertThat(jdbc.sql("select charged from usage_periods where instance_id = ? and is_open")
                        .param(byTraffic.id().instanceId())
                        .query(Boolean.class)
                        .single())
                .as("its traffic")
                .isFalse();
    }

    @Test
    void renewalsThatHaveNotBegunArePaidBackAndTheirTermsAreOfNoLength() {
        renew(machine.id(), 3);
        renew(machine.id(), 1);
        clock.advance(Duration.ofDays(6));
        ReturnOffer offer = offer(machine.id());
        assertThat(offer.kind()).as("too late for all").isEqualTo(ReturnKind.ORDINARY);
        assertThat(offer.value().terms()).hasSize(3);

        give(offer);

        List<InstanceTerm> terms = instances.terms(account, machine.id());
        Instant end = now(machine.id()).expiresAt().orElseThrow();
        assertThat(terms).hasSize(3).allSatisfy(term -> assertThat(term.endsAt())
                .isEqualTo(end));
        assertThat(terms.get(2).startedAt()).isEqualTo(end);
        assertThat(offer.value().refund())
                .isEqualTo(offer.value().paid().minus(offer.value().valueUsed()));
    }

    @Test
    void whatWasUsedUpPaysBackNothingAndTheMachineIsReturnedAllTheSame() {
        clock.advanceTo(machine.expiresAt().orElseThrow().minus(Duration.ofDays(1)));
        Money before = available();

        ReturnOffer offer = offer(machine.id());
        assertThat(offer.value().refund()).isEqualTo(Cny.ZERO);
        give(offer);

        assertThat(now(machine.id()).state()).isEqualTo(InstanceState.SHUTDOWN);
        assertThat(available()).isEqualTo(before);
    }

    @Test
    void aRenewalBringsItBackFromWhenItWasReturnedAndThenItStays() {
        give(offer(machine.id()));
        meters.deliver();
        Instant end = now(machine.id()).expiresAt().orElseThrow();

        renew(machine.id(), 2);
        meters.deliver();

        Instance back = now(machine.id());
        assertThat(back.state()).isEqualTo(InstanceState.RUNNING);
        assertThat(back.isolation()).isEqualTo(Isolation.NOTISOLATED);
        assertThat(back.expiresAt()).contains(ShopCalendar.plusMonths(end, 2));
        assertRefused(machine.id(), Reason.RETURNED);
    }

    @Test
    void whatNobodyBringsBackIsReleasedAfterSevenDaysWithoutRemindersOfRenewal() throws InterruptedException {
        int taken = taken();
        give(offer(machine.id()));
        meters.deliver();
        Instant release = now(machine.id()).releaseAt().orElseThrow();
        for (Instant day = clock.now(); day.isBefore(release); day = day.plus(Duration.ofDays(2))) {
            clock.advanceTo(day);
            instances.expireDue();
        }
        assertThat(now(machine.id()).state()).isEqualTo(InstanceState.SHUTDOWN);
        clock.advanceTo(release);
        instances.expireDue();
        meters.deliver();
        meters.heard();

        assertThat(now(machine.id()).state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(taken()).isEqualTo(taken - 1);
        assertThat(told(MessageKind.INSTANCE_EXPIRED)).isEmpty();
        assertThat(told(MessageKind.INSTANCE_RELEASED)).hasSize(1);
    }

    @Test
    void theSameFormReturnsOnceAndSoDoesAnother() {
        ReturnOffer offer = offer(machine.id());
        String token = token();
        MachineReturn first = returns.give(account, agreed(offer), token);
        Money after = available();

        assertThat(returns.give(account, agreed(offer), token).at()).isEqualTo(first.at());
        assertThatExceptionOfType(NotReturnable.class)
                .isThrownBy(() -> returns.give(account, agreed(offer), token()))
                .matches(refused -> refused.reason() == Reason.RETURNED);
        assertThatIllegalArgumentException().isThrownBy(() -> returns.give(account, agreed(offer), ""));
        assertThat(available()).isEqualTo(after);
    }

    @Test
    void onlyWhatWasAgreedIsPaidBackAndOnlyForAWhile() {
        ReturnOffer offer = offer(machine.id());
        AgreedReturn more = new AgreedReturn(machine.id(), offer.kind(), offer.at(), paid.plus(Cny.of("0.01")));
        AgreedReturn later =
                new AgreedReturn(machine.id(), offer.kind(), clock.now().plus(Duration.ofDays(1)), paid);
        for (AgreedReturn other : List.of(more, later)) {
            assertThatExceptionOfType(ReturnChanged.class).isThrownBy(() -> returns.give(account, other, token()));
        }
        renew(machine.id(), 1);
        assertThatExceptionOfType(ReturnChanged.class).isThrownBy(() -> give(offer));
        ReturnOffer renewed = offer(machine.id());
        clock.advance(returns.settings().offerFor());
        assertThatExceptionOfType(ReturnChanged.class).isThrownBy(() -> give(renewed));
        assertThat(now(machine.id()).state()).isEqualTo(InstanceState.RUNNING);
        assertThat(returns.of(machine.id())).isEmpty();
    }

    @Test
    void whatCannotBeReturnedIsRefusedWithTheReason() {
        assertRefused(meters.buy(account, Specs.postpaid()).id(), Reason.POSTPAID);
        instances.power(account, machine.id(), PowerAction.REBOOT);
        assertRefused(machine.id(), Reason.STATE);
        meters.deliver();
        Order open = renewals.place(account, List.of(new Renewal(machine.id(), 1, null)), token());
        assertThat(offer(machine.id()).refusal()).isInstanceOf(RenewalOpen.class);
        orders.cancel(account, open.number());
        AccountId stranger = customers.with("1.00");
        AgreedReturn his = agreed(offer(machine.id()));
        assertThatExceptionOfType(NoSuchInstance.class).isThrownBy(() -> returns.give(stranger, his, token()));
        clock.advanceTo(machine.expiresAt().orElseThrow());
        assertRefused(machine.id(), Reason.OVER);
        instances.expireDue();
        assertRefused(machine.id(), Reason.OVER);
        meters.deliver();
    }

    @Test
    void whoOwesMoneyReturnsNothing() {
        AccountId poor = customers.with("1000.00");
        Instance his = meters.buy(poor, Specs.prepaid());
        meters.launch(
                poor,
                Specs.postpaid(),
                new InstanceRate(Component.COMPUTE, 1, new HourlyRate(THOUSAND), StepRates.NONE));
        meters.hours(2);
        assertThat(ledger.arrearsSince(poor)).isPresent();

        ReturnOffer offer = returns.offers(poor, List.of(his.id())).get(0);
        assertThat(offer.refusal()).isInstanceOf(InArrears.class);
        AgreedReturn agreed = new AgreedReturn(his.id(), ReturnKind.FIVE_DAY, clock.now(), paid);
        assertThatExceptionOfType(InArrears.class).isThrownBy(() -> returns.give(poor, agreed, token()));
    }

    @Test
    void theLastMomentOfTheFifthDayCountsAndOnlyForWhatWasBoughtLikeThat() {
        List<InstanceTerm> terms = instances.terms(account, machine.id());
        Instant last = machine.paidAt().plus(Duration.ofDays(5));

        assertThat(limits.isInTime(ReturnKind.FIVE_DAY, machine, terms, last)).isTrue();
        assertThat(limits.isInTime(ReturnKind.FIVE_DAY, machine, terms, last.plusMillis(1)))
                .isFalse();
        assertThat(limits.isInTime(ReturnKind.ORDINARY, machine, terms, last.plus(Duration.ofDays(300))))
                .isTrue();
        InstanceTerm first = terms.get(0);
        InstanceTerm other = new InstanceTerm(
                null,
                TermKind.RENEWAL,
                first.orderNumber(),
                first.line(),
                first.months(),
                first.days(),
                first.startedAt(),
                first.endsAt(),
                first.paid());
        assertThat(limits.isInTime(ReturnKind.FIVE_DAY, machine, List.of(other), last))
                .as("bought another way")
                .isFalse();
    }

    @Test
    void theOperatorSetsHowManyCountedByTheYearAndUntilWhen() {
        ReturnLimits yearly = new ReturnLimits(
                rows,
                Settings.bound(
                        ReturnSettings.class,
                        "shop.order.returns.ordinary-within-days=10",
                        "shop.order.returns.each-year=true"));
        give(offer(machine.id()));
        Instant now = clock.now();
        Instant nextYear =
                ShopCalendar.startOf(LocalDate.of(ShopCalendar.dayOf(now).getYear() + 1, 1, 1));

        assertThat(yearly.left(account, ReturnKind.FIVE_DAY, now)).isZero();
        assertThat(yearly.next(account, ReturnKind.FIVE_DAY, now)).isEmpty();
        assertThat(yearly.next(account, ReturnKind.ORDINARY, now))
                .contains(new ReturnPlace(ShopCalendar.dayOf(now).getYear(), 1));
        assertThat(yearly.left(account, ReturnKind.FIVE_DAY, nextYear)).isEqualTo(1);
        assertThat(limits.left(account, ReturnKind.FIVE_DAY, nextYear)).isZero();
        List<InstanceTerm> terms = instances.terms(account, machine.id());
        Instant tenth = machine.paidAt().plus(Duration.ofDays(10));
        assertThat(yearly.isInTime(ReturnKind.ORDINARY, machine, terms, tenth)).isTrue();
        assertThat(yearly.isInTime(ReturnKind.ORDINARY, machine, terms, tenth.plusMillis(1)))
                .isFalse();
    }

    /**
     * Source: vectors V3 and V4 (refund rules page of 2018) under the rule of their time: three more, each within five days of
     * its purchase. 51 a month, a year, 48 hours at 0.42; there is no voucher here, so 100 more is paid than on the page.
     */
    @Test
    void byTheRuleOf2018ThreeMoreAreReturnedEachWithinFiveDays() {
        give(offer(machine.id()));
        CatalogFixture.whilePriced(jdbc, catalog, "ap-guangzhou", "S2.SMALL1", "51", "0.42", () -> {
            InstanceSpec aYear = Specs.withType(Specs.prepaid().withMonths(12), "ap-guangzhou-3", "S2.SMALL1");
            List<Instance> three = meters.buy(account, aYear, 3);
            Instance first = three.get(0);
            clock.advanceTo(first.paidAt().plus(Duration.ofHours(48)));
            Money v3 = leftOfHost(first);
            assertThat(v3).isEqualTo(Cny.of("507.96").minus(Cny.of("20.16")));
            assertThat(v3.minus(Cny.of("100.00"))).as("as printed").isEqualTo(Cny.of("387.80"));
            renew(first.id(), 12);
            assertThat(leftOfHost(first).minus(Cny.of("100.00"))).as("V4").isEqualTo(Cny.of("895.76"));

            Returns of2018 = by(Settings.bound(ReturnSettings.class, "shop.order.returns.ordinary-within-days=5"));
            give(of2018, offer(of2018, first.id()));
            InstanceId late = three.get(2).id();
            Instant last = first.paidAt().plus(Duration.ofDays(5));
            clock.advanceTo(last.minusSeconds(60));
            ReturnOffer inTime = offer(of2018, three.get(1).id());
            assertThat(inTime.kind()).isEqualTo(ReturnKind.ORDINARY);
            clock.advanceTo(last.plusSeconds(1));
            give(of2018, inTime);
            assertRefused(offer(of2018, late), Reason.TOO_OLD);
            assertThat(offer(late).isPossible()).as("by the present rule").isTrue();
            Instant at = last.plusMillis(1);
            AgreedReturn agreed =
                    new AgreedReturn(late, ReturnKind.ORDINARY, at, returnValue(late, ReturnKind.ORDINARY, at));
            assertThatExceptionOfType(NotReturnable.class)
                    .isThrownBy(() -> give(of2018, agreed))
                    .matches(refused -> refused.reason() == Reason.TOO_OLD);

            List<Instance> more = meters.buy(account, aYear, 2);
            give(of2018, offer(of2018, more.get(0).id()));
            assertRefused(offer(of2018, more.get(1).id()), Reason.LIMIT);
        });
        meters.deliver();
    }

    private static void assertRefused(ReturnOffer offer, Reason reason) {
        assertThat(offer.refusal()).isInstanceOfSatisfying(NotReturnable.class, refused -> assertThat(refused.reason())
                .isEqualTo(reason));
    }

    /** What was paid for vCPU and memory, less their use. */
    private Money leftOfHost(Instance machine) {
        Instant at = clock.now();
        Worth host = transaction.execute(
                status -> values.of(now(machine.id())).parts(at).at(at).get(Component.COMPUTE));
        return host.all().minus(host.valueUsed());
    }

    /** As a shop does it that is started with these settings. */
    private Returns by(ReturnSettings settings) {
        ReturnLimits limits = new ReturnLimits(rows, settings);
        ReturnValues values = new ReturnValues(histories, rates, settings);
        Returning returning =
                new Returning(rows, limits, values, open, instances, plans, ledger, settings, events, clock);
        return new Returns(rows, returning, limits, values, instances, settings, clock);
    }

    private ReturnOffer offer(Returns returns, InstanceId id) {
        return transaction.execute(
                status -> returns.offers(account, List.of(id)).get(0));
    }

    private void give(Returns returns, ReturnOffer offer) {
        give(returns, agreed(offer));
    }

    private void give(Returns returns, AgreedReturn agreed) {
        transaction.executeWithoutResult(status -> returns.give(account, agreed, token()));
    }

    /** Everything for one, what is left for three, and the fifth stays. */
    @Test
    void anAccountReturnsAsManyAsItCanAndTheOneThatMattersMostIsPaidBackWhole() {
        List<Instance> more = meters.buy(account, Specs.prepaid(), 3);
        Instance dearest = meters.buy(account, Specs.withNetwork(Specs.prepaid(), InternetChargeType.BANDWIDTH, 20));
        clock.advance(Duration.ofHours(30));
        List<InstanceId> all = ids(machine, more, dearest);

        List<ReturnOffer> offers = returns.offers(account, all);

        assertThat(offers.stream().filter(offer -> offer.kind() == ReturnKind.FIVE_DAY))
                .singleElement()
                .matches(offer -> offer.instance().id().equals(dearest.id()));
        assertThat(offers.stream().filter(offer -> offer.kind() == ReturnKind.ORDINARY))
                .hasSize(3);
        offers.stream().filter(ReturnOffer::isPossible).forEach(this::give);
        ReturnOffer fifth =
                offers.stream().filter(offer -> !offer.isPossible()).findFirst().orElseThrow();
        assertThat(fifth.refusal()).isInstanceOfSatisfying(NotReturnable.class, refused -> assertThat(refused.reason())
                .isEqualTo(Reason.LIMIT));
        assertRefused(fifth.instance().id(), Reason.LIMIT);
        assertThat(returns.left(account, ReturnKind.FIVE_DAY)).isZero();
        assertThat(returns.left(account, ReturnKind.ORDINARY)).isZero();
    }

    /** What is asked for does not grow with the machines that are looked at together. */
    @Test
    void whatIsPaidBackForManyIsReadTogether() {
        List<InstanceId> few = boughtOneByOne(2);
        List<InstanceId> many = boughtOneByOne(12);

        List<String> asked = RoundTrips.of(() -> returns.offers(account, few));

        assertThat(RoundTrips.of(() -> returns.offers(account, many))).hasSameSizeAs(asked);
    }

    private List<InstanceId> boughtOneByOne(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> meters.buy(account, Specs.prepaid()).id())
                .toList();
    }

    @Test
    void twoTabsThatReturnTheSameMachinePayBackOnce() {
        Money before = available();
        AgreedReturn agreed = agreed(offer(machine.id()));

        var outcomes = Races.run(4, tab -> () -> returns.give(account, agreed, token()));

        assertThat(outcomes.stream().filter(Races.Outcome::succeeded)).hasSize(1);
        assertThat(outcomes.stream().filter(one -> !one.succeeded()))
                .allSatisfy(one -> assertThat(one.thrown()).isInstanceOf(NotReturnable.class));
        assertThat(available()).isEqualTo(before.plus(paid));
    }

    @Test
    void twoMachinesReturnedForTheLastPlaceAreOne() {
        for (int round = 0; round < 3; round++) {
            AccountId other = customers.with("5000.00");
            List<Instance> two = meters.buy(other, Specs.prepaid(), 2);
            List<AgreedReturn> agreed = two.stream()
                    .map(one -> agreed(returns.offers(other, List.of(one.id())).get(0)))
                    .toList();
            assertThat(agreed).allMatch(one -> one.kind() == ReturnKind.FIVE_DAY);

            var outcomes = Races.run(2, tab -> () -> returns.give(other, agreed.get(tab), token()));

            assertThat(outcomes.stream().filter(Races.Outcome::succeeded))
                    .as("round " + round)
                    .hasSize(1);
            assertThat(outcomes.stream().filter(one -> !one.succeeded()))
                    .singleElement()
                    .satisfies(one -> assertThat(one.thrown())
                            .isInstanceOfSatisfying(NotReturnable.class, refused -> assertThat(refused.reason())
                                    .isEqualTo(Reason.LIMIT)));
        }
    }

    @Test
    void severalReturnedAtOnceEachTakeAPlaceOfTheirOwn() {
        give(offer(machine.id()));
        List<Instance> three = meters.buy(account, Specs.prepaid(), 3);
        List<AgreedReturn> agreed =
                three.stream().map(one -> agreed(offer(one.id()))).toList();

        var outcomes = Races.run(3, tab -> () -> returns.give(account, agreed.get(tab), token()));

        assertThat(outcomes).allMatch(Races.Outcome::succeeded);
        assertThat(returns.left(account, ReturnKind.ORDINARY)).isZero();
    }

    /** Paid or returned, but never both: neither may money be lost nor a machine run for nothing. */
    @Test
    void aMachineReturnedWhileItsRenewalIsPaidIsOneOrTheOther() {
        for (int round = 0; round < 3; round++) {
            AccountId other = customers.with("5000.00");
            Instance one = meters.buy(other, Specs.prepaid());
            AgreedReturn agreed =
                    agreed(returns.offers(other, List.of(one.id())).get(0));
            Order order = renewals.place(other, List.of(new Renewal(one.id(), 1, null)), token());
            Money before = ledger.balance(other).available();

            var outcomes = Races.run(
                    2,
                    which -> () -> which == 0
                            ? orders.payFromBalance(other, order.number())
                            : returns.give(other, agreed, token()));

            assertThat(outcomes.get(0).succeeded()).as("round " + round).isTrue();
            assertThat(outcomes.get(1).thrown()).isInstanceOfAny(RenewalOpen.class, ReturnChanged.class);
            assertThat(ledger.balance(other).available()).isEqualTo(before.minus(order.total()));
            assertThat(instances.instance(other, one.id()).state()).isEqualTo(InstanceState.RUNNING);
        }
    }

    /** Renewed by itself first, the offer holds no more; returned first, it is not renewed. */
    @Test
    void aMachineReturnedInTheSecondInWhichItRenewsItselfIsOneOrTheOther() {
        for (int round = 0; round < 3; round++) {
            AccountId other = customers.with("5000.00");
            Instance one = meters.buy(other, Specs.prepaid());
            instances.choose(other, one.id(), RenewFlag.NOTIFY_AND_AUTO_RENEW);
            Instant end = one.expiresAt().orElseThrow();
            jdbc.sql("update instances set expiry_due_at = ? where instance_id = ?")
                    .params(
                            Timestamp.from(end.minus(Duration.ofDays(3))),
                            one.id().instanceId())
                    .update();
            clock.advanceTo(end.minus(Duration.ofDays(3)));
            AgreedReturn agreed =
                    agreed(returns.offers(other, List.of(one.id())).get(0));

            var outcomes = Races.run(
                    2, which -> () -> which == 0 ? instances.expireDue() : returns.give(other, agreed, token()));
            instances.expireDue();

            boolean returned = outcomes.get(1).succeeded();
            assertThat(outcomes.get(0).succeeded()).isTrue();
            assertThat(instances.terms(other, one.id())).as("round " + round).hasSize(returned ? 1 : 2);
            assertThat(instances.instance(other, one.id()).isInBin()).isEqualTo(returned);
        }
    }

    /** From its last second on nothing is left to pay back, whoever comes first. */
    @Test
    void aMachineReturnedInTheSecondInWhichItExpiresHasExpired() {
        Instant end = machine.expiresAt().orElseThrow();
        clock.advanceTo(end.minus(Duration.ofMinutes(5)));
        AgreedReturn agreed = agreed(offer(machine.id()));
        jdbc.sql("update instances set expiry_due_at = expires_at where instance_id = ?")
                .param(machine.id().instanceId())
                .update();
        clock.advanceTo(end);

        var outcomes = Races.run(
                2, which -> () -> which == 0 ? instances.expireDue() : returns.give(account, agreed, token()));
        instances.expireDue();

        assertThat(outcomes.get(0).succeeded()).isTrue();
        assertThat(outcomes.get(1).thrown())
                .isInstanceOfSatisfying(NotReturnable.class, refused -> assertThat(refused.reason())
                        .isEqualTo(Reason.OVER));
        assertThat(now(machine.id()).isolation()).isEqualTo(Isolation.EXPIRE);
    }

    @Test
    void theAuditFindsMoneyThatWasNotPaidBack() throws InterruptedException {
        give(offer(machine.id()));
        meters.heard();
        String id = machine.id().instanceId();
        jdbc.sql("update machine_returns set refund = refund - 0.01 where instance_id = ?")
                .param(id)
                .update();
        assertBroken("returned-machines-have-one-refund");
        jdbc.sql("update machine_returns set refund = refund + 0.01, paid = paid + 1000 where instance_id = ?")
                .param(id)
                .update();
        assertBroken("no-machine-is-paid-back-more-than-paid");
        jdbc.sql("update machine_returns set paid = paid - 1000 where instance_id = ?")
                .param(id)
                .update();
        jdbc.sql("update instances set isolation = 'EXPIRE' where instance_id = ?")
                .param(id)
                .update();
        assertBroken("no-returned-machine-runs-on");
        jdbc.sql("update instances set isolation = 'MANMADE' where instance_id = ?")
                .param(id)
                .update();
    }

    private void assertBroken(String name) {
        assertThat(invariants.broken()).contains(name);
    }

    private void assertRefused(InstanceId id, Reason reason) {
        ReturnOffer offer = offer(id);
        assertThat(offer.refusal()).isInstanceOfSatisfying(NotReturnable.class, refused -> assertThat(refused.reason())
                .isEqualTo(reason));
        for (ReturnKind kind : ReturnKind.values()) {
            Instant at = clock.now();
            AgreedReturn agreed = new AgreedReturn(id, kind, at, returnValue(id, kind, at));
            assertThatExceptionOfType(NotReturnable.class)
                    .isThrownBy(() -> returns.give(account, agreed, token()))
                    .matches(refused -> refused.reason() == reason);
        }
    }

    private Money returnValue(InstanceId id, ReturnKind kind, Instant at) {
        return transaction.execute(status ->
                values.of(instances.instance(account, id)).returned(kind, at).refund());
    }

    private ReturnOffer offer(InstanceId id) {
        return returns.offers(account, List.of(id)).get(0);
    }

    private void give(ReturnOffer offer) {
        returns.give(account, agreed(offer), token());
    }

    private static AgreedReturn agreed(ReturnOffer offer) {
        assertThat(offer.refusal()).isNull();
        return new AgreedReturn(
                offer.instance().id(), offer.kind(), offer.at(), offer.value().refund());
    }

    private void renew(InstanceId id, int months) {
        Order order = renewals.place(account, List.of(new Renewal(id, months, null)), token());
        orders.payFromBalance(account, order.number());
    }

    private Instance now(InstanceId id) {
        return instances.instance(account, id);
    }

    private Money available() {
        return ledger.balance(account).available();
    }

    private List<Message> told(MessageKind kind) {
        return messages.messages(account, 0).getContent().stream()
                .filter(message -> message.kind() == kind)
                .toList();
    }

    private static List<InstanceId> ids(Instance first, List<Instance> more, Instance last) {
        return Stream.of(List.of(first), more, List.of(last))
                .flatMap(List::stream)
                .map(Instance::id)
                .toList();
    }

    private int taken() {
        return jdbc.sql("select taken from stock where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.MEDIUM4'")
                .query(Integer.class)
                .single();
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }
}
