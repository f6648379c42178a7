package shop.cvm.order;

import java.util.Objects;
import java.util.Optional;
import org.joda.money.Money;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Async;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.account.AccountId;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.ledger.Ledger;
import shop.cvm.payment.Payment;
import shop.cvm.payment.PaymentNumber;
import shop.cvm.payment.PaymentSettings;
import shop.cvm.payment.PaymentState;
import shop.cvm.payment.PaymentSucceeded;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;

/**
 * Paying an order with a wallet: what is missing on the balance is collected, and when it is there the order is paid from
 * the balance like any other. Money that comes too late for its order is the customer's all the same.
 */
@Component
class WalletPurchase {

    private static final Logger log = LoggerFactory.getLogger(WalletPurchase.class);

    private final OrderPayment payment;
    private final Payments payments;
    private final Ledger ledger;
    private final TransactionOperations transaction;
    private final ApplicationEventPublisher events;

    WalletPurchase(
            OrderPayment payment,
            Payments payments,
            Ledger ledger,
            TransactionOperations transaction,
            ApplicationEventPublisher events) {
        this.payment = payment;
        this.payments = payments;
        this.ledger = ledger;
        this.transaction = transaction;
        this.events = events;
    }

    /** @return the payment to go on with; empty if nothing was missing, and the order is paid */
    Optional<Payment> pay(Order order, WalletKind wallet) {
        Money missing = missing(order);
        if (order.isPaid() || missing.isNegativeOrZero()) {
            payFromBalance(order);
            return Optional.empty();
        }
        payment.sold(order.account(), order.number()).requireNotClosed();
        Money amount = missing.isLessThan(PaymentSettings.MIN_TOP_UP) ? PaymentSettings.MIN_TOP_UP : missing;
        Payment started = payments.startForOrder(
                order.account(), amount, wallet, order.number().number(), order.payUntil());
        return Optional.of(started).filter(open -> open.state() != PaymentState.SUCCEEDED);
    }

    /**
     * What was to be collected meanwhile is not needed any more; but it is as long as the balance does not reach. If it
     * came all the same, the customer is told in the transaction that pays.
     *
     * @throws InsufficientBalance if it does not; what is being collected goes on
     */
    void payFromBalance(Order order) {
        boolean collectsInVain = !order.isPaid() && missing(order).isNegativeOrZero();
        Optional<Payment> earlier =
                collectsInVain ? payments.closeOpen(order.number().number()) : Optional.empty();
        Optional<Payment> came = earlier.filter(given -> given.state() == PaymentState.SUCCEEDED);
        Order now = Objects.requireNonNull(transaction.execute(status -> {
            came.ifPresent(given -> tellOfMoneyLeft(given, order.number()));
            return payment.pay(order.account(), order.number());
        }));
        now.requireNotClosed();
    }

    private Money missing(Order order) {
        return order.total().minus(ledger.balance(order.account()).available());
    }

    /** In transactions of its own: the one that pays must be able to fail without taking the news of that with it. */
    @Async
    @TransactionalEventListener(id = "order.pay-with-wallet")
    public void on(PaymentSucceeded news) {
        OrderNumber.parse(String.valueOf(news.orderNumber())).ifPresent(number -> pay(news, number));
    }

    private void pay(PaymentSucceeded news, OrderNumber number) {
        try {
            payment.pay(news.account(), number).requireNotClosed();
            Payment brought = payments.payment(news.account(), news.payment());
            if (ledger.isBookedAfterOrder(brought.reference(), number.number())) {
                log.info("Payment {} stays on the balance: order {} was paid before", news.payment(), number);
                tellOfMoneyLeft(brought, number);
            }
        } catch (OrderClosed tooLate) {
            log.info("Payment {} stays on the balance: {}", news.payment(), tooLate.getMessage());
            tellOfMoneyLeft(news.account(), number, news.payment());
        } catch (InsufficientBalance spent) {
            // The rest of the balance went elsewhere meanwhile; the order's page says what is missing.
            log.info("Payment {} does not pay order {}: {}", news.payment(), number, spent.getMessage());
        }
    }

    private void tellOfMoneyLeft(Payment left, OrderNumber number) {
        tellOfMoneyLeft(left.account(), number, left.number());
    }

    private void tellOfMoneyLeft(AccountId account, OrderNumber number, PaymentNumber left) {
        PaymentLeftOnBalance news = new PaymentLeftOnBalance(account, number, left);
        transaction.executeWithoutResult(status -> events.publishEvent(news));
    }
}
