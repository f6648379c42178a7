package shop.cvm.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.billing.ReferenceModel.Machine;
import shop.cvm.billing.StoryCustomers.Customer;
import shop.cvm.time.Due;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/**
 * The clock jumps to every kind of border a calendar has, in a JVM whose zone changes its clocks twice a year: ends of
 * months and of a year, 29 February, and the hours that such a zone skips or repeats. Hours are hours, and days and
 * months are those of the shop's own zone.
 */
@ShopTest
class CalendarStoryTests {

    private static final ZoneId CUSTOMER = ZoneId.of("America/New_York");

    @Autowired
    private Meters meters;

    @Autowired
    private StoryCustomers story;

    @Autowired
    private Billing billing;

    @Autowired
    private Bills bills;

    @Autowired
    private List<Due> dues;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private DataSource dataSource;

    private final TimeZone before = TimeZone.getDefault();

    @BeforeEach
    void theCustomerLivesInNewYork() throws SQLException {
        live(TimeZone.getTimeZone(CUSTOMER));
        meters.park();
    }

    @AfterEach
    void andMovesAwayAgain() throws SQLException {
        live(before);
        invariants.hold();
    }

    @Test
    void whateverBorderOfACalendarIsJumpedOverTheLedgerIsThatOfTheReferenceModel() throws InterruptedException {
        Customer customer = story.customer(1, "5000.00");
        Map<Instant, String> borders = borders(clock.now().plus(Duration.ofDays(1)));

        for (Map.Entry<Instant, String> border : borders.entrySet()) {
            livesOver(border.getKey(), customer, border.getValue());
        }

        comparePeriods(customer);
    }

    /** The next ones of each kind after this. */
    private static Map<Instant, String> borders(Instant after) {
        LocalDate today = ShopCalendar.dayOf(after);
        Map<Instant, String> borders = new TreeMap<>();
        borders.put(start(YearMonth.from(today).plusMonths(1).atDay(1)), "a month ends");
        borders.put(start(LocalDate.of(today.getYear() + 1, 1, 1)), "a year ends");
        borders.put(start(nextLeapDay(today)), "29 February begins");
        borders.put(start(nextLeapDay(today).plusDays(1)), "29 February ends");
        borders.put(clockChange(after, true), "an hour is skipped");
        borders.put(clockChange(after, false), "an hour is repeated");
        return borders;
    }

    /** Machines run from three hours before until five hours after; the first four hours are settled late, together. */
    private void livesOver(Instant border, Customer customer, String what) throws InterruptedException {
        clock.advanceTo(border.minus(Duration.ofMinutes(190)));
        customer.model().pass(clock.now().getEpochSecond());
        Machine byTraffic = story.buy(customer, true);
        Machine byBandwidth = story.buy(customer, false);
        jump(customer, border.minus(Duration.ofMinutes(20)));
        story.stop(customer, byTraffic, true);
        jump(customer, border.plus(Duration.ofMinutes(70)));
        meters.settle();
        story.start(customer, byTraffic);
        for (Instant end = meters.nextHour();
                !end.isAfter(border.plus(Duration.ofHours(5)));
                end = end.plus(Duration.ofHours(1))) {
            assertThat(nextHourToSettle()).as(what).isEqualTo(end);
            jump(customer, end.plusMillis(10));
            assertThat(billing.runDue(clock.now())).as(what).isEqualTo(1);
        }
        story.terminate(customer, byTraffic);
        story.terminate(customer, byBandwidth);
        meters.hours(1);
        customer.model().pass(clock.now().getEpochSecond());
        story.compare(customer);
    }

    private void jump(Customer customer, Instant to) {
        clock.advanceTo(to);
        customer.model().pass(to.getEpochSecond());
    }

    /** As whoever pushes the clock would ask. */
    private Instant nextHourToSettle() {
        Due hours = dues.stream()
                .filter(due -> due.name().equals("hourly-billing"))
                .findFirst()
                .orElseThrow();
        return hours.next(clock.now()).orElseThrow();
    }

    /** What each day and month came to, by the shop's calendar. */
    private void comparePeriods(Customer customer) {
        Map<LocalDate, BigDecimal> days = spent(customer, ShopCalendar::dayOf);
        Map<YearMonth, BigDecimal> months = spent(customer, hour -> YearMonth.from(ShopCalendar.dayOf(hour)));
        assertThat(days.keySet()).anyMatch(day -> day.getMonthValue() == 2 && day.getDayOfMonth() == 29);
        Map<LocalDate, BigDecimal> billedDays = new TreeMap<>();
        Map<YearMonth, BigDecimal> billedMonths = new TreeMap<>();
        for (int year :
                days.keySet().stream().map(LocalDate::getYear).distinct().toList()) {
            bills.spendingByDay(customer.account(), LocalDate.of(year, 1, 1), LocalDate.of(year, 12, 31))
                    .forEach(day -> billedDays.put(day.day(), day.amount().getAmount()));
            bills.months(customer.account(), year)
                    .forEach(month ->
                            billedMonths.put(month.month(), month.amount().getAmount()));
        }
        assertThat(billedDays).isEqualTo(days);
        assertThat(billedMonths).isEqualTo(months);
    }

    private static <T> Map<T, BigDecimal> spent(Customer customer, Function<Instant, T> period) {
        Map<T, BigDecimal> spent = new TreeMap<>();
        customer.model()
                .deductions()
                .forEach((end, amount) ->
                        spent.merge(period.apply(end.minus(Duration.ofHours(1))), amount, BigDecimal::add));
        return spent;
    }

    /** When the customer's clocks are next put forward, or back. */
    private static Instant clockChange(Instant after, boolean forward) {
        ZoneRules rules = CUSTOMER.getRules();
        ZoneOffsetTransition next = rules.nextTransition(after);
        return next.isGap() == forward
                ? next.getInstant()
                : rules.nextTransition(next.getInstant()).getInstant();
    }

    private static LocalDate nextLeapDay(LocalDate after) {
        return Stream.iterate(after.plusDays(1), day -> day.plusDays(1))
                .filter(day -> day.getMonthValue() == 2 && day.getDayOfMonth() == 29)
                .findFirst()
                .orElseThrow();
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ShopCalendar.ZONE).toInstant();
    }

    /** Connections remember the zone they were made in, so each of them moves too. */
    private void live(TimeZone zone) throws SQLException {
        TimeZone.setDefault(zone);
        List<Connection> all = new ArrayList<>();
        HikariDataSource pool = dataSource.unwrap(HikariDataSource.class);
        for (int number = 0; number < pool.getMaximumPoolSize(); number++) {
            all.add(dataSource.getConnection());
        }
        for (Connection connection : all) {
            try (connection;
                    Statement statement = connection.createStatement()) {
                statement.execute("set time zone '" + zone.getID() + "'");
            }
        }
    }
}
