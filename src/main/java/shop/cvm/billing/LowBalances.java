package shop.cvm.billing;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
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
 * can foresee it (10.3). The last 24 hours decide; they are only added up for accounts whose last hour alone, going on
 * like that, would use up what is there.
 */
@Component
class LowBalances {

    private static final int HOURS = 24;

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

    /** How long an amount lasts at so much a day. */
    static Duration lasts(Money available, Money perDay) {
        BigDecimal seconds = available
                .getAmount()
                .multiply(BigDecimal.valueOf(Duration.ofDays(1).toSeconds()))
                .divide(perDay.getAmount(), 0, RoundingMode.DOWN);
        return Duration.ofSeconds(
                seconds.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
    }

    /**
     * @param due whose hour was settled
     * @param used what it came to for each, without traffic
     * @param settled what each has now
     */
    void look(Instant hour, List<DueHour> due, Map<AccountId, Money> used, Map<AccountId, Settled> settled) {
        Set<String> warned = new HashSet<>();
        due.stream().filter(DueHour::low).forEach(one -> warned.add(one.account()));
        List<String> suspects = new ArrayList<>();
        List<String> recovered = new ArrayList<>();
        settled.forEach((account, result) -> {
            Money available = result.after().available();
            Money ahead = used.getOrDefault(account, Cny.ZERO).multipliedBy((long) HOURS * days);
            boolean isLow = available.isLessThan(ahead);
            if (isLow && !available.isNegative() && !warned.contains(account.accountId())) {
                suspects.add(account.accountId());
            } else if (!isLow && warned.contains(account.accountId())) {
                recovered.add(account.accountId());
            }
        });
        accounts.low(recovered, false, hour);
        warn(hour, suspects, settled);
    }

    private void warn(Instant hour, List<String> suspects, Map<AccountId, Settled> settled) {
        if (suspects.isEmpty()) {
            return;
        }
        Instant end = hour.plus(SettlementRows.HOUR);
        List<Low> low = new ArrayList<>();
        rows.foreseeableDay(hour, suspects).forEach((account, perDay) -> {
            Settled result = settled.get(account);
            if (result != null && result.after().available().isLessThan(perDay.multipliedBy(days))) {
                low.add(new Low(account, end, end.plus(lasts(result.after().available(), perDay))));
            }
        });
        if (!low.isEmpty()) {
            accounts.low(low.stream().map(one -> one.account().accountId()).toList(), true, end);
            publisher.publishEvent(new BalanceRanLow(low));
        }
    }
}
