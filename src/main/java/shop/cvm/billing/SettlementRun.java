package shop.cvm.billing;

import static java.util.Objects.requireNonNull;

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
import shop.cvm.work.Stopping;

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
    private final Stopping stopping;
    private final Counter failures;

    SettlementRun(
            DueAccountRows rows,
            Settlement settlement,
            TransactionOperations transaction,
            BillingSettings settings,
            ShopClock clock,
            Stopping stopping,
            MeterRegistry metrics) {
        this.rows = rows;
        this.settlement = settlement;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
        this.stopping = stopping;
        this.failures = Counter.builder("shop.billing.settlement.failures")
                .description("Tries to settle an account that failed")
                .register(metrics);
    }

    /** @return how many hours of accounts were settled, or failed */
    int run(Instant due) {
        int done = 0;
        int batch;
        do {
            batch = next(due);
            done += batch;
        } while (batch > 0 && !stopping.isStopping());
        return done;
    }

    private int next(Instant due) {
        List<DueHour> claimed = new ArrayList<>();
        try {
            together(() -> rows.claim(due, settings.batch()), claimed);
        } catch (RuntimeException failed) {
            Halves.split(
                    claimed,
                    failed,
                    half -> together(() -> rows.claim(due, accounts(half)), new ArrayList<>()),
                    this::failed);
        }
        return claimed.size();
    }

    /** @param claimed gets the accounts, whether they are settled or not */
    private int together(Supplier<List<DueHour>> claim, List<DueHour> claimed) {
        transaction.executeWithoutResult(status -> {
            List<DueHour> accounts = claim.get();
            claimed.addAll(accounts);
            settlement.settle(accounts);
        });
        return claimed.size();
    }

    /** Nobody holds the account any more: if another node has settled the hour meanwhile, there is nothing to retry. */
    private void failed(DueHour due, RuntimeException failed) {
        failures.increment();
        Instant now = clock.now();
        int attempt = requireNonNull(transaction.execute(status -> {
            int before = rows.attempt(due.account());
            boolean isDueStill = rows.failed(due, Retry.at(now, before, settings.longestPause()), fault(failed));
            return isDueStill ? before + 1 : 0;
        }));
        if (attempt > 0) {
            log.error("Account {} could not be settled, failure {} in a row", due.account(), attempt, failed);
        }
    }

    private static List<String> accounts(List<DueHour> due) {
        return due.stream().map(DueHour::account).toList();
    }

    private static String fault(RuntimeException failed) {
        String fault = failed.toString().replaceAll("\\s+", " ");
        return fault.substring(0, Math.min(fault.length(), LONGEST_FAULT));
    }
}
