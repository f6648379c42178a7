package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.account.Accounts;
import shop.cvm.account.IdentityClaim;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.Specs;
import shop.cvm.money.Cny;

@ShopTest
class PurchaseRulesTests {

    @Autowired
    private Orders orders;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Customers customers;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void postpaidMachinesAreSoldToVerifiedCustomersOnlyPrepaidOnesToAll() {
        AccountId account = customers.unverified().id();

        assertThatExceptionOfType(NotVerified.class)
                .isThrownBy(() -> place(account, Specs.prepaid(), Specs.postpaid()));
        assertThat(orders.orders(account, 0)).isEmpty();
        assertThat(place(account, Specs.prepaid()).isUnpaid()).isTrue();

        accounts.verify(account, new IdentityClaim("Test", "TEST000001"));
        assertThat(place(account, Specs.postpaid()).isUnpaid()).isTrue();
    }

    @Test
    void whoOwesMoneyIsSoldNothingUntilItIsThere() {
        AccountId account = customers.with("10.00");
        frozen(account, "12.34", true);
        try {
            assertThatExceptionOfType(InArrears.class)
                    .isThrownBy(() -> place(account, Specs.prepaid()))
                    .satisfies(refused -> assertThat(refused.owed()).isEqualTo(Cny.of("2.34")));
        } finally {
            frozen(account, "0.00", false);
        }

        assertThat(orders.orders(account, 0)).isEmpty();
        assertThat(place(account, Specs.prepaid()).isUnpaid()).isTrue();
    }

    private Order place(AccountId account, InstanceSpec... specs) {
        List<Purchase> purchases =
                List.of(specs).stream().map(spec -> Purchases.of(spec, 1)).toList();
        return orders.place(account, purchases, UUID.randomUUID().toString());
    }

    private void frozen(AccountId account, String amount, boolean inArrears) {
        jdbc.sql("update balances set frozen = ?, arrears_since = " + (inArrears ? "current_timestamp" : "null")
                        + " where account_id = ?")
                .params(Cny.of(amount).getAmount(), account.accountId())
                .update();
    }
}
