package shop.cvm.web.billing;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Bills;
import shop.cvm.billing.DaySpending;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.time.ShopCalendar;

/** Adds up what days cost: usage on the day of its hour, orders and refunds on the day they were booked. */
@Component
class SpendingChart {

    private final Bills bills;
    private final Ledger ledger;

    SpendingChart(Bills bills, Ledger ledger) {
        this.bills = bills;
        this.ledger = ledger;
    }

    /** So many days, the last one included. */
    Spending of(AccountId account, LocalDate last, int count) {
        LocalDate first = last.minusDays(count - 1L);
        Map<LocalDate, DaySpending> usage =
                bills.spendingByDay(account, first, last).stream().collect(toMap(DaySpending::day, identity()));
        Map<LocalDate, Money> orders = orders(account, first, last);
        List<Spending.Day> days = new ArrayList<>(count);
        for (LocalDate day = first; !day.isAfter(last); day = day.plusDays(1)) {
            days.add(day(day, usage.get(day), orders.getOrDefault(day, Cny.ZERO)));
        }
        return new Spending(days);
    }

    private Map<LocalDate, Money> orders(AccountId account, LocalDate first, LocalDate last) {
        Map<LocalDate, Money> days = new HashMap<>();
        ledger.effects(
                        account,
                        Set.of(EntryKind.DEDUCT, EntryKind.REFUND),
                        ShopCalendar.startOf(first),
                        ShopCalendar.startOf(last.plusDays(1)))
                .forEach((hour, effect) -> days.merge(ShopCalendar.dayOf(hour), effect.negated(), Money::plus));
        return days;
    }

    private static Spending.Day day(LocalDate day, @Nullable DaySpending usage, Money orders) {
        Map<Product, Money> amounts = new EnumMap<>(Product.class);
        for (Product product : Product.values()) {
            amounts.put(product, usage == null ? Cny.ZERO : usage.amount(product.components()));
        }
        amounts.put(Product.PREPAID, orders);
        return new Spending.Day(day, amounts);
    }
}
