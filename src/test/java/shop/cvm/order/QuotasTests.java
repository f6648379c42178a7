package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.Specs;
import shop.cvm.time.ShopClock;

@ShopTest
class QuotasTests {

    private static final String ZONE = Specs.prepaid().zone();

    @Autowired
    private Orders orders;

    @Autowired
    private Quotas quotas;

    @Autowired
    private Customers customers;

    @Autowired
    private ShopClock clock;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account;
    private int capacity;

    @BeforeEach
    void aCustomerAndPlentyOfMachines() {
        account = customers.account().id();
        capacity = stock("capacity");
        shelf(stock("taken") + 1_000);
    }

    @AfterEach
    void theShelfAsItWas() {
        clock.advance(Duration.ofMinutes(15));
        orders.expireDue();
        shelf(capacity);
    }

    @Test
    void newMachinesCountFromTheMomentTheyAreOrderedUntilTheOrderIsClosed() {
        assertThat(prepaid()).isEqualTo(new Quota(ZONE, ChargeType.PREPAID, 150, 0));

        Order cancelled = place(Specs.prepaid(), 3);
        place(Specs.prepaid(), 4);
        assertThat(prepaid().remaining()).isEqualTo(143);
        assertThat(postpaid().used())
                .as("each billing method has a quota of its own")
                .isZero();

        orders.cancel(account, cancelled.number());
        orders.cancel(account, cancelled.number());
        assertThat(prepaid().used()).isEqualTo(4);

        clock.advance(Duration.ofMinutes(15));
        orders.expireDue();
        orders.expireDue();
        assertThat(prepaid().used()).isZero();
    }

    @Test
    void moreThanTheQuotaIsRefusedWithWhatIsLeftAndNothingIsHeld() {
        place(Specs.postpaid(), 25);
        int taken = stock("taken");

        assertThatExceptionOfType(QuotaExceeded.class)
                .isThrownBy(() -> orders.place(
                        account,
                        List.of(Purchases.of(Specs.prepaid(), 1), Purchases.of(Specs.postpaid(), 6)),
                        aToken()))
                .satisfies(refused -> {
                    assertThat(refused.quota()).isEqualTo(new Quota(ZONE, ChargeType.POSTPAID_BY_HOUR, 30, 25));
                    assertThat(refused.wanted()).isEqualTo(6);
                });

        assertThat(stock("taken")).isEqualTo(taken);
        assertThat(orders.orders(account, 0)).hasSize(1);
        assertThat(prepaid().used()).isZero();
        place(Specs.postpaid(), 5);
        assertThat(postpaid().remaining()).isZero();
        assertThatExceptionOfType(QuotaExceeded.class).isThrownBy(() -> place(Specs.postpaid(), 31));
    }

    @Test
    void zonesOutsideMainlandChinaHaveSmallerQuotas() {
        assertThat(orders.quota(account, "ap-hongkong-2", ChargeType.PREPAID).total())
                .isEqualTo(100);
        assertThat(orders.quota(account, "na-siliconvalley-1", ChargeType.POSTPAID_BY_HOUR)
                        .total())
                .isEqualTo(20);
    }

    @Test
    void prepaidMachinesAreCountedAnewEveryMonthInChinaPostpaidOnesNot() {
        Instant lastMoment = Instant.parse("2026-11-30T15:59:59Z");
        Instant firstMoment = Instant.parse("2026-11-30T16:00:00Z");

        assertThat(QuotaKey.of(account, ZONE, ChargeType.PREPAID, lastMoment).countedIn())
                .isEqualTo("2026-11");
        assertThat(QuotaKey.of(account, ZONE, ChargeType.PREPAID, firstMoment).countedIn())
                .isEqualTo("2026-12");
        assertThat(QuotaKey.of(account, ZONE, ChargeType.POSTPAID_BY_HOUR, lastMoment))
                .isEqualTo(QuotaKey.of(account, ZONE, ChargeType.POSTPAID_BY_HOUR, firstMoment));
    }

    @Test
    void machinesThatWereNeverDeliveredAreGivenBackOneByOne() {
        customers.credit(account, "100.00");
        Order order = place(Specs.postpaid(), 5);
        orders.payFromBalance(account, order.number());
        assertThat(postpaid().used()).as("paying changes nothing").isEqualTo(5);

        transaction.executeWithoutResult(
                status -> quotas.release(Map.of(order.lines().get(0), 2)));

        assertThat(postpaid().used()).isEqualTo(3);
    }

    @Test
    void ofSixtyFourPurchasesAtOnceAsManySucceedAsTheQuotaHas() {
        List<Outcome<Order>> outcomes = Races.run(64, number -> () -> place(Specs.postpaid(), 1));

        assertThat(outcomes.stream().filter(Outcome::succeeded)).hasSize(30);
        assertThat(outcomes.stream().filter(outcome -> outcome.thrown() instanceof QuotaExceeded))
                .hasSize(34);
        assertThat(postpaid()).isEqualTo(new Quota(ZONE, ChargeType.POSTPAID_BY_HOUR, 30, 30));
    }

    @Test
    void theDatabaseAloneRefusesMoreThanTheQuotaAndLessThanNothing() {
        place(Specs.postpaid(), 1);

        for (String count : List.of("total + 1", "-1")) {
            assertThatExceptionOfType(DataIntegrityViolationException.class)
                    .isThrownBy(() -> jdbc.sql("update quotas set used = " + count + " where account_id = ?")
                            .param(account.accountId())
                            .update());
        }
        assertThat(postpaid().used()).isEqualTo(1);
    }

    private Quota prepaid() {
        return orders.quota(account, ZONE, ChargeType.PREPAID);
    }

    private Quota postpaid() {
        return orders.quota(account, ZONE, ChargeType.POSTPAID_BY_HOUR);
    }

    private Order place(InstanceSpec spec, int count) {
        return orders.place(account, List.of(Purchases.of(spec, count)), aToken());
    }

    private void shelf(int machines) {
        jdbc.sql("update stock set capacity = ? where zone_id = ? and instance_type = ?")
                .params(machines, ZONE, Specs.prepaid().instanceType())
                .update();
    }

    private int stock(String figure) {
        return jdbc.sql("select " + figure + " from stock where zone_id = ? and instance_type = ?")
                .params(ZONE, Specs.prepaid().instanceType())
                .query(Integer.class)
                .single();
    }

    private static String aToken() {
        return UUID.randomUUID().toString();
    }
}
