package shop.cvm.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import shop.cvm.Settings;
import shop.cvm.catalog.PriceSource;
import shop.cvm.instance.ReconfigurationSettings;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.PaidParts.Part;
import shop.cvm.time.ShopCalendar;

/** What a change of a prepaid machine comes to: the published examples ({@code domain.md} 14), and what holds always. */
class AdjustmentCalculationTests {

    /** Three months and three days later 270 days of a year are left. */
    private static final Instant BOUGHT = Instant.parse("2026-06-27T12:00:00Z");

    private static final Instant EXPIRES = ShopCalendar.plusMonths(BOUGHT, 12);
    private static final Money PAID = Cny.of("915.92");
    private static final PriceSource SOURCE = new PriceSource("test", "2026-01-01", false);

    /** {@code domain.md} 4.2, from 2016-11-01. */
    private static final Map<Integer, BigDecimal> DISCOUNTS = Map.of(
            1, BigDecimal.ONE, 6, new BigDecimal("0.88"), 12, new BigDecimal("0.83"), 24, new BigDecimal("0.70"));

    private static final String REST_DISCOUNTED = "shop.reconfiguration.rest-discounted=";
    private static final String DOWNGRADE_RULE = "shop.reconfiguration.downgrade-rule=";

    /** Source: vector V6 (adjustment fees page). */
    @Test
    void v6AnUpgradeCostsTheDifferenceForTheDaysThatAreLeft() {
        Adjustment adjustment = change("65", "218", EXPIRES.minus(Duration.ofDays(244)));

        assertThat(adjustment.days()).isEqualTo(244);
        assertThat(adjustment.fee()).isEqualTo(Cny.of("1080.07"));
        assertThat(adjustment.due()).isEqualTo(Cny.of("1080.07"));
        assertThat(adjustment.listFee()).as("before the 12 % off").isEqualTo(Cny.of("1227.35"));
    }

    /** Source: vector V7 (downgrade refund page). */
    @Test
    void v7ADowngradeAfterTwoMonthsPaysBack18392AndTheRestIsPaidWithWhatItCosts() {
        Adjustment adjustment = change("102", "60", ShopCalendar.plusMonths(BOUGHT, 2));

        assertThat(adjustment.refund()).isEqualTo(Cny.of("183.92"));
        assertThat(adjustment.due()).isEqualTo(Cny.of("-183.92"));
        assertThat(adjustment.rests()).containsEntry(Component.COMPUTE, Cny.of("528.00"));
        assertThat(adjustment.isLesser()).isTrue();
    }

    /** Source: vector V8 (downgrade refund page). */
    @Test
    void v8WhatIsUsedUpPaysBackNothing() {
        Adjustment adjustment = change("102", "60", ShopCalendar.plusMonths(BOUGHT, 8));

        assertThat(adjustment.refund()).isEqualTo(Cny.ZERO);
        assertThat(adjustment.isCheaper()).as("all the same").isTrue();
        assertThat(adjustment.rests()).as("915.92 − 718.08").containsEntry(Component.COMPUTE, Cny.of("197.84"));
    }

    /** Source: vector V9 (downgrade refund page). */
    @Test
    void v9APartOfAMonthCountsByTheHourAndTheRestByTheDay() {
        Instant at = ShopCalendar.plusMonths(BOUGHT, 3).plus(Duration.ofDays(3));

        Adjustment adjustment = change("102", "60", at);

        assertThat(adjustment.days()).isEqualTo(270);
        assertThat(adjustment.refund()).as("by the newer page").isEqualTo(Cny.of("111.68"));
    }

    /** Source: vector V9 as an older page has it. */
    @Test
    void v9WithoutDiscountOnTheRestItPaysBack4688() {
        Instant at = ShopCalendar.plusMonths(BOUGHT, 3).plus(Duration.ofDays(3));

        Adjustment adjustment = change(PAID, "60", at, REST_DISCOUNTED + "false");

        assertThat(adjustment.refund()).isEqualTo(Cny.of("46.88"));
        assertThat(adjustment.lines().get(0).factor()).as("what the page says").isEqualByComparingTo("1");
        assertThat(change(PAID, "60", at, REST_DISCOUNTED + "true").refund()).isEqualTo(Cny.of("111.68"));
    }

