package shop.cvm.payment;

import java.time.Instant;
import java.util.List;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
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
    private final ApplicationEventPublisher events;

    PaymentBook(
            PaymentRows rows,
            Ledger ledger,
            ShopClock clock,
            PaymentSettings settings,
            ApplicationEventPublisher events) {
        this.rows = rows;
        this.ledger = ledger;
        this.clock = clock;
        this.settings = settings;
        this.events = events;
    }

    @Transactional
    public Payment open(AccountId account, Money amount, WalletKind wallet, @Nullable String orderNumber) {
        Times times = new Times(settings.timeout(), settings.firstQuery());
        return rows.save(new Payment(account, amount, wallet, orderNumber, clock.now(), times));
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
        Payment payment = rows.lock(number.number()).orElseThrow(() -> new NoSuchPayment(number));
        Instant now = clock.now();
        switch (answer.status()) {
            case PAID -> paid(payment, answer, now);
            case REFUSED -> {
                if (payment.state().canBecome(PaymentState.REFUSED)) {
                    payment.refuse(now);
                }
            }
            case EXPIRED -> expire(payment, now);
            case UNKNOWN -> {
                if (!now.isBefore(payment.expiresAt())) {
                    expire(payment, now);
                }
            }
            case WAITING -> {}
        }
        return payment;
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
            LOG.error(
                    "{} took {} for payment {} of {}; it stays unsettled until somebody looks into it",
                    payment.wallet(),
                    answer.amount(),
                    payment.number(),
                    payment.amount());
            return;
        }
        payment.succeed(answer.transaction(), now);
        credit(payment, now);
        events.publishEvent(new PaymentSucceeded(payment.number(), payment.account(), payment.orderNumber()));
    }

    private void credit(Payment payment, Instant now) {
        String wallet = payment.wallet().name();
        ledger.topUp(
                wallet,
                new Movement(
                        payment.account(),
                        payment.amount(),
                        "top-up:" + payment.number(),
                        Description.of("topUp." + wallet, payment.number().number()),
                        now,
                        payment.orderNumber()));
    }
}
