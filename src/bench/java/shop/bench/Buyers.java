package shop.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.account.AccountId;
import shop.cvm.account.Accounts;
import shop.cvm.catalog.Specs;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchase;
import shop.cvm.order.Purchases;
import shop.cvm.time.ShopClock;

/** Customers with more money than they can spend, who buy one small prepaid machine after the other. */
final class Buyers {

    private static final int ACCOUNTS_PER_THREAD = 4;
    private static final String PLENTY = "900000000.00";

    private final Orders orders;
    private final List<AccountId> accounts = new ArrayList<>();
    private final Purchase purchase = Purchases.of(Specs.prepaid(), 1);

    Buyers(ApplicationContext shop, int threads) {
        this.orders = shop.getBean(Orders.class);
        for (int number = 0; number < threads * ACCOUNTS_PER_THREAD; number++) {
            accounts.add(rich(shop, number));
        }
    }

    /** How many purchases this thread makes until this moment of {@link System#nanoTime()}. */
    long buyUntil(long end, int thread) {
        long bought = 0;
        while (System.nanoTime() < end) {
            AccountId account = accounts.get(thread * ACCOUNTS_PER_THREAD + (int) (bought % ACCOUNTS_PER_THREAD));
            Order order =
                    orders.place(account, List.of(purchase), UUID.randomUUID().toString());
            orders.payFromBalance(account, order.number());
            bought++;
        }
        return bought;
    }

    /** A customer who can buy what they like; the number makes the address. */
    static AccountId rich(ApplicationContext shop, int number) {
        AccountId account = shop.getBean(Accounts.class)
                .signUp("buyer-" + number + "@example.com", "correct horse 8")
                .id();
        Movement plenty = new Movement(
                account,
                Cny.of(PLENTY),
                "bench:" + number,
                Description.of("topUp.WECHAT_PAY", "bench"),
                shop.getBean(ShopClock.class).now(),
                null);
        shop.getBean(TransactionOperations.class)
                .executeWithoutResult(status -> shop.getBean(Ledger.class).topUp("WECHAT_PAY", plenty));
        return account;
    }
}
