package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Specs;
import shop.cvm.event.Publications;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.payment.Payment;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopClock;
import shop.cvm.wallet.WalletHouse;
import shop.cvm.work.OrderTrace;

/** Whoever looks for the number of an order in the log finds every line about it, also of work that nobody waits for. */
@ShopTest
@Tag("page")
@ExtendWith(OutputCaptureExtension.class)
class OrderTraceTests {

    @Autowired
    private Orders orders;

    @Autowired
    private Payments payments;

    @Autowired
    private WalletHouse house;

    @Autowired
    private Instances instances;

    @Autowired
    private Publications publications;

    @Autowired
    private Faults faults;

    @Autowired
    private Customers customers;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account;

    @BeforeEach
    void anAccountAndNothingElseUnderWay() {
        clock.advance(Duration.ofMinutes(16));
        orders.expireDue();
        payments.settleDue();
        instances.advanceDue();
        OrderTrace.forget();
        account = customers.with("1000.00");
    }

    @AfterEach
    void nothingIsOn() {
        faults.switchAllOff();
        OrderTrace.forget();
    }

    @Test
    void whatIsLoggedAfterAnOrderWasPlacedNamesItUntilItsRequestEnds() {
        Order order = placed(1);

        assertThat(MDC.get(OrderTrace.KEY)).isEqualTo(order.number().number());
    }

    @Test
    void aWalletThatIsAwayIsLoggedWithTheOrderByWhoeverPaysAndByTheScheduleThatAsksLater(CapturedOutput output) {
        AccountId poor = customers.account().id();
        Order order = orders.place(poor, List.of(Purchases.of(Specs.prepaid(), 1)), token());
        OrderTrace.forget();
        faults.switchOn(Fault.WALLET_DOWN, null, Duration.ZERO);

        Payment payment =
                orders.payByWallet(poor, order.number(), WalletKind.TENPAY).orElseThrow();
        OrderTrace.forget();
        clock.advance(Duration.ofMinutes(6));
        payments.settleDue();

        assertNamed(output, order, "Payment " + payment.number() + " is being checked");
        assertNamed(output, order, "Payment " + payment.number() + " stays open");
        assertThat(MDC.get(OrderTrace.KEY)).as("after the schedule's item").isNull();
    }

    @Test
    void moneyThatComesForAnOrderIsLoggedWithItsNumberByTheListener(CapturedOutput output) throws Exception {
        AccountId poor = customers.account().id();
        Order order = orders.place(poor, List.of(Purchases.of(Specs.prepaid(), 1)), token());
        Payment payment =
                orders.payByWallet(poor, order.number(), WalletKind.TENPAY).orElseThrow();
        customers.credit(poor, "1000.00");
        orders.payFromBalance(poor, order.number());

        house.pay(poor, payment.number());
        payments.confirm(payment.number());
        assertThat(publications.await(Duration.ofSeconds(30))).isTrue();

        assertNamed(output, order, "Payment " + payment.number() + " stays on the balance");
    }

    @Test
    void aMachineThatIsNotMadeIsLoggedWithItsOrder(CapturedOutput output) {
        faults.switchOn(Fault.PROVISIONER_NO_CAPACITY, null, Duration.ZERO);
        Order order = placed(1);
        orders.payFromBalance(account, order.number());
        OrderTrace.forget();

        instances.advanceDue();
        clock.advance(Duration.ofMinutes(11));
        instances.advanceDue();

        InstanceId machine =
                instances.ofOrder(account, order.number().number()).get(0).id();
        assertNamed(output, order, "Instance " + machine + ": CAPACITY");
        assertNamed(output, order, "Instance " + machine + " is given up");
        assertThat(MDC.get(OrderTrace.KEY)).isNull();
    }

    @Test
    void aRefundThatFailsIsLoggedWithItsOrder(CapturedOutput output) throws Exception {
        faults.switchOn(Fault.PROVISIONER_NO_CAPACITY, null, Duration.ZERO);
        Order order = placed(1);
        orders.payFromBalance(account, order.number());
        InstanceId machine =
                instances.ofOrder(account, order.number().number()).get(0).id();
        jdbc.sql("alter table entries add constraint broken check (reference <> 'refund:" + machine + "')")
                .update();
        try {
            for (int minute = 0; minute < 12; minute++) {
                instances.advanceDue();
                clock.advance(Duration.ofMinutes(1));
            }
            instances.advanceDue();
            assertThat(publications.await(Duration.ofSeconds(3))).isFalse();
        } finally {
            jdbc.sql("alter table entries drop constraint broken").update();
        }
        publications.retryFailed();
        assertThat(publications.await(Duration.ofSeconds(30))).isTrue();

        String failed = "The money of instance " + machine + " could not be given back";
        assertNamed(output, order, failed);
        assertThat(output.getOut().lines().filter(line -> line.contains(failed)))
                .as("no schedule waits for listeners")
                .noneMatch(line -> line.contains("scheduling-"));
    }

    private Order placed(int count) {
        return orders.place(account, List.of(Purchases.of(Specs.prepaid(), count)), token());
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }

    private static void assertNamed(CapturedOutput output, Order order, String text) {
        assertThat(output.getOut().lines().filter(line -> line.contains(text)))
                .as(text)
                .isNotEmpty()
                .allSatisfy(line ->
                        assertThat(line.substring(0, line.indexOf(text))).contains("[" + order.number() + "]"));
    }
}
