package shop.cvm.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.Test;
import shop.cvm.catalog.PriceSource;
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

    @Test
    void v6AnUpgradeCostsTheDifferenceForTheDaysThatAreLeft() {
        Adjustment adjustment = change("65", "218", EXPIRES.minus(Duration.ofDays(244)));

        assertThat(adjustment.days()).isEqualTo(244);
        assertThat(adjustment.fee()).isEqualTo(Cny.of("1080.07"));
        assertThat(adjustment.due()).isEqualTo(Cny.of("1080.07"));
        assertThat(adjustment.listFee()).as("before the 12 % off").isEqualTo(Cny.of("1227.35"));
    }

    @Test
    void v7ADowngradeAfterTwoMonthsPaysBack18392AndTheRestIsPaidWithWhatItCosts() {
        Adjustment adjustment = change("102", "60", ShopCalendar.plusMonths(BOUGHT, 2));

        assertThat(adjustment.refund()).isEqualTo(Cny.of("183.92"));
        assertThat(adjustment.due()).isEqualTo(Cny.of("-183.92"));
        assertThat(adjustment.rests()).containsEntry(Component.COMPUTE, Cny.of("528.00"));
        assertThat(adjustment.isLesser()).isTrue();
    }

    @Test
    void v8WhatIsUsedUpPaysBackNothing() {
        Adjustment adjustment = change("102", "60", ShopCalendar.plusMonths(BOUGHT, 8));

        assertThat(adjustment.refund()).isEqualTo(Cny.ZERO);
        assertThat(adjustment.isCheaper()).as("all the same").isTrue();
        assertThat(adjustment.rests()).as("915.92 − 718.08").containsEntry(Component.COMPUTE, Cny.of("197.84"));
    }

    @Test
    void v9APartOfAMonthCountsByTheHourAndTheRestByTheDay() {
        Instant at = ShopCalendar.plusMonths(BOUGHT, 3).plus(Duration.ofDays(3));

        Adjustment adjustment = change("102", "60", at);

        assertThat(adjustment.days()).isEqualTo(270);
        assertThat(adjustment.refund()).as("by the newer page").isEqualTo(Cny.of("111.68"));
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

    /** A machine that is bought, renewed, made dearer and cheaper any number of times, and returned. */
    @Test
    void neverIsMorePaidBackThanWasPaidHoweverOftenItIsChanged() {
        Random random = new Random(20261128);
        for (int history = 0; history < 100_000; history++) {
            Life life = new Life(random);
            for (int changes = random.nextInt(3); changes > 0; changes--) {
                life.change();
            }
            life.giveBack();
            if (life.back.isGreaterThan(life.paid) || life.back.isNegative()) {
                fail("History %d: %s paid back of %s", history, life.back, life.paid);
            }
        }
    }

    /** One history, with what went to and fro. */
    private static final class Life {

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

        private final Random random;
        private final Instant end;
        private PaidParts parts;
        private Instant now = BOUGHT;
        private int host;
        private int mbps;
        private Money paid = Cny.ZERO;
        private Money back = Cny.ZERO;

        Life(Random random) {
            this.random = random;
            this.host = random.nextInt(HOSTS.size());
            this.mbps = random.nextInt(NETWORKS.size());
            List<Part<PaidTerm>> terms = new ArrayList<>();
            Instant start = BOUGHT;
            for (int number = random.nextInt(3); number >= 0; number--) {
                Instant until = ShopCalendar.plusMonths(start, 1 + random.nextInt(12));
                Map<Component, Money> amounts = Map.of(Component.COMPUTE, amount(), Component.BANDWIDTH, amount());
                Money sum = amounts.values().stream().reduce(Cny.ZERO, Money::plus);
                terms.add(new Part<>(new PaidTerm(start, until, sum), amounts));
                paid = paid.plus(sum);
                start = until;
            }
            this.end = start;
            this.parts = new PaidParts(terms, List.of(), rates());
        }

        void change() {
            pass();
            int otherHost = random.nextInt(HOSTS.size());
            int otherMbps = random.nextInt(NETWORKS.size());
            boolean toTraffic = random.nextInt(4) == 0;
            MonthPrice network = toTraffic ? TRAFFIC : NETWORKS.get(otherMbps);
            Adjustment adjustment = AdjustmentCalculation.of(
                    List.of(HOSTS.get(host), NETWORKS.get(mbps)),
                    List.of(HOSTS.get(otherHost), network),
                    parts,
                    now,
                    end);
            if (adjustment.goesBothWays()) {
                return;
            }
            host = otherHost;
            mbps = toTraffic ? 0 : otherMbps;
            paid = paid.plus(adjustment.fee());
            back = back.plus(adjustment.refund());
            parts = adjustment.isCheaper() ? settled(adjustment) : upgraded(adjustment);
        }

        private PaidParts settled(Adjustment adjustment) {
            Map<Component, Money> rests = adjustment.rests();
            Money sum = rests.values().stream().reduce(Cny.ZERO, Money::plus);
            return new PaidParts(List.of(new Part<>(new PaidTerm(now, end, sum), rests)), List.of(), rates());
        }

        private PaidParts upgraded(Adjustment adjustment) {
            Map<Component, Money> amounts = Map.of(
                    Component.COMPUTE,
                    adjustment.lines().get(0).fee(),
                    Component.BANDWIDTH,
                    adjustment.lines().get(1).fee());
            Part<PaidUpgrade> upgrade = new Part<>(new PaidUpgrade(now, end, adjustment.fee()), amounts);
            return new PaidParts(
                    parts.terms(),
                    Stream.concat(parts.upgrades().stream(), Stream.of(upgrade)).toList(),
                    parts.rates());
        }

        void giveBack() {
            pass();
            List<PaidUpgrade> upgrades =
                    parts.upgrades().stream().map(Part::whole).toList();
            Instant hostUntil = random.nextBoolean() || upgrades.isEmpty()
                    ? null
                    : upgrades.get(0).paidAt();
            ReturnValue value = ReturnValue.ofRest(
                    parts.terms().stream().map(Part::whole).toList(), upgrades, parts.rates(), hostUntil, now);
            back = back.plus(value.refund());
        }

        private void pass() {
            long left = Duration.between(now, end).toSeconds();
            now = now.plusSeconds(random.nextInt((int) Math.max(left / 2, 1)));
        }

        private List<UseRate> rates() {
            return List.of(USED_HOSTS.get(host), USED_NETWORKS.get(mbps));
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

    private static Adjustment of(MonthPrice from, MonthPrice to, PaidParts paid, Instant at) {
        return AdjustmentCalculation.of(List.of(from), List.of(to), paid, at, EXPIRES);
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
