package shop.cvm.billing;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.batch.Halves;
import shop.cvm.time.ShopClock;

/**
 * Settles what is due, batch by batch. A batch that fails is split until the accounts at fault are alone; these are tried
 * again after growing pauses, and hold up nobody else.
 */
@Component
class SettlementRun {

    private static final Logger log = LoggerFactory.getLogger(SettlementRun.class);

    private static final int LONGEST_FAULT = 200;

    private final DueAccountRows rows;
    private final Settlement settlement;
    private final TransactionOperations transaction;
    private final BillingSettings settings;
    private final ShopClock clock;
    private final Counter failures;

    SettlementRun(
            DueAccountRows rows,
            Settlement settlement,
            TransactionOperations transaction,
            BillingSettings settings,
            ShopClock clock,
            MeterRegistry metrics) {
        this.rows = rows;
        this.settlement = settlement;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
        this.failures = Counter.builder("shop.billing.settlement.failures")
                .description("Tries to settle an account that failed")
                .register(metrics);
    }

    /** @return how many hours of accounts were settled, or failed */
    int run(Instant due) {
        int done = 0;
        for (int batch = next(due); batch > 0; batch = next(due)) {
            done += batch;
        }
        return done;
    }

    private int next(Instant due) {
        List<String> claimed = new ArrayList<>();
        try {
            together(() -> rows.claim(due, settings.batch()), claimed);
        } catch (RuntimeException failed) {
            Halves.split(
                    claimed, failed, half -> together(() -> rows.claim(due, half), new ArrayList<>()), this::failed);
        }
        return claimed.size();
    }

    /** @param claimed gets the accounts, whether they are settled or not */
    private int together(Supplier<List<DueHour>> claim, List<String> claimed) {
        transaction.executeWithoutResult(status -> {
            List<DueHour> accounts = claim.get();
            accounts.forEach(account -> claimed.add(account.account()));
            settlement.settle(accounts);
        });
        return claimed.size();
    }

    private void failed(String account, RuntimeException failed) {
        failures.increment();
        Instant now = clock.now();
        Integer attempt = transaction.execute(status -> {
            int before = rows.attempt(account);
            rows.failed(account, Retry.at(now, before, settings.longestPause()), fault(failed));
            return before + 1;
        });
        log.error("Account {} could not be settled, failure {} in a row", account, attempt, failed);
    }

    private static String fault(RuntimeException failed) {
        String fault = failed.toString().replaceAll("\\s+", " ");
        return fault.substring(0, Math.min(fault.length(), LONGEST_FAULT));
    }
}
