package shop.cvm.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.catalog.Specs;
import shop.cvm.catalog.StockLevel;
import shop.cvm.instance.Login;
import shop.cvm.instance.LoginKind;
import shop.cvm.instance.Naming;
import shop.cvm.instance.UnitCost;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchase;
import shop.cvm.pricing.Pricing;
import shop.cvm.time.ShopClock;

@ShopTest
class CartsTests {

    @Autowired
    private Carts carts;

    @Autowired
    private CartSettings settings;

    @Autowired
    private Orders orders;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Customers customers;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account;
    private CartId own;
    private CartId visitors;

    @BeforeEach
    void aCustomerAndAVisitor() {
        account = customers.account().id();
        own = CartId.of(account);
        visitors = CartId.next();
    }

    @Test
    void whatIsPutInIsKeptAsItWasWishedAndPricedAnew() {
        InstanceSpec machine = Specs.withDisks(Specs.prepaid(), Specs.prepaid().systemDisk());
        carts.add(
                visitors,
                new Wish(machine, 2, true, Naming.of("web-"), LoginKind.PASSWORD, SecurityGroupTemplate.SSH_22));
        carts.add(visitors, wish(Specs.postpaid(), 3));

        Cart cart = carts.cart(visitors);

        assertThat(cart.lines()).hasSize(2);
        CartItem first = cart.lines().get(0).item();
        assertThat(first.spec()).isEqualTo(machine);
        assertThat(first.count()).isEqualTo(2);
        assertThat(first.batch().autoRenew()).isTrue();
        assertThat(first.batch().naming().name()).isEqualTo("web-");
        assertThat(first.batch().loginKind()).isEqualTo(LoginKind.PASSWORD);
        assertThat(first.batch().securityGroup()).isEqualTo(SecurityGroupTemplate.SSH_22);
        assertThat(cart.toPay()).isEqualTo(pricing.quote(machine, 2).total());
        assertThat(cart.toFreeze()).isEqualTo(pricing.quote(Specs.postpaid(), 3).total());
        assertThat(cart.perHour())
                .isEqualByComparingTo(pricing.quote(Specs.postpaid(), 3).perHour());
        assertThat(carts.count(visitors)).isEqualTo(2);
        assertThat(carts.count(own)).isZero();
    }

    @Test
    void quantityAndPeriodAreChangedInPlaceAndOnlyToWhatIsSold() {
        String item = carts.add(own, wish(Specs.prepaid(), 1)).id();

        carts.change(own, item, 3, 12);

        CartLine line = carts.cart(own).lines().get(0);
        assertThat(line.item().count()).isEqualTo(3);
        assertThat(line.item().spec().months()).isEqualTo(12);
        assertThat(line.isPriceChanged())
                .as("the period was the customer's own choice")
                .isFalse();
        assertThatExceptionOfType(InvalidSpec.class).isThrownBy(() -> carts.change(own, item, 101, 12));
        assertThatExceptionOfType(InvalidSpec.class).isThrownBy(() -> carts.change(own, item, 3, 35));
        assertThatExceptionOfType(NoSuchItem.class).isThrownBy(() -> carts.change(visitors, item, 1, 1));
        assertThat(carts.cart(own).lines().get(0).item().count()).isEqualTo(3);
    }

    @Test
    void aChangedPriceIsMarkedUntilThePriceThatIsShownWasAccepted() {
        String item = carts.add(own, wish(Specs.postpaid(), 1)).id();
        accepted(item, "0.10", "0.10");

        CartLine line = carts.cart(own).lines().get(0);
        assertThat(line.isPriceChanged()).isTrue();
        assertThat(line.isToAccept()).isTrue();
        assertThat(carts.cart(own).isReady()).isFalse();
        assertThat(line.item().accepted().unitTotal()).isEqualTo(Cny.of("0.10"));

        carts.change(own, item, 2, 0);
        assertThat(carts.cart(own).isReady())
                .as("another quantity accepts no price")
                .isFalse();
        UnitCost before =
                new UnitCost(Cny.of("0.11"), new HourlyRate(Cny.of("0.11").getAmount()));
        carts.accept(own, item, before, line.stock());
        assertThat(carts.cart(own).isReady())
                .as("what was accepted is not the price any more")
                .isFalse();

        carts.accept(own, item, line.current(), line.stock());
        assertThat(carts.cart(own).isReady()).isTrue();
    }