    /** Source: vector V10 (adjust hardware, 2016): 615.92 less 204 is less than 51 a month for ten months. */
    @Test
    void v10WhatDoesNotReachForTheRestDoesNotMakeItLonger() {
        Adjustment adjustment = by2016(Cny.of("615.92"));

        PaidBack back = Objects.requireNonNull(adjustment.lines().get(0).back());
        assertThat(back.worth().all().minus(back.worth().valueUsed())).isEqualTo(Cny.of("411.92"));
        assertThat(back.rest()).isEqualTo(Cny.of("510.00"));
        assertThat(adjustment.moreDays()).isZero();
        assertThat(adjustment.refund()).isEqualTo(Cny.ZERO);
        assertThat(adjustment.end()).isEqualTo(EXPIRES);
    }

    /** Derived from V10: what is left over buys full days at 1.70, and nothing is paid back. */
    @Test
    void v10WhatIsLeftOverBuysFullDays() {
        assertThat(by2016(Cny.of("715.69")).moreDays()).isZero();
        Adjustment longer = by2016(Cny.of("765.00"));
        assertThat(longer.moreDays()).isEqualTo(30);
        assertThat(longer.due()).isEqualTo(Cny.ZERO);
        assertThat(longer.end()).isEqualTo(EXPIRES.plus(Duration.ofDays(30)));
        assertThat(change(Cny.of("765.00"), "51", ShopCalendar.plusMonths(BOUGHT, 2))
                        .refund())
                .as("by the present rule: 561 less 51 a month for ten months with 12 % off")
                .isEqualTo(Cny.of("112.20"));
    }

    private static Adjustment by2016(Money paid) {
        return change(
                paid, "51", ShopCalendar.plusMonths(BOUGHT, 2), DOWNGRADE_RULE + "longer", REST_DISCOUNTED + "false");
    }

    /** From 102 a month, in a shop with these properties. */
    private static Adjustment change(Money paid, String to, Instant at, String... properties) {
        Part<PaidTerm> year = new Part<>(new PaidTerm(BOUGHT, EXPIRES, paid), Map.of(Component.COMPUTE, paid));
        return AdjustmentCalculation.of(
                List.of(price("102")),
                List.of(price(to)),
                new PaidParts(List.of(year), List.of(), List.of(host("102"))),
                at,
                EXPIRES,
                Settings.bound(ReconfigurationSettings.class, properties).cheaperRule());
    }

    @Test
    void whatWasPaidForAnUpgradeIsPaidBackForTheDaysThatAreLeft() {
        Instant upgraded = BOUGHT.plus(Duration.ofDays(65));
        Instant at = BOUGHT.plus(Duration.ofDays(165));
        Part<PaidUpgrade> upgrade = new Part<>(
                new PaidUpgrade(upgraded, EXPIRES, Cny.of("300.00")), Map.of(Component.COMPUTE, Cny.of("300.00")));
        PaidParts with = new PaidParts(List.of(year()), List.of(upgrade), List.of(host("102")));

        Adjustment adjustment = of(price("200"), price("20"), with, at);

        assertThat(adjustment.worth().get(Component.COMPUTE).upgrades()).isEqualTo(Cny.of("200.00"));
        assertThat(adjustment.refund())
                .isEqualTo(change("200", "20", at).refund().plus(Cny.of("200.00")));
    }

    @Test
    void upAndDownAtOnceIsSeen() {
        List<MonthPrice> before = List.of(price("100"), network("20", 1));
        List<MonthPrice> after = List.of(price("60"), network("40", 2));

        Adjustment adjustment =
                AdjustmentCalculation.of(before, after, paid(), BOUGHT.plus(Duration.ofDays(1)), EXPIRES);

        assertThat(adjustment.goesBothWays()).isTrue();
    }

    @Test
    void whatStaysAsItIsCostsNothingAndKeepsItsWorth() {
        Adjustment adjustment = change("102", "102", BOUGHT.plus(Duration.ofDays(1)));

        assertThat(adjustment.due()).isEqualTo(Cny.ZERO);
        assertThat(adjustment.isCheaper()).isFalse();
        assertThat(adjustment.lines()).noneMatch(AdjustmentLine::isChanged);
    }

    /** A machine that is bought, renewed, made dearer and cheaper up to eight times in any sequence, and returned. */
    @Test
    void neverIsMorePaidBackThanWasPaidHoweverOftenItIsChanged() {
        Random random = new Random(20261128);
        Map<String, Integer> done = new TreeMap<>();
        for (int history = 0; history < 100_000; history++) {
            Life life = new Life(random, done);
            for (int steps = random.nextInt(9); steps > 0; steps--) {
                life.pass();
                if (random.nextInt(4) == 0) {
                    life.renew();
                } else {
                    life.change();
                }
            }
            life.pass();
            life.giveBack();
            if (life.back.isGreaterThan(life.paid) || life.back.isNegative()) {
                fail("History %d: %s paid back of %s", history, life.back, life.paid);
            }
        }
        assertThat(done)
                .as("what was tried")
                .containsOnlyKeys(
                        "renewed",
                        "dearer",
                        "cheaper",
                        "to traffic",
                        "to bandwidth",
                        "returned for everything",
                        "returned for everything after a change",
                        "returned for what is left")
                .allSatisfy((what, times) -> assertThat(times).as(what).isGreaterThan(100));
    }

