package shop.cvm.billing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.joda.money.Money;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.ledger.Settled;
import shop.cvm.money.Cny;
import shop.cvm.time.ShopCalendar;

/**
 * Settles one hour of locked accounts: lines, totals, one deduction each, and what comes of it. Everything is stamped with
 * the end of the hour, whenever it runs, so that a late run leaves the same ledger as one on time.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Settlement {

    private static final DateTimeFormatter FROM =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ShopCalendar.ZONE);
    private static final DateTimeFormatter TO =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ShopCalendar.ZONE);

    private final SettlementRows rows;
    private final DueAccountRows accounts;
    private final Ledger ledger;
    private final ArrearsRows arrears;
    private final LowBalances lowBalances;
    private final ApplicationEventPublisher publisher;
    private final BillingSettings settings;

    Settlement(
            SettlementRows rows,
            DueAccountRows accounts,
            Ledger ledger,
            ArrearsRows arrears,
            LowBalances lowBalances,
            ApplicationEventPublisher publisher,
            BillingSettings settings) {
        this.rows = rows;
        this.accounts = accounts;
        this.ledger = ledger;
        this.arrears = arrears;
        this.lowBalances = lowBalances;
        this.publisher = publisher;
        this.settings = settings;
    }

    /** The reference of an hour's deduction. */
    static String reference(AccountId account, Instant hour) {
        return "settle:" + account + ":" + hour;
    }

    /** Settles the next hour of each of these accounts. */
    public void settle(List<DueHour> due) {
        new TreeMap<>(due.stream().collect(groupingBy(DueHour::hour))).forEach(this::settle);
    }

    private void settle(Instant hour, List<DueHour> due) {
        List<String> ids = due.stream().map(DueHour::account).toList();
        rows.bill(hour, ids);
        Collection<TrafficLine> traffic = billTraffic(hour, ids);
        Map<AccountId, Money> totals = rows.total(hour, ids);
        Map<AccountId, Settled> settled = ledger.settle(totals.entrySet().stream()
                .filter(total -> total.getValue().isPositive())
                .map(total -> movement(total.getKey(), hour, total.getValue()))
                .toList());
        accounts.advance(hour, ids);
        beginArrears(settled, hour.plus(SettlementRows.HOUR));
        lowBalances.look(hour, due, foreseeable(totals, traffic), settled);
    }

    /** A machine that was off for a while in between has several pieces of an hour, and one line. */
    private Collection<TrafficLine> billTraffic(Instant hour, List<String> accounts) {
        Map<String, TrafficLine> lines = new LinkedHashMap<>();
        rows.traffic(hour, accounts).stream()
                .filter(traffic -> traffic.seconds() > 0)
                .map(traffic -> TrafficLine.of(traffic, hour))
                .forEach(line -> lines.merge(line.instance().instanceId(), line, TrafficLine::plus));
        if (!lines.isEmpty()) {
            rows.billTraffic(hour, new ArrayList<>(lines.values()));
        }
        return lines.values();
    }

    /** What the hour came to without traffic, to the cent of a machine. */
    private static Map<AccountId, Money> foreseeable(Map<AccountId, Money> totals, Collection<TrafficLine> traffic) {
        Map<AccountId, Money> rest = new HashMap<>(totals);
        traffic.forEach(line -> rest.computeIfPresent(
                new AccountId(line.account()), (account, amount) -> amount.minus(Cny.round(line.amount()))));
        return rest;
    }

    private static Movement movement(AccountId account, Instant hour, Money amount) {
        Instant end = hour.plus(SettlementRows.HOUR);
        Description description = Description.of("usage", FROM.format(hour), TO.format(end));
        return new Movement(account, amount, reference(account, hour), description, end, null);
    }

    private void beginArrears(Map<AccountId, Settled> settled, Instant since) {
        List<AccountId> accounts = settled.entrySet().stream()
                .filter(entry -> entry.getValue().arrearsBegan())
                .collect(mapping(Map.Entry::getKey, toList()));
        if (!accounts.isEmpty()) {
            arrears.begin(accounts.stream()
                    .map(account -> Arrears.begun(account, since, settings))
                    .toList());
            publisher.publishEvent(new AccountInArrears(accounts, since, since.plus(settings.runFor())));
        }
    }
}
