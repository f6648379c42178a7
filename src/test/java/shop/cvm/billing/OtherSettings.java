package shop.cvm.billing;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Ledger;
import shop.cvm.payment.Payments;
import shop.cvm.time.ShopClock;
import shop.cvm.work.Stopping;

/** Billing by other numbers than the usual ones, on the same tables. */
@TestComponent
public class OtherSettings {

    private final SettlementRows rows;
    private final DueAccountRows accounts;
    private final ArrearsRows arrears;
    private final Usage usage;
    private final Ledger ledger;
    private final Instances instances;
    private final Payments payments;
    private final ApplicationEventPublisher publisher;
    private final TransactionOperations transaction;
    private final MeterRegistry metrics;
    private final ShopClock clock;
    private final Stopping stopping;

    OtherSettings(
            SettlementRows rows,
            DueAccountRows accounts,
            ArrearsRows arrears,
            Usage usage,
            Ledger ledger,
            Instances instances,
            Payments payments,
            ApplicationEventPublisher publisher,
            TransactionOperations transaction,
            MeterRegistry metrics,
            ShopClock clock,
            Stopping stopping) {
        this.rows = rows;
        this.accounts = accounts;
        this.arrears = arrears;
        this.usage = usage;
        this.ledger = ledger;
        this.instances = instances;
        this.payments = payments;
        this.publisher = publisher;
        this.transaction = transaction;
        this.metrics = metrics;
        this.clock = clock;
        this.stopping = stopping;
    }

    /** A shop that warns so many days ahead, and lets machines run and keeps them for so long. */
    Billing billing(int warnDays, Duration runFor, Duration keepFor) {
        BillingSettings settings =
                new BillingSettings(1000, warnDays, runFor, keepFor, Duration.ofHours(24), Duration.ofHours(6));
        LowBalances low = new LowBalances(rows, accounts, publisher, settings);
        Settlement settlement = new Settlement(rows, accounts, ledger, arrears, low, publisher, settings);
        return new Billing(
                accounts,
                new SettlementRun(accounts, settlement, transaction, settings, clock, stopping, metrics),
                arrears,
                new ArrearsSteps(
                        arrears,
                        instances,
                        usage,
                        ledger,
                        payments,
                        publisher,
                        transaction,
                        settings,
                        clock,
                        stopping));
    }
}
