package shop.cvm.web.billing;

import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.joda.money.Money;
import org.springframework.data.domain.Page;
import org.springframework.stereotype.Component;
import shop.cvm.account.AccountId;
import shop.cvm.billing.BillFilter;
import shop.cvm.billing.Bills;
import shop.cvm.billing.InstanceBill;
import shop.cvm.billing.MonthBill;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryFilter;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/** Puts the bills of months together from what was settled and what was booked. */
@Component
class Statements {

    private static final Set<EntryKind> ORDERS = Set.of(EntryKind.DEDUCT, EntryKind.REFUND);

    private final Bills bills;
    private final Ledger ledger;
    private final Machines machines;
    private final ShopClock clock;

    Statements(Bills bills, Ledger ledger, Machines machines, ShopClock clock) {
        this.bills = bills;
        this.ledger = ledger;
        this.machines = machines;
        this.clock = clock;
    }

    /** A month and what it came to. */
    record Month(YearMonth month, Money usage, Money orders) {

        public Money spent() {
            return usage.plus(orders);
        }
    }

    YearMonth current() {
        return YearMonth.from(ShopCalendar.dayOf(clock.now()));
    }

    /** The years in which anything was booked, the last first; the current one at least. */
    List<Integer> years(AccountId account) {
        int last = current().getYear();
        int first = ledger.firstEntry(account)
                .map(at -> ShopCalendar.dayOf(at).getYear())
                .orElse(last);
        List<Integer> years = new ArrayList<>();
        for (int year = last; year >= Math.min(first, last); year--) {
            years.add(year);
        }
        return years;
    }

    /** The months of a year with anything to pay for, the last first. */
    List<Month> months(AccountId account, int year) {
        Map<YearMonth, Month> months = new TreeMap<>(Comparator.reverseOrder());
        for (MonthBill usage : bills.months(account, year)) {
            months.put(usage.month(), new Month(usage.month(), usage.amount(), Cny.ZERO));
        }
        ledger.effects(account, ORDERS, start(YearMonth.of(year, 1)), start(YearMonth.of(year + 1, 1)))
                .forEach((hour, effect) -> {
                    YearMonth month = YearMonth.from(ShopCalendar.dayOf(hour));
                    months.merge(month, new Month(month, Cny.ZERO, effect.negated()), Statements::sum);
                });
        return List.copyOf(months.values());
    }

    /**
     * The bill of a month.
     *
     * @param page which of its machines, 0 for the first
     * @param size how many machines, and orders, at most
     */
    Statement of(AccountId account, YearMonth month, int page, int size) {
        Instant from = start(month);
        Instant to = start(month.plusMonths(1));
        Page<InstanceBill> instances = bills.instances(account, month, page, size);
        List<Entry> orders = ledger.entriesBefore(account, new EntryFilter(ORDERS, from, to), Long.MAX_VALUE, size + 1);
        return new Statement(
                month,
                !clock.now().isBefore(to),
                ledger.totals(account, start(YearMonth.from(Days.FIRST)), from).change(),
                ledger.totals(account, from, to),
                bills.products(account, BillFilter.of(month, null, null)),
                instances,
                machines.of(account, instances.map(InstanceBill::instance).getContent()),
                orders.subList(0, Math.min(orders.size(), size)),
                orders.size() > size);
    }

    private static Month sum(Month one, Month other) {
        return new Month(
                one.month(), one.usage().plus(other.usage()), one.orders().plus(other.orders()));
    }

    private static Instant start(YearMonth month) {
        return ShopCalendar.startOf(month.atDay(1));
    }
}
