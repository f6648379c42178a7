package shop.cvm.web.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Specs;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.pricing.Pricing;
import shop.cvm.web.HttpVisitor;
import shop.cvm.web.HttpVisitor.Page;

/** Both doors at once: pages over real HTTP and the service behind them. */
@ShopTest
class PaymentRaceTests {

    private static final int ORDERS = 12;
    private static final int AFFORDABLE = 5;

    @LocalServerPort
    private int port;

    @Autowired
    private Customers customers;

    @Autowired
    private Orders orders;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Invariants invariants;

    private AccountId account;

    @AfterEach
    void theInvariantsHold() {
        invariants.hold();
    }

    @Test
    void aBalanceForFiveOfTwelveOrdersPaysExactlyFiveOfThemByPageAndByService() {
        Account customer = customers.account();
        account = customer.id();
        Money price = pricing.quote(Specs.prepaid(), 1).total();
        customers.credit(
                account,
                price.multipliedBy(AFFORDABLE).plus(Cny.of("0.01")).getAmount().toPlainString());
        List<Order> placed = Stream.generate(this::place).limit(ORDERS).toList();
        HttpVisitor visitor = new HttpVisitor(port);
        visitor.signIn(customer.email());
        List<Page> pages =
                placed.stream().map(order -> visitor.open(path(order))).toList();

        List<Outcome<Boolean>> outcomes = Races.run(
                ORDERS,
                number -> () -> number % 2 == 0
                        ? payByPage(visitor, pages.get(number), placed.get(number))
                        : payByService(placed.get(number)));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(outcomes.stream().filter(Outcome::value)).hasSize(AFFORDABLE);
        assertThat(orders.orders(account, 0).stream()
                        .filter(order -> order.order().isPaid()))
                .hasSize(AFFORDABLE);
        assertThat(ledger.balance(account).available()).isEqualTo(Cny.of("0.01"));
    }

    /** @return whether it was paid; refused with a page that says what is missing if not */
    private boolean payByPage(HttpVisitor visitor, Page page, Order order) {
        Page answer = visitor.submit(page, path(order) + "/payment", Map.of("method", "BALANCE"));
        if (answer.status() == 409) {
            assertThat(answer.text("#problems")).contains("¥");
            return false;
        }
        assertThat(answer.status()).isIn(302, 303);
        return true;
    }

    private boolean payByService(Order order) {
        try {
            return orders.payFromBalance(account, order.number()).isPaid();
        } catch (InsufficientBalance missing) {
            return false;
        }
    }

    private Order place() {
        return orders.place(
                account,
                List.of(Purchases.of(Specs.prepaid(), 1)),
                UUID.randomUUID().toString());
    }

    private static String path(Order order) {
        return "/orders/" + order.number();
    }
}
