package shop.cvm.payment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.payment.Payment.Purpose;
import shop.cvm.payment.Payment.Times;
import shop.cvm.time.ShopClock;

/** What the shop writes down about payments: the transactions between the questions to the wallet. */
@Component
class PaymentBook {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentBook.class);

    private final PaymentRows rows;
    private final Ledger ledger;
    private final ShopClock clock;
    private final PaymentSettings settings;
    private final PaymentMetric metric;
    private final ApplicationEventPublisher events;

    PaymentBook(
            PaymentRows rows,
            Ledger ledger,
            ShopClock clock,
            PaymentSettings settings,
            PaymentMetric metric,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.ledger = ledger;
        this.clock = clock;
        this.settings = settings;
        this.metric = metric;
        this.events = events;
    }

    @Transactional
    public Payment open(AccountId account, Money amount, WalletKind wallet, Purpose purpose) {
        Times times = new Times(settings.timeout(), settings.firstQuery());
        return rows.saveAndFlush(new Payment(account, amount, wallet, purpose, clock.now(), times));
    }

    /** The payment that may still bring the money for this order. */
    @Transactional(readOnly = true)
    public Optional<Payment> openFor(String orderNumber) {
        return rows.findByOpenFor(orderNumber);
    }

    @Transactional(readOnly = true)
    public Set<String> openFor(Collection<String> orderNumbers) {
        return rows.findByOpenForIn(orderNumbers).stream()
                .map(payment -> Objects.requireNonNull(payment.orderNumber()))
                .collect(Collectors.toSet());
    }

    @Transactional(readOnly = true)
    public Optional<Payment> latestFor(AccountId account, String orderNumber) {
        return rows.findFirstByAccountIdAndOrderNumberAndPaysOrderTrueOrderByCreatedAtDesc(
                account.accountId(), orderNumber);
    }

    @Transactional(readOnly = true)
    public Optional<Instant> openUntil(AccountId account, Instant begunBefore) {
        return rows.lastEndOfOpen(account.accountId(), begunBefore);
    }

    /** The wallet gave no answer. */
    @Transactional
    public Payment lost(PaymentNumber number) {
        Payment payment = locked(number);
        payment.lose(clock.now(), settings.firstQuery());
        return payment;
    }

    @Transactional(readOnly = true)
    public Payment payment(PaymentNumber number) {
        return rows.findByNumber(number.number()).orElseThrow(() -> new NoSuchPayment(number));
    }

    @Transactional(readOnly = true)
    public Payment payment(AccountId account, PaymentNumber number) {
        return rows.findByNumberAndAccountId(number.number(), account.accountId())
                .orElseThrow(() -> new NoSuchPayment(number));
    }

    /** Takes payments whose wallet is to be asked, and puts off the next question to each. */
    @Transactional
    public List<Payment> claimDue(int atMost) {
        Instant now = clock.now();
        List<Payment> due = rows.lockDue(now, Limit.of(atMost));
        due.forEach(payment -> payment.queried(now, settings.firstQuery()));
        return due;
    }

    /** Does what the wallet's answer asks for, once: the lock and the state see to that, and the ledger's reference. */
    @Transactional
    public Payment settle(PaymentNumber number, WalletAnswer answer) {
        Payment payment = locked(number);
        PaymentState before = payment.state();
        Instant now = clock.now();
        switch (answer.status()) {
            case PAID -> paid(payment, answer, now);
            case REFUSED -> {
                if (payment.state().canBecome(PaymentState.REFUSED)) {
                    payment.refuse(now);
                }
            }
            case EXPIRED -> expire(payment, now);
            case UNKNOWN -> neverCollected(payment, now);
            case CLOSED -> close(payment, now);
            case WAITING -> payment.isAwaited();
        }
        if (payment.state() != before && !payment.isOpen()) {
            metric.count(payment);
        }
        return payment;
    }

    /** A request that is still on its way is waited for; one whose answer was lost did not get there either. */
    private static void neverCollected(Payment payment, Instant now) {
        if (payment.state() == PaymentState.UNKNOWN) {
            close(payment, now);
        } else if (!now.isBefore(payment.expiresAt())) {
            expire(payment, now);
        }
    }

    private static void close(Payment payment, Instant now) {
        if (payment.state().canBecome(PaymentState.CLOSED)) {
            payment.close(now);
        }
    }

    private Payment locked(PaymentNumber number) {
        return rows.lock(number.number()).orElseThrow(() -> new NoSuchPayment(number));
    }

    private static void expire(Payment payment, Instant now) {
        if (payment.state().canBecome(PaymentState.EXPIRED)) {
            payment.expire(now);
        }
    }

    private void paid(Payment payment, WalletAnswer answer, Instant now) {
        if (!payment.state().canBecome(PaymentState.SUCCEEDED)) {
            return;
        }
        if (answer.transaction() == null || !payment.amount().equals(answer.amount())) {
            dispute(payment, answer, now);
            return;
        }
        payment.succeed(answer.transaction(), now);
        credit(payment, now);
        events.publishEvent(new PaymentSucceeded(
                payment.number(), payment.account(), payment.paysOrder() ? payment.orderNumber() : null));
    }

    private static void dispute(Payment payment, WalletAnswer answer, Instant now) {
        if (payment.state().canBecome(PaymentState.DISPUTED)) {
            payment.dispute(now);
            LOG.error(
                    "{} took {} for payment {} of {}; nothing is credited until somebody looks into it",
                    payment.wallet(),
                    answer.amount(),
                    payment.number(),
                    payment.amount());
        }
    }

    private void credit(Payment payment, Instant now) {
        String wallet = payment.wallet().name();
        ledger.topUp(
                wallet,
                new Movement(
                        payment.account(),
                        payment.amount(),
                        payment.reference(),
                        Description.of("topUp." + wallet, payment.number().number()),
                        now,
                        payment.orderNumber()));
    }
}