    /** One history, with what went to and fro. */
    private static final class Life {

        private static final Duration FIVE_DAYS = Duration.ofDays(5);
        private static final List<MonthPrice> HOSTS = Stream.of("51", "60", "102", "200", "1600")
                .map(AdjustmentCalculationTests::price)
                .toList();
        private static final List<UseRate> USED_HOSTS =
                HOSTS.stream().map(one -> host(one.perMonth().toPlainString())).toList();
        private static final List<MonthPrice> NETWORKS = IntStream.range(0, 6)
                .mapToObj(mbps -> network(20 * mbps + "", mbps))
                .toList();
        private static final List<UseRate> USED_NETWORKS =
                NETWORKS.stream().map(Life::used).toList();
        private static final MonthPrice TRAFFIC = traffic();

        /** What was paid for a time, and how its use is valued. */
        private record Time(Part<PaidTerm> part, List<UseRate> rates) {}

        private final Random random;
        private final Map<String, Integer> done;
        private final List<Time> times = new ArrayList<>();
        private final List<Part<PaidUpgrade>> upgrades = new ArrayList<>();
        private Instant end = BOUGHT;
        private Instant now = BOUGHT;
        private boolean settledAnew;
        private boolean changed;
        private int host;
        private int mbps;
        private boolean byTraffic;
        private Money paid = Cny.ZERO;
        private Money back = Cny.ZERO;

        Life(Random random, Map<String, Integer> done) {
            this.random = random;
            this.done = done;
            this.host = random.nextInt(HOSTS.size());
            this.mbps = random.nextInt(NETWORKS.size());
            this.byTraffic = random.nextInt(4) == 0;
            for (int number = random.nextInt(3); number >= 0; number--) {
                pay();
            }
        }

        /** An hour or so, or up to half of what is left. */
        void pass() {
            long left = Duration.between(now, end).toSeconds();
            long most = random.nextBoolean() ? Math.min(left / 2, 7200) : left / 2;
            now = now.plusSeconds(random.nextInt((int) Math.max(most, 1)));
        }

        void renew() {
            pay();
            note("renewed");
        }

        private void pay() {
            Instant until = ShopCalendar.plusMonths(end, 1 + random.nextInt(12));
            Map<Component, Money> amounts = byTraffic
                    ? Map.of(Component.COMPUTE, amount())
                    : Map.of(Component.COMPUTE, amount(), Component.BANDWIDTH, amount());
            Money sum = amounts.values().stream().reduce(Cny.ZERO, Money::plus);
            times.add(new Time(new Part<>(new PaidTerm(end, until, sum), amounts), rates()));
            paid = paid.plus(sum);
            end = until;
        }

        void change() {
            int otherHost = random.nextInt(HOSTS.size());
            int otherMbps = random.nextInt(NETWORKS.size());
            boolean toTraffic = random.nextInt(4) == 0;
            Adjustment adjustment = AdjustmentCalculation.of(
                    List.of(HOSTS.get(host), byTraffic ? TRAFFIC : NETWORKS.get(mbps)),
                    List.of(HOSTS.get(otherHost), toTraffic ? TRAFFIC : NETWORKS.get(otherMbps)),
                    parts(),
                    now,
                    end);
            if (adjustment.goesBothWays()) {
                return;
            }
            if (toTraffic != byTraffic) {
                note(toTraffic ? "to traffic" : "to bandwidth");
            }
            host = otherHost;
            mbps = otherMbps;
            byTraffic = toTraffic;
            changed = true;
            paid = paid.plus(adjustment.fee());
            back = back.plus(adjustment.refund());
            if (adjustment.isCheaper()) {
                settle(adjustment.rests());
            } else {
                upgrade(adjustment);
            }
        }

        private void settle(Map<Component, Money> rests) {
            Money sum = rests.values().stream().reduce(Cny.ZERO, Money::plus);
            times.clear();
            upgrades.clear();
            times.add(new Time(new Part<>(new PaidTerm(now, end, sum), rests), rates()));
            settledAnew = true;
            note("cheaper");
        }

