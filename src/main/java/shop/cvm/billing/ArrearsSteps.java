package shop.cvm.billing;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Arrears.Stage;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Isolated;
import shop.cvm.instance.Released;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.payment.Payments;
import shop.cvm.time.ShopClock;
import shop.cvm.work.Stopping;

/**
 * Takes accounts in arrears from stage to stage, each in a transaction of its own. Locks the case, then the machines,
 * usage, and last the balance; whether money has come is looked at under those locks, so that nobody loses a machine who
 * paid in time. Nor does anybody whose money is still on its way then: reclaiming waits for payments that were begun
 * before it was due, and only for these, so that nobody keeps a machine by beginning others.
 */
@Component
class ArrearsSteps {

    private static final Logger log = LoggerFactory.getLogger(ArrearsSteps.class);

    private static final Duration SOON = Duration.ofMinutes(1);

    /** A wallet that gives no answer is asked about as often. */
    private static final Duration LATER = Duration.ofMinutes(5);

    /** What is done later than this after the announced time gives the whole time from then on. */
    private static final Duration ON_TIME = Duration.ofMinutes(15);

    private final ArrearsRows rows;
    private final Instances instances;
    private final Usage usage;
    private final Ledger ledger;
    private final Payments payments;
    private final ApplicationEventPublisher publisher;
    private final TransactionOperations transaction;
    private final BillingSettings settings;
    private final ShopClock clock;
    private final Stopping stopping;

    ArrearsSteps(
            ArrearsRows rows,
            Instances instances,
            Usage usage,
            Ledger ledger,
            Payments payments,
            ApplicationEventPublisher publisher,
            TransactionOperations transaction,
            BillingSettings settings,
            ShopClock clock,
            Stopping stopping) {
        this.rows = rows;
        this.instances = instances;
        this.usage = usage;
        this.ledger = ledger;
        this.payments = payments;
        this.publisher = publisher;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
        this.stopping = stopping;
    }

    /** @return how many steps were taken, or failed */
    int run(Instant due) {
        int steps = 0;
        while (!stopping.isStopping() && step(due)) {
            steps++;
        }
        return steps;
    }

    /** @return whether there was one to take */
    private boolean step(Instant due) {
        AtomicReference<Arrears> claimed = new AtomicReference<>();
        try {
            transaction.executeWithoutResult(status -> rows.claim(due).ifPresent(arrears -> {
                claimed.set(arrears);
                if (isOver(arrears)) {
                    settle(arrears);
                } else if (arrears.stage() == Stage.RUNNING) {
                    stop(arrears);
                } else if (!isPutOff(arrears) && !reclaim(arrears)) {
                    status.setRollbackOnly();
                }
            }));
        } catch (CannotCreateTransactionException | DataAccessResourceFailureException unavailable) {
            throw unavailable;
        } catch (RuntimeException failed) {
            if (claimed.get() == null) {
                throw failed;
            }
            failed(claimed.get().account(), failed);
        }
        return claimed.get() != null;
    }

    /** Looks whether the arrears of this account are over, and if so, gives everything back. */
    void review(AccountId account) {
        transaction.executeWithoutResult(
                status -> rows.lock(account).filter(this::isOver).ifPresent(this::settle));
    }

    /** Whether these arrears are over; the account may be in others. */
    private boolean isOver(Arrears arrears) {
        return !ledger.arrearsSince(arrears.account()).equals(Optional.of(arrears.since()));
    }

    /** Nobody but a settlement leads into arrears, and it waits for the lock on usage. */
    private void settle(Arrears arrears) {
        AccountId account = arrears.account();
        Instant now = clock.now();
        Released released = instances.release(account);
        usage.lock(account, now);
        usage.follow(released.ids(), now);
        Optional<Instant> since = ledger.arrearsSince(account);
        if (since.isPresent()) {
            Arrears begun = Arrears.begun(account, since.get(), settings);
            rows.store(begun, begun.stopAt());
        } else {
            rows.delete(account);
            publisher.publishEvent(cleared(arrears, released));
        }
    }

    private static ArrearsCleared cleared(Arrears arrears, Released released) {
        boolean inTime = arrears.stage() == Stage.RUNNING && released.ids().isEmpty();
        return new ArrearsCleared(
                arrears.account(),
                inTime,
                inTime ? released.ranOn() : released.startable(),
                released.joined(),
                arrears.since());
    }

    private void stop(Arrears arrears) {
        Instant now = clock.now();
        Isolated isolated = instances.isolate(arrears.account());
        usage.follow(isolated.ids(), arrears.stopAt());
        if (!isolated.complete()) {
            rows.store(arrears, now.plus(SOON));
            return;
        }
        Arrears stopped = arrears.stopped(begin(arrears.stopAt(), now).plus(settings.keepFor()));
        rows.store(stopped, stopped.reclaimAt());
        if (!isolated.ids().isEmpty()) {
            publisher.publishEvent(new InstancesIsolated(
                    arrears.account(),
                    isolated.shutDown(),
                    isolated.cutOff(),
                    arrears.since(),
                    isolated.isAnyHourly() ? stopped.reclaimAt() : null));
        }
    }

    /**
     * Puts reclaiming off while a payment is open that was begun before it was due. Whoever asks wallets will know how it
     * ended, and if money comes, the case is closed at once; here nobody is asked.
     */
    private boolean isPutOff(Arrears arrears) {
        Instant now = clock.now();
        Arrears waiting = arrears.waiting(begin(arrears.reclaimAt(), now), settings.waitForMoney());
        Optional<Instant> end = payments.openUntil(arrears.account(), arrears.reclaimAt());
        if (end.isEmpty() || !now.isBefore(waiting.waitsUntil())) {
            return false;
        }
        Instant next = end.get().isAfter(now) ? end.get() : now.plus(LATER);
        rows.store(waiting, next.isBefore(waiting.waitsUntil()) ? next : waiting.waitsUntil());
        return true;
    }

    /** From when a time is counted that begins at the announced one. */
    private static Instant begin(Instant announced, Instant now) {
        return now.isAfter(announced.plus(ON_TIME)) ? now : announced;
    }

    /**
     * Reclaiming locks the balance to give back what was frozen; only then it is certain that no money came in time.
     *
     * @return whether it stands; if not, all of it has to be undone
     */
    private boolean reclaim(Arrears arrears) {
        AccountId account = arrears.account();
        List<Instance> reclaimed = instances.reclaim(account);
        Money unfrozen =
                reclaimed.stream().map(machine -> machine.cost().unitTotal()).reduce(Cny.ZERO, Money::plus);
        if (ledger.balance(account).available().minus(unfrozen).isPositive()) {
            return false;
        }
        rows.store(arrears.reclaimed(reclaimed.size(), clock.now()), null);
        if (!reclaimed.isEmpty()) {
            publisher.publishEvent(new InstancesReclaimed(
                    account, reclaimed.stream().map(Instance::id).toList(), arrears.since()));
        }
        return true;
    }

    private void failed(AccountId account, RuntimeException failed) {
        Instant now = clock.now();
        Integer failures = transaction.execute(
                status -> rows.failed(account, Retry.at(now, rows.attempt(account), settings.longestPause())));
        log.error("Arrears of account {} could not be dealt with, failure {} in a row", account, failures, failed);
    }
}
