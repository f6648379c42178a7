package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.RoundTrips;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.RenewFlag;

/** What a purchase costs is decided by how often it asks the database (docs/performance.md); this may not grow unseen. */
@ShopTest
class PurchaseStatementsTests {

    private static final int TO_PLACE = 5;
    private static final int TO_PAY = 8;
    private static final int AT_ONCE = 10;

    @Autowired
    private Orders orders;

    @Autowired
    private DirectPurchases direct;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    private AccountId account;

    /** The first purchase in a zone makes networks and a quota, too. */
    @BeforeEach
    void aCustomerWhoHasBoughtBefore() {
        account = customers.with("10000.00");
        orders.payFromBalance(account, place().number());
    }

    @AfterEach
    void theLedgersInvariantsHold() {
        invariants.hold();
    }

    @Test
    void placingAnOrderAsksTheDatabaseFiveTimes() {
        assertThat(RoundTrips.of(this::place)).hasSize(TO_PLACE);
    }

    @Test
    void payingItFromTheBalanceAsksTheDatabaseEightTimes() {
        OrderNumber number = place().number();

        assertThat(RoundTrips.of(() -> orders.payFromBalance(account, number))).hasSize(TO_PAY);
    }

    @Test
    void buyingInOneStepAsksTheDatabaseTenTimes() {
        DirectPurchase wish = new DirectPurchase(
                Purchases.of(Specs.prepaid(), 1),
                1,
                RenewFlag.NOTIFY_AND_MANUAL_RENEW,
                new FirstSettings(List.of(), List.of(), false, null));

        assertThat(RoundTrips.of(() -> direct.buyOnce(account, "test", wish))).hasSize(AT_ONCE);
    }

    private Order place() {
        return orders.place(
                account,
                List.of(Purchases.of(Specs.prepaid(), 1)),
                UUID.randomUUID().toString());
    }
}
