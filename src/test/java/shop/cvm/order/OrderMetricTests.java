package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Specs;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.money.Cny;
import shop.cvm.payment.PaymentNumber;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.wallet.WalletHouse;

/** What the operator's metrics say of orders and payments is what was committed, once. */
@ShopTest
class OrderMetricTests {

    @Autowired
    private Orders orders;

    @Autowired
    private Payments payments;

    @Autowired
    private WalletHouse house;

    @Autowired
    private Customers customers;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private Invariants invariants;

    @AfterEach
    void theLedgersInvariantsHold() {
        invariants.hold();
    }

    @Test
    void anOrderIsCountedWhenItIsPaidAndNotWhenItIsRefusedOrPaidAgain() {
        AccountId poor = customers.with("1.00");
        double before = orders("paid");
        OrderNumber number = place(poor);

        assertThatExceptionOfType(InsufficientBalance.class).isThrownBy(() -> orders.payFromBalance(poor, number));
        assertThat(orders("paid")).isEqualTo(before);
        customers.credit(poor, "1000.00");
        orders.payFromBalance(poor, number);
        orders.payFromBalance(poor, number);
        assertThat(orders("paid")).isEqualTo(before + 1);
    }

    @Test
    void aCancelledOrderIsCountedOnce() {
        AccountId account = customers.with("1.00");
        OrderNumber number = place(account);
        double before = orders("cancelled");

        orders.cancel(account, number);
        orders.cancel(account, number);
        assertThat(orders("cancelled")).isEqualTo(before + 1);
    }

    @Test
    void aPaymentIsCountedByItsWalletAndOutcome() {
        AccountId account = customers.with("1.00");
        double paid = payments("qq_wallet", "succeeded");
        double refused = payments("qq_wallet", "refused");

        PaymentNumber first = topUp(account);
        house.pay(account, first);
        PaymentNumber second = topUp(account);
        house.refuse(account, second);
        payments.confirm(first);
        payments.confirm(second);

        assertThat(payments("qq_wallet", "succeeded")).isEqualTo(paid + 1);
        assertThat(payments("qq_wallet", "refused")).isEqualTo(refused + 1);
    }

    private double orders(String state) {
        Counter counter = meters.find("shop.orders")
                .tags("kind", "purchase", "state", state)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private double payments(String wallet, String outcome) {
        Counter counter = meters.find("shop.payments")
                .tags("wallet", wallet, "outcome", outcome)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    private OrderNumber place(AccountId account) {
        return orders.place(
                        account,
                        List.of(Purchases.of(Specs.prepaid(), 1)),
                        UUID.randomUUID().toString())
                .number();
    }

    private PaymentNumber topUp(AccountId account) {
        return payments.startTopUp(account, Cny.of("10.00"), WalletKind.QQ_WALLET, null)
                .number();
    }
}
