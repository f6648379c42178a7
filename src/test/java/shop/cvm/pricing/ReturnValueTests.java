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
import org.joda.money.Money;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.time.ShopCalendar;

/** What is paid back for a returned machine: the published examples ({@code domain.md} 14), and the rules between them. */
class ReturnValueTests {

    private static final Instant BOUGHT = Instant.parse("2026-11-27T12:00:00Z");
    private static final Instant EXPIRES = ShopCalendar.plusMonths(BOUGHT, 12);
    private static final Money PAID = Cny.of("407.96");
    private static final PaidTerm YEAR = new PaidTerm(BOUGHT, EXPIRES, PAID);
    private static final PaidTerm RENEWAL =
            new PaidTerm(EXPIRES, ShopCalendar.plusMonths(EXPIRES, 12), Cny.of("507.96"));

    /** {@code domain.md} 4.2, from 2016-11-01. */
    private static final Map<Integer, BigDecimal> DISCOUNTS = Map.of(
            1, BigDecimal.ONE, 6, new BigDecimal("0.88"), 12, new BigDecimal("0.83"), 24, new BigDecimal("0.70"));

    private static final UseRate HOST = host("51", "0.42");

    /** Source: vector V2 (refund rules page): all that was paid in money for V1, 407.96 beside a voucher of 100. */
    @Test
    void withinFiveDaysEverythingIsPaidBack() {
        ReturnValue value = ReturnValue.ofEverything(List.of(YEAR), List.of());

        assertThat(value.refund()).as("V2").isEqualTo(Cny.of("407.96"));
        assertThat(value.used()).isEmpty();
        PaidUpgrade upgrade = new PaidUpgrade(BOUGHT.plus(hours(12)), EXPIRES, Cny.of("100.00"));
        assertThat(ReturnValue.ofEverything(List.of(YEAR, RENEWAL), List.of(upgrade))
                        .refund())
                .isEqualTo(Cny.of("1015.92"));
    }

    /** Source: vector V3 (refund rules page): the same machine after 48 hours, not the first, at 0.42 an hour. */
    @Test
    void otherwiseTheUseIsTakenOffByTheHour() {
        ReturnValue value = ReturnValue.ofRest(List.of(YEAR), List.of(), List.of(HOST), null, BOUGHT.plus(hours(48)));

        assertThat(value.valueUsed()).isEqualTo(Cny.of("20.16"));
        assertThat(value.refund()).as("V3").isEqualTo(Cny.of("387.80"));
        assertThat(value.paid()).isEqualTo(PAID);
    }

    /** Source: vector V4 (refund rules page): the same, renewed for 507.96 with nothing of that used. */
    @Test
    void aRenewalThatHasNotBegunIsPaidBackWhole() {
        ReturnValue value =
                ReturnValue.ofRest(List.of(YEAR, RENEWAL), List.of(), List.of(HOST), null, BOUGHT.plus(hours(48)));

        assertThat(value.refund()).as("V4").isEqualTo(Cny.of("895.76"));
    }

    /** Source: vector V5 (refund rules page): upgraded after 12 hours for 100, returned after 72. */
    @Test
    void anUpgradeIsWornOffByDaysThatHaveBegunAndTheMachineOnlyUpToIt() {
        PaidUpgrade upgrade = new PaidUpgrade(BOUGHT.plus(hours(12)), EXPIRES, Cny.of("100.00"));

        ReturnValue value = ReturnValue.ofRest(
                List.of(YEAR), List.of(upgrade), List.of(HOST), upgrade.paidAt(), BOUGHT.plus(hours(72)));

        assertThat(value.upgrades()).singleElement().satisfies(rest -> {
            assertThat(rest.days()).isEqualTo(365);
            assertThat(rest.begun()).isEqualTo(3);
            assertThat(rest.amount()).isEqualTo(Cny.of("99.18"));
        });
        assertThat(value.valueUsed()).isEqualTo(Cny.of("5.04"));
        assertThat(value.refund()).as("V5").isEqualTo(Cny.of("502.10"));
    }

    /** Source: the use in vectors V7 to V9 (downgrade refund page). */
    @Test
    void fullMonthsCountAtTheMonthlyPriceWithTheDiscountOfSoMany() {
        UseRate medium = host("102", "0.32");

        assertThat(used(medium, months(2))).as("as in V7").isEqualTo(Cny.of("204.00"));
        assertThat(used(medium, months(8))).as("as in V8").isEqualTo(Cny.of("718.08"));
        assertThat(used(medium, months(3).plus(hours(72)))).as("as in V9").isEqualTo(Cny.of("329.04"));
        assertThat(used(medium, months(13))).as("a year and a month").isEqualTo(Cny.of("1100.58"));
    }

    /** Source: the use in vector V15 (exclusive public network billing). */
    @Test
    void bandwidthIsValuedLikeAMonthAndTheHoursAfterItWithoutDiscount() {
        UseRate bandwidth = new UseRate(
                Component.BANDWIDTH, "", 2, new BigDecimal("40"), Map.of(), new HourlyRate(new BigDecimal("0.126")));

        assertThat(used(bandwidth, months(1).plus(hours(36))))
                .as("as in V15, where 120 less this is 75.464")
                .isEqualTo(Cny.of("44.54"));
        assertThat(used(bandwidth, months(8))).isEqualTo(Cny.of("320.00"));
    }