        private void upgrade(Adjustment adjustment) {
            if (!adjustment.fee().isPositive()) {
                return;
            }
            Map<Component, Money> amounts = Map.of(
                    Component.COMPUTE,
                    adjustment.lines().get(0).fee(),
                    Component.BANDWIDTH,
                    adjustment.lines().get(1).fee());
            upgrades.add(new Part<>(new PaidUpgrade(now, end, adjustment.fee()), amounts));
            note("dearer");
        }

        /** Within five days for everything, if nothing of it got cheaper; or for what is left. */
        void giveBack() {
            List<PaidTerm> terms =
                    times.stream().map(time -> time.part().whole()).toList();
            List<PaidUpgrade> more = upgrades.stream().map(Part::whole).toList();
            boolean isEarly = !now.isAfter(BOUGHT.plus(FIVE_DAYS));
            if (isEarly && !settledAnew && random.nextBoolean()) {
                back = back.plus(ReturnValue.ofEverything(terms, more).refund());
                note("returned for everything" + (changed ? " after a change" : ""));
                return;
            }
            Instant hostUntil =
                    random.nextBoolean() || more.isEmpty() ? null : more.get(0).paidAt();
            back = back.plus(
                    ReturnValue.ofRest(terms, more, running(), hostUntil, now).refund());
            note("returned for what is left");
        }

        private PaidParts parts() {
            return new PaidParts(times.stream().map(Time::part).toList(), upgrades, running());
        }

        /** How the use of the time is valued that is running: as it was when that was paid for. */
        private List<UseRate> running() {
            return times.stream()
                    .filter(time -> time.part().whole().hasBegun(now)
                            && !time.part().whole().isOver(now))
                    .map(Time::rates)
                    .findFirst()
                    .orElse(List.of());
        }

        private List<UseRate> rates() {
            return byTraffic ? List.of(USED_HOSTS.get(host)) : List.of(USED_HOSTS.get(host), USED_NETWORKS.get(mbps));
        }

        private void note(String what) {
            done.merge(what, 1, Integer::sum);
        }

        private static UseRate used(MonthPrice network) {
            return new UseRate(
                    Component.BANDWIDTH,
                    "",
                    network.quantity(),
                    network.perMonth(),
                    Map.of(),
                    new HourlyRate(new BigDecimal("0.063").multiply(BigDecimal.valueOf(network.quantity()))));
        }

        private Money amount() {
            return Cny.round(new BigDecimal(random.nextInt(1_000_000)).movePointLeft(2));
        }
    }

    private static Adjustment change(String from, String to, Instant at) {
        return of(price(from), price(to), new PaidParts(List.of(year()), List.of(), List.of(host("102"))), at);
    }

    /** As a shop does it that is started without any of these settings. */
    private static Adjustment of(MonthPrice from, MonthPrice to, PaidParts paid, Instant at) {
        CheaperRule rule = Settings.bound(ReconfigurationSettings.class).cheaperRule();
        assertThat(rule).isEqualTo(CheaperRule.PAID_BACK);
        return AdjustmentCalculation.of(List.of(from), List.of(to), paid, at, EXPIRES, rule);
    }

    private static PaidParts paid() {
        return new PaidParts(List.of(year()), List.of(), List.of(host("102")));
    }

    private static Part<PaidTerm> year() {
        return new Part<>(new PaidTerm(BOUGHT, EXPIRES, PAID), Map.of(Component.COMPUTE, PAID));
    }

    private static UseRate host(String perMonth) {
        return new UseRate(
                Component.COMPUTE,
                "S2." + perMonth,
                1,
                new BigDecimal(perMonth),
                DISCOUNTS,
                new HourlyRate(new BigDecimal("0.32")));
    }

    private static MonthPrice price(String perMonth) {
        BigDecimal price = new BigDecimal(perMonth);
        return new MonthPrice(Component.COMPUTE, "S2." + perMonth, 1, price, price, DISCOUNTS, SOURCE);
    }

    private static MonthPrice network(String perMonth, int mbps) {
        BigDecimal price = new BigDecimal(perMonth);
        return new MonthPrice(Component.BANDWIDTH, "", mbps, price, price, Map.of(1, BigDecimal.ONE), SOURCE);
    }

    private static MonthPrice traffic() {
        return new MonthPrice(
                Component.TRAFFIC, "", 5, new BigDecimal("0.80"), BigDecimal.ZERO, Map.of(1, BigDecimal.ONE), SOURCE);
    }
}