    @Test
    void lessInStockIsMarkedAndMoreIsNot() {
        String item = carts.add(own, wish(Specs.prepaid(), 1)).id();
        CartLine line = carts.cart(own).lines().get(0);

        assertThat(new CartLine(line.item(), line.quote(), 3).isScarcer()).isTrue();
        assertThat(new CartLine(line.item(), line.quote(), 3).isToAccept()).isTrue();
        assertThat(new CartLine(line.item(), line.quote(), 0).isToAccept())
                .as("nobody can accept that there is none")
                .isFalse();
        carts.accept(own, item, line.current(), StockLevel.UnderStock);
        CartItem scarce = carts.cart(own).lines().get(0).item();
        assertThat(new CartLine(scarce, line.quote(), 1_000).isReady()).isTrue();
        assertThat(new CartLine(scarce, line.quote(), 3).isReady()).isTrue();
    }

    @Test
    void linesOfOneTypeShareWhatIsInStock() {
        carts.add(own, wish(Specs.prepaid(), 1));
        carts.add(own, wish(Specs.postpaid(), 100));

        List<CartLine> lines = carts.cart(own).lines();

        assertThat(lines.get(1).free()).isEqualTo(Math.max(lines.get(0).free() - 1, 0));
    }

    @Test
    void whatIsNoLongerSoldIsShownAndNeverAFailure() {
        String item = carts.add(own, wish(Specs.prepaid(), 1)).id();
        jdbc.sql("update cart_items set instance_type = 'S1.GONE', image_id = 'img-gone' where item_id = ?")
                .param(item)
                .update();

        CartLine line = carts.cart(own).lines().get(0);

        assertThat(line.isSold()).isFalse();
        assertThat(line.isToAccept()).isFalse();
        assertThat(carts.cart(own).toPay()).isEqualTo(Cny.ZERO);
        carts.remove(own, item);
        carts.remove(own, item);
        assertThat(carts.cart(own).isEmpty()).isTrue();
    }

    @Test
    void aFullCartTakesNoMoreEvenFromManyAtOnce() {
        IntStream.range(0, settings.maxItems() - 3).forEach(i -> carts.add(visitors, wish(Specs.prepaid(), 1)));

        List<Outcome<CartItem>> outcomes = Races.run(8, number -> () -> carts.add(visitors, wish(Specs.prepaid(), 1)));

        assertThat(outcomes.stream().filter(Outcome::succeeded)).hasSize(3);
        assertThat(outcomes.stream().filter(outcome -> outcome.thrown() instanceof CartFull))
                .hasSize(5);
        assertThat(carts.count(visitors)).isEqualTo(settings.maxItems());
    }

    @Test
    void theFirstItemsOfAVisitorMayComeAllAtOnce() {
        assertThat(Races.run(8, number -> () -> carts.add(visitors, wish(Specs.prepaid(), 1))))
                .allMatch(Outcome::succeeded);
        assertThat(carts.count(visitors)).isEqualTo(8);
    }

    @Test
    void aVisitorsCartIsMergedOnceHoweverOftenAndHoweverManyAskForIt() {
        carts.add(own, wish(Specs.prepaid(), 1));
        carts.add(visitors, wish(Specs.postpaid(), 2));
        carts.add(visitors, wish(Specs.prepaid(), 3));

        List<Outcome<Boolean>> outcomes = Races.run(8, number -> () -> {
            carts.merge(visitors, account);
            return true;
        });

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(carts.cart(own).lines())
                .extracting(line -> line.item().count())
                .containsExactlyInAnyOrder(1, 2, 3);
        assertThat(carts.count(visitors)).isZero();
        assertThat(cartRows(visitors)).isZero();
        carts.merge(own, customers.account().id());
        assertThat(carts.count(own)).as("a customer's cart is nobody else's").isEqualTo(3);
    }

    @RepeatedTest(20)
    void whatIsAddedWhileTheCartIsMergedIsInOneOfTheTwoCarts() {
        carts.add(visitors, wish(Specs.prepaid(), 1));

        List<Outcome<Boolean>> outcomes = Races.run(8, number -> () -> {
            if (number % 2 == 0) {
                carts.merge(visitors, account);
            } else {
                carts.add(visitors, wish(Specs.prepaid(), 1));
            }
            return true;
        });
        carts.merge(visitors, account);

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(carts.count(own)).isEqualTo(5);
    }