    @Test
    void theNetworkIsNoPartOfAnUpgradeOfTheHost() {
        UseRate bandwidth =
                new UseRate(Component.BANDWIDTH, "", 1, BigDecimal.TEN, Map.of(), new HourlyRate(BigDecimal.ONE));
        PaidUpgrade upgrade = new PaidUpgrade(BOUGHT.plus(hours(12)), EXPIRES, Cny.of("100.00"));

        ReturnValue value = ReturnValue.ofRest(
                List.of(YEAR), List.of(upgrade), List.of(HOST, bandwidth), upgrade.paidAt(), BOUGHT.plus(hours(72)));

        assertThat(value.used()).extracting(part -> part.rest().toHours()).containsExactly(12L, 72L);
    }

    @Test
    void everySecondCountsAndEachPartIsRoundedOnce() {
        assertThat(used(host("51", "3.60"), BOUGHT.plusSeconds(4))).isEqualTo(Cny.of("0.00"));
        assertThat(used(host("51", "3.60"), BOUGHT.plusSeconds(5))).isEqualTo(Cny.of("0.01"));
        assertThat(used(host("51", "3.60"), BOUGHT.plusMillis(5999))).isEqualTo(Cny.of("0.01"));
    }

    /** The hours cost more than the months, so a machine can be used up before its time is over; it is returned all the same. */
    @Test
    void whoHasUsedMoreThanWasPaidGetsNothing() {
        PaidTerm month = new PaidTerm(BOUGHT, ShopCalendar.plusMonths(BOUGHT, 1), Cny.of("51.00"));

        ReturnValue value = ReturnValue.ofRest(List.of(month), List.of(), List.of(HOST), null, BOUGHT.plus(hours(600)));

        assertThat(value.valueUsed()).isEqualTo(Cny.of("252.00"));
        assertThat(value.refund()).isEqualTo(Cny.ZERO);
    }

    @Test
    void aTermThatIsOverIsNoPartOfIt() {
        ReturnValue value = ReturnValue.ofRest(List.of(YEAR, RENEWAL), List.of(), List.of(HOST), null, EXPIRES);
        assertThat(value.refund()).as("the first second of the renewal").isEqualTo(RENEWAL.paid());

        ReturnValue later =
                ReturnValue.ofRest(List.of(YEAR, RENEWAL), List.of(), List.of(HOST), null, EXPIRES.plus(hours(48)));
        assertThat(later.refund()).isEqualTo(Cny.of("487.80"));
        assertThat(ReturnValue.ofRest(List.of(YEAR), List.of(), List.of(HOST), null, EXPIRES)
                        .refund())
                .isEqualTo(Cny.ZERO);
    }

    @Test
    @Tag("generator")
    void neverIsMorePaidBackThanWasPaid() {
        Random random = new Random(20261127);
        for (int history = 0; history < 100_000; history++) {
            List<PaidTerm> terms = terms(random);
            Instant end = terms.get(terms.size() - 1).endsAt();
            List<PaidUpgrade> upgrades = upgrades(random, end);
            Instant at = within(random, BOUGHT, end);
            UseRate rate = host("" + random.nextInt(5000), random.nextInt(100) + "." + random.nextInt(100));

            ReturnValue value = ReturnValue.ofRest(terms, upgrades, List.of(rate), null, at);

            Money all = ReturnValue.ofEverything(terms, upgrades).refund();
            boolean isFair = !value.refund().isNegative()
                    && !value.refund().isGreaterThan(value.paid())
                    && !value.paid().isGreaterThan(all);
            if (!isFair) {
                fail("History %d, returned at %s: %s", history, at, value);
            }
        }
    }

    private static List<PaidTerm> terms(Random random) {
        List<PaidTerm> terms = new ArrayList<>();
        Instant start = BOUGHT;
        for (int number = 0; number <= random.nextInt(4); number++) {
            Instant end = ShopCalendar.plusMonths(start, 1 + random.nextInt(12));
            terms.add(new PaidTerm(start, end, amount(random)));
            start = end;
        }
        return terms;
    }

    private static List<PaidUpgrade> upgrades(Random random, Instant end) {
        List<PaidUpgrade> upgrades = new ArrayList<>();
        for (int number = random.nextInt(3); number > 0; number--) {
            upgrades.add(new PaidUpgrade(within(random, BOUGHT, end), end, amount(random)));
        }
        return upgrades;
    }

    private static Money amount(Random random) {
        return Cny.round(new BigDecimal(random.nextInt(1_000_000)).movePointLeft(2));
    }

    private static Instant within(Random random, Instant from, Instant to) {
        long seconds = Duration.between(from, to).toSeconds();
        return from.plusSeconds(random.nextInt((int) seconds));
    }

    private static Money used(UseRate rate, Instant until) {
        return rate.used(BOUGHT, until).amount();
    }

    private static UseRate host(String perMonth, String perHour) {
        return new UseRate(
                Component.COMPUTE,
                "S1",
                1,
                new BigDecimal(perMonth),
                DISCOUNTS,
                new HourlyRate(new BigDecimal(perHour)));
    }

    private static Instant months(int months) {
        return ShopCalendar.plusMonths(BOUGHT, months);
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }
}
