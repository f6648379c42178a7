package shop.cvm.billing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.reducing;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.data.domain.PageRequest;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.instance.InstanceId;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.pricing.Component;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/**
 * What was used and what it came to, as the customer reads it. Only what is settled counts; days and months are those of
 * the shop's calendar.
 */
@Service
@Transactional(readOnly = true)
public class Bills {

    /** Lines on one page. */
    public static final int PAGE_SIZE = 50;

    private final BillRows rows;
    private final BillShares shares;
    private final Ledger ledger;
    private final ShopClock clock;

    Bills(BillRows rows, BillShares shares, Ledger ledger, ShopClock clock) {
        this.rows = rows;
        this.shares = shares;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * How fast the account's money goes at the rate of the last 24 full hours, or of those since its usage began, and
     * how long the rest lasts at this rate.
     */
    public Burn burn(AccountId account) {
        Instant hour = clock.now().truncatedTo(ChronoUnit.HOURS);
        List<BillRows.Hour> hours = rows.hours(account, hour.minus(RecentUse.WINDOW), hour);
        Money used = hours.stream().map(BillRows.Hour::amount).reduce(Cny.ZERO, Money::plus);
        if (!used.isPositive()) {
            return new Burn(used, null, null);
        }
        return burn(
                RecentUse.since(hours.get(0).at(), hour, used),
                ledger.balance(account).available(),
                hour);
    }

    private static Burn burn(RecentUse use, Money available, Instant since) {
        if (!available.isPositive()) {
            return new Burn(use.perDay(), 0L, since);
        }
        Duration lasts = use.lasts(available);
        return new Burn(use.perDay(), lasts.toDays(), since.plus(lasts));
    }

    /**
     * What was used on each of these days, days without any usage left out.
     *
     * @param first the first day
     * @param last the last day, inclusive; at most a year later
     */
    public List<DaySpending> spendingByDay(AccountId account, LocalDate first, LocalDate last) {
        Map<LocalDate, Map<Component, Money>> days = new TreeMap<>();
        shares.hours(account, start(first), start(last.plusDays(1))).forEach(hour -> days.computeIfAbsent(
                        ShopCalendar.dayOf(hour.at()), day -> new EnumMap<>(Component.class))
                .merge(hour.component(), hour.deducted(), Money::plus));
        return days.entrySet().stream()
                .map(day -> new DaySpending(day.getKey(), day.getValue()))
                .toList();
    }

    /** What each kind of component came to on these days, the last one included. */
    public List<ProductBill> spendingByProduct(AccountId account, LocalDate first, LocalDate last) {
        return products(account, new BillFilter(start(first), start(last.plusDays(1)), null, null));
    }

    /** The months of one year with any usage, and what each came to. */
    public List<MonthBill> months(AccountId account, int year) {
        return byTime(
                        account,
                        start(LocalDate.of(year, 1, 1)),
                        start(LocalDate.of(year + 1, 1, 1)),
                        hour -> YearMonth.from(ShopCalendar.dayOf(hour)))
                .entrySet()
                .stream()
                .map(month -> new MonthBill(month.getKey(), month.getValue()))
                .toList();
    }

    /** The first and the last year with any usage, one twice if it is the same; empty if there is none. */
    public List<Integer> years(AccountId account) {
        return rows.firstAndLast(account).stream()
                .map(hour -> ShopCalendar.dayOf(hour).getYear())
                .toList();
    }

    /** What each kind of component came to in these lines. */
    public List<ProductBill> products(AccountId account, BillFilter filter) {
        return shares.products(account, filter);
    }

    /**
     * What each machine came to in a month, the dearest first, {@link #PAGE_SIZE} at a time.
     *
     * @param page 0 for the first
     */
    public Page<InstanceBill> instances(AccountId account, YearMonth month, int page) {
        return instances(account, month, page, PAGE_SIZE);
    }

    /**
     * The same, so many at a time.
     *
     * @param page 0 for the first
     */
    public Page<InstanceBill> instances(AccountId account, YearMonth month, int page, int size) {
        PageRequest request = PageRequest.of(page, size);
        Instant from = start(month);
        Instant to = start(month.plusMonths(1));
        return new PageImpl<>(
                rows.instances(account, from, to, request), request, rows.countInstances(account, from, to));
    }

    /**
     * Lines of the bills, newest first, {@link #PAGE_SIZE} at a time.
     *
     * @param page 0 for the first
     */
    public Page<BillLine> lines(AccountId account, BillFilter filter, int page) {
        PageRequest request = PageRequest.of(page, PAGE_SIZE);
        return new PageImpl<>(rows.lines(account, filter, request), request, rows.countLines(account, filter));
    }

    /**
     * Some of them.
     *
     * @param offset how many of the newest to leave out
     * @param limit how many to give at most
     */
    public List<BillLine> lines(AccountId account, BillFilter filter, int offset, int limit) {
        return rows.lines(account, filter, offset, limit);
    }

    /** How many lines there are. */
    public long count(AccountId account, BillFilter filter) {
        return rows.countLines(account, filter);
    }

    /**
     * The next lines of the bills, oldest first: whoever wants all of them asks again from the last one, so that any
     * number of lines needs little memory.
     *
     * @param after the last line that is known; null to begin
     * @param limit how many at most
     */
    public List<BillLine> linesAfter(AccountId account, BillFilter filter, @Nullable BillLine after, int limit) {
        return rows.linesAfter(account, filter, after, limit);
    }

    /**
     * Why lines come to their amounts.
     *
     * @param lines of this account, some thousand at most
     * @return the same lines in the same sequence
     */
    public List<ExplainedLine> explain(AccountId account, List<BillLine> lines) {
        if (lines.isEmpty()) {
            return List.of();
        }
        BillFilter hours = ExplainedLines.hours(lines);
        Set<InstanceId> machines = lines.stream().map(BillLine::instance).collect(toSet());
        return new ExplainedLines(shares.lines(account, hours, machines), shares.periods(account, hours, machines))
                .of(lines);
    }

    /**
     * Why a line comes to its amount: what was used in its hour, since when until when, at which rate.
     *
     * @return oldest first; empty if the account has no such line
     */
    public List<BillInterval> intervals(AccountId account, InstanceId instance, Component component, Instant hour) {
        return rows.periods(account, instance, component, hour).stream()
                .flatMap(period -> BillInterval.of(period, hour).stream())
                .toList();
    }

    private <T extends Comparable<? super T>> Map<T, Money> byTime(
            AccountId account, Instant from, Instant to, Function<Instant, T> time) {
        return rows.hours(account, from, to).stream()
                .collect(groupingBy(
                        hour -> time.apply(hour.at()),
                        TreeMap::new,
                        reducing(Cny.ZERO, BillRows.Hour::amount, Money::plus)));
    }

    private static Instant start(YearMonth month) {
        return start(month.atDay(1));
    }

    private static Instant start(LocalDate day) {
        return ShopCalendar.startOf(day);
    }
}