    @Test
    void aVisitorsCartIsForgottenSomeTimeAfterSomethingWasLastAdded() {
        carts.add(visitors, wish(Specs.prepaid(), 1));
        carts.add(own, wish(Specs.prepaid(), 1));
        clock.advance(settings.keepFor().minus(Duration.ofMinutes(1)));
        CartId fresh = CartId.next();
        carts.add(fresh, wish(Specs.prepaid(), 1));
        carts.removeExpired();
        assertThat(carts.count(visitors)).isEqualTo(1);

        clock.advance(Duration.ofMinutes(1));
        assertThat(carts.removeExpired()).isPositive();

        assertThat(carts.count(visitors)).isZero();
        assertThat(cartRows(visitors)).isZero();
        assertThat(carts.count(fresh)).isEqualTo(1);
        assertThat(carts.count(own)).isEqualTo(1);
    }

    @Test
    void aKeyInTheFormOfAnAccountIsNoVisitorsCart() {
        assertThat(CartId.parse(account.accountId())).isEmpty();
        assertThat(CartId.parse(visitors.id())).contains(visitors);
        assertThat(CartId.parse(visitors.id().toUpperCase(Locale.ROOT) + "x")).isEmpty();
        assertThat(visitors.toString()).doesNotContain(visitors.id());
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> jdbc.sql("insert into carts (cart_id, account_id) values (?, ?)")
                        .params(visitors.id(), account.accountId())
                        .update());
    }

    @Test
    void whatIsOrderedLeavesTheCartWithTheOrderAndTheRestStays() {
        CartItem prepaid = carts.add(own, wish(Specs.prepaid(), 1));
        CartItem postpaid = carts.add(own, wish(Specs.postpaid(), 2));
        CartItem kept = carts.add(own, wish(Specs.prepaid(), 5));
        String token = UUID.randomUUID().toString();
        List<Purchase> purchases = List.of(purchase(prepaid), purchase(postpaid));

        Order order = orders.place(account, purchases, token);

        assertThat(order.lines()).hasSize(2);
        assertThat(order.hasPrepaid() && order.hasPostpaid()).isTrue();
        assertThat(carts.cart(own).lines()).extracting(line -> line.item().id()).containsExactly(kept.id());
        assertThat(orders.place(account, purchases, token).number())
                .as("the same form again")
                .isEqualTo(order.number());
    }

    @Test
    void aRefusedOrderLeavesTheCartAsItWas() {
        CartItem item = carts.add(own, wish(Specs.withType(Specs.prepaid(), "ap-guangzhou-3", "S5.LARGE8"), 100));
        int capacity = capacity();
        capacity("taken");
        try {
            assertThatExceptionOfType(SoldOut.class)
                    .isThrownBy(() -> orders.place(
                            account, List.of(purchase(item)), UUID.randomUUID().toString()));
        } finally {
            capacity("" + capacity);
        }
        assertThat(carts.count(own)).isEqualTo(1);
    }

    @Test
    void aCartThatIsOpenInManyWindowsIsOrderedOnce() {
        CartItem item = carts.add(own, wish(Specs.prepaid(), 1));

        List<Outcome<Order>> outcomes = Races.run(
                8,
                number -> () -> orders.place(
                        account, List.of(purchase(item)), UUID.randomUUID().toString()));

        assertThat(outcomes.stream().filter(Outcome::succeeded)).hasSize(1);
        assertThat(outcomes.stream().filter(outcome -> outcome.thrown() instanceof ItemsGone))
                .hasSize(7);
        assertThat(orders.orders(account, 0)).hasSize(1);
        assertThat(carts.count(own)).isZero();
    }

    private static Wish wish(InstanceSpec spec, int count) {
        return new Wish(spec, count, false, Naming.of(""), LoginKind.RANDOM, SecurityGroupTemplate.SSH_22);
    }

    private static Purchase purchase(CartItem item) {
        return new Purchase(
                item.spec(),
                item.count(),
                item.batch().autoRenew(),
                item.batch().naming(),
                Login.random(),
                item.batch().securityGroup(),
                null,
                item.id());
    }

    private void accepted(String item, String unitTotal, String hourlyRate) {
        jdbc.sql("update cart_items set unit_total = ?, hourly_rate = ? where item_id = ?")
                .params(Cny.of(unitTotal).getAmount(), Cny.of(hourlyRate).getAmount(), item)
                .update();
    }

    private int cartRows(CartId cart) {
        return jdbc.sql("select count(*) from carts where cart_id = ?")
                .param(cart.id())
                .query(Integer.class)
                .single();
    }

    private int capacity() {
        return jdbc.sql("select capacity from stock where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.LARGE8'")
                .query(Integer.class)
                .single();
    }

    private void capacity(String to) {
        jdbc.sql("update stock set capacity = " + to
                        + " where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.LARGE8'")
                .update();
    }
}
