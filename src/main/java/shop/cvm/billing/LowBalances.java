package shop.cvm.billing;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.joda.money.Money;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import shop.cvm.account.AccountId;
import shop.cvm.billing.BalanceRanLow.Low;
import shop.cvm.ledger.Settled;
import shop.cvm.money.Cny;

/**
 * Warns whose balance will not last ({@code domain.md} 10.2), once until it lasts again. Traffic does not count: nobody
 * can foresee it (10.3). {@link RecentUse} decides; it is only added up for accounts whose last hour alone, going on like
 * that, would use up what is there, for those that paid for something else meanwhile, and for those that were warned and
 * seem to have enough again.
 */
@Component
class LowBalances {

    private final SettlementRows rows;
    private final DueAccountRows accounts;
    private final ApplicationEventPublisher publisher;
    private final int days;

    LowBalances(
            SettlementRows rows,
            DueAccountRows accounts,
            ApplicationEventPublisher publisher,
            BillingSettings settings) {
        this.rows = rows;
        this.accounts = accounts;
        this.publisher = publisher;
        this.days = settings.warnDays();
    }

    /**
     * @param due whose hour was settled
     * @param used what it came to for each, without traffic
     * @param settled what each has now
     */
    void look(Instant hour, List<DueHour> due, Map<AccountId, Money> used, Map<AccountId, Settled> settled) {
        Set<AccountId> warned = due.stream()
                .filter(DueHour::low)
                .map(one -> new AccountId(one.account()))
                .collect(toSet());
        Map<AccountId, Money> doubtful = new LinkedHashMap<>();
        settled.forEach((account, result) -> {
            RecentUse lastHour = RecentUse.ofOneHour(used.getOrDefault(account, Cny.ZERO));
            if (isDoubtful(result, lastHour, warned.contains(account))) {
                doubtful.put(account, result.after().available());
            }
        });
        if (!doubtful.isEmpty()) {
            judge(hour, doubtful, warned);
        }
    }

    /** Whether more than the last hour has to be looked at; who owes money already is told of that. */
    private boolean isDoubtful(Settled result, RecentUse lastHour, boolean warned) {
        Money available = result.after().available();
        boolean isDear = lastHour.usesUp(available, days);
        return !available.isNegative() && (warned ? !isDear : isDear || result.spentOtherwise());
    }

    private void judge(Instant hour, Map<AccountId, Money> available, Set<AccountId> warned) {
        Instant end = hour.plus(SettlementRows.HOUR);
        Map<AccountId, RecentUse> uses = rows.foreseeable(hour, ids(available.keySet()));
        uses.entrySet().removeIf(use -> !use.getValue().usesUp(money(available, use.getKey()), days));
        accounts.low(
                ids(available.keySet().stream()
                        .filter(account -> warned.contains(account) && !uses.containsKey(account))
                        .toList()),
                false,
                end);
        uses.keySet().removeAll(warned);
        warn(end, uses, available);
    }

    private void warn(Instant end, Map<AccountId, RecentUse> uses, Map<AccountId, Money> available) {
        if (uses.isEmpty()) {
            return;
        }
        accounts.low(ids(uses.keySet()), true, end);
        publisher.publishEvent(new BalanceRanLow(uses.entrySet().stream()
                .map(use -> new Low(use.getKey(), end, end.plus(use.getValue().lasts(money(available, use.getKey())))))
                .toList()));
    }

    private static Money money(Map<AccountId, Money> available, AccountId account) {
        return available.getOrDefault(account, Cny.ZERO);
    }

    private static List<String> ids(Collection<AccountId> accounts) {
        return accounts.stream().map(AccountId::accountId).toList();
    }
}
