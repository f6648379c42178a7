package shop.cvm.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.account.Accounts;
import shop.cvm.catalog.Specs;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.instance.Instances;
import shop.cvm.order.OrderNumber;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.time.ShopClock;

@ShopTest
class FreshShopTests {

    @Autowired
    private FreshShop shop;

    @Autowired
    private ClockPushes pushes;

    @Autowired
    private PushRows rows;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private Faults faults;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void nothingIsLeftButTheCatalogueAndTheAccountsOfTheSettings() {
        long types = count("catalog_instance_type");
        buy();
        faults.switchOn(Fault.WALLET_DOWN, null, Duration.ZERO);
        clock.advance(Duration.ofDays(400));

        shop.reset();

        for (String table : List.of("orders", "instances", "entries", "messages", "event_publication", "faults")) {
            assertThat(count(table)).as(table).isZero();
        }
        assertThat(count("spring_session")).isZero();
        assertThat(jdbc.sql("select coalesce(sum(taken), 0) from stock")
                        .query(Long.class)
                        .single())
                .isZero();
        assertThat(count("catalog_instance_type")).isEqualTo(types);
        assertThat(jdbc.sql("select email from accounts").query(String.class).list())
                .containsExactly(Customers.OPERATOR);
        assertThat(accounts.assign(Customers.OPERATOR, Customers.PASSWORD))
                .as("the operator's password is another")
                .isFalse();
        assertThat(clock.offset()).isZero();
        invariants.hold();
        buy();
        invariants.hold();
    }

    @Test
    void aResetWhileSchedulesRunLeavesAWholeShop() {
        for (int number = 0; number < 5; number++) {
            buy();
        }
        AtomicBoolean over = new AtomicBoolean();
        Races.run(4, number -> () -> {
            if (number == 0) {
                try {
                    shop.reset();
                } finally {
                    over.set(true);
                }
            }
            while (!over.get()) {
                advance();
            }
            return number;
        });

        assertThat(count("orders")).isZero();
        assertThat(count("instances")).isZero();
        invariants.hold();
    }

    @Test
    void theShopIsNotResetWhileItsClockIsPushed() {
        assertThat(rows.begin("somebody", clock.now(), clock.now().plus(Duration.ofDays(1))))
                .isTrue();
        long there = count("accounts");

        assertThatExceptionOfType(PushInProgress.class).isThrownBy(shop::reset);

        assertThat(count("accounts")).isEqualTo(there);
        rows.finish("somebody");
        assertThat(pushes.state().moving()).isFalse();
    }

    private void advance() {
        try {
            orders.expireDue();
            instances.advanceDue();
        } catch (RuntimeException whatASchedulerWouldLog) {
            Thread.onSpinWait();
        }
    }

    private void buy() {
        AccountId account = customers.with("1000000.00");
        OrderNumber order = orders.place(
                        account,
                        List.of(Purchases.of(Specs.prepaid(), 1)),
                        UUID.randomUUID().toString())
                .number();
        orders.payFromBalance(account, order);
        instances.advanceDue();
    }

    private long count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Long.class).single();
    }
}
