package shop.cvm.web.cart;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.joda.money.Money;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.account.AccountId;
import shop.cvm.account.KeyPair;
import shop.cvm.account.KeyPairs;
import shop.cvm.cart.CartId;
import shop.cvm.cart.CartSettings;
import shop.cvm.cart.Carts;
import shop.cvm.catalog.Specs;
import shop.cvm.catalog.StockReadings;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceQuery;
import shop.cvm.instance.InstanceSearch;
import shop.cvm.instance.Instances;
import shop.cvm.instance.LoginKind;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.pricing.Pricing;
import shop.cvm.time.ShopClock;
import shop.cvm.web.HttpVisitor;
import shop.cvm.web.HttpVisitor.Page;
import shop.cvm.web.Show;

/** The cart over real HTTP and without script. */
@ShopTest
@Tag("page")
class CartPagesTests {

    private static final Map<String, String> PREPAID = Map.ofEntries(
            Map.entry("chargeType", "PREPAID"),
            Map.entry("region", "ap-guangzhou"),
            Map.entry("zone", "ap-guangzhou-3"),
            Map.entry("type", "S5.MEDIUM4"),
            Map.entry("image", "img-487zeit5"),
            Map.entry("systemDiskType", "CLOUD_PREMIUM"),
            Map.entry("systemDiskSize", "50"),
            Map.entry("network", "VPC"),
            Map.entry("internetChargeType", "BANDWIDTH"),
            Map.entry("bandwidth", "1"),
            Map.entry("login", "RANDOM"),
            Map.entry("securityGroup", "SSH_22"),
            Map.entry("count", "2"),
            Map.entry("period", "1"));

    @LocalServerPort
    private int port;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Customers customers;

    @Autowired
    private Carts carts;

    @Autowired
    private CartSettings settings;

    @Autowired
    private Orders orders;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Show show;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private KeyPairs keyPairs;

    @Autowired
    private Instances instances;

    @Autowired
    private InstanceSearch search;

    @Autowired
    private Invariants invariants;

    @Autowired
    private StockReadings readings;

    @Autowired
    private ShopClock clock;

    private HttpVisitor visitor;

    @BeforeEach
    void aVisitor() {
        visitor = new HttpVisitor(port);
    }

    @Test
    void aVisitorCollectsWithoutASessionAndFindsItAgain() {
        Page added = add(PREPAID);

        assertThat(added.status()).isEqualTo(303);
        assertThat(added.location()).isEqualTo("/cart");
        assertThat(added.header("Set-Cookie"))
                .startsWith("cart=")
                .contains("HttpOnly")
                .contains("SameSite=Lax");
        add(postpaid());
        Page cart = visitor.open("/cart");
        assertThat(cart.document().select(".item h2").eachText())
                .containsExactly("2 × S5.MEDIUM4 Prepaid", "2 × S5.MEDIUM4 Postpaid");
        assertThat(cart.text("#cart-total"))
                .isEqualTo(show.total(pricing.quote(Specs.prepaid(), 2).total()));
        assertThat(cart.text(".slip"))
                .contains("Frozen from balance "
                        + show.total(pricing.quote(Specs.postpaid(), 2).total()))
                .contains("Per hour later ¥"
                        + show.rate(pricing.quote(Specs.postpaid(), 2).perHour()));
        assertThat(visitor.open("/").text("header a[href=/cart]")).isEqualTo("Cart 2, 2 items");
        assertThat(visitor.session()).as("a session").isEmpty();
    }

    @Test
    void anEmptyCartSaysWhatToDo() {
        Page cart = visitor.open("/cart");

        assertThat(cart.text("#cart")).contains("nothing in your cart").contains("Configure an instance");
        assertThat(cart.text("header a[href=/cart]")).isEqualTo("Cart");
        assertThat(cart.headers("Set-Cookie")).isEmpty();
    }

    @Test
    void quantityDurationAndRemovalWorkWithoutScript() {
        add(PREPAID);
        String item = item(visitor.open("/cart"));

        assertThat(visitor.post("/cart/items/" + item, Map.of("count", "3", "period", "12"))
                        .location())
                .isEqualTo("/cart");
        Page cart = visitor.open("/cart");
        assertThat(cart.document().getElementById("count-" + item).val()).isEqualTo("3");
        assertThat(cart.text("#period-" + item + " option[selected]")).isEqualTo("12 months");

        for (String odd : List.of("0", "101", "", "x", "1e3", "99999")) {
            Page refused = visitor.post("/cart/items/" + item, Map.of("count", odd, "period", "12"));
            assertThat(refused.status()).as(odd).isEqualTo(422);
            assertThat(refused.text("#count-" + item + "-err")).contains("from 1 to 100");
        }
        assertThat(visitor.post("/cart/items/" + item, Map.of("count", "3", "period", "35"))
                        .text("#problems"))
                .contains("not sold for that duration");

        assertThat(visitor.post("/cart/items/" + item + "/removal", Map.of()).location())
                .isEqualTo("/cart");
        assertThat(visitor.open("/cart").document().select(".item")).isEmpty();
        assertThat(visitor.post("/cart/items/" + item, Map.of("count", "3")).text("#problems"))
                .contains("no longer in your cart");
    }

    @Test
    void whatIsCollectedComesAlongWhenItsVisitorSignsUpAndCanBeOrderedAtOnce() {
        add(PREPAID);
        add(PREPAID);
        assertThat(visitor.open("/checkout?cart=1").location()).isEqualTo("/sign-in");
        String next = signUp();
        assertThat(next).isEqualTo("/checkout?cart=1");

        Page checkout = visitor.open(next);
        assertThat(checkout.text("h1")).isEqualTo("Check out");
        assertThat(checkout.headers("Set-Cookie")).anyMatch(cookie -> cookie.startsWith("cart=;"));
        Page placed = visitor.submit(checkout, "/orders", Map.of());
        assertThat(placed.location()).startsWith("/orders/2");
        assertThat(visitor.submit(checkout, "/orders", Map.of()).location())
                .as("pressed twice")
                .isEqualTo(placed.location());
        assertThat(visitor.open(placed.location()).text("h1")).isEqualTo("Pay for your order");
        assertThat(visitor.open("/cart").document().select(".item")).isEmpty();
        assertThat(visitor.open("/orders").document().select("tbody tr")).hasSize(1);
    }

    @Test
    void signingInMergesTheTwoCarts() {
        Account customer = customers.account();
        visitor.signIn(customer.email());
        add(PREPAID);
        visitor = new HttpVisitor(port);
        add(postpaid());

        visitor.signIn(customer.email());

        Page cart = visitor.open("/cart");
        assertThat(cart.document().select(".item")).hasSize(2);
        assertThat(cart.text("#cart-count")).isEqualTo("2, 2 items");
        assertThat(carts.count(CartId.of(customer.id()))).isEqualTo(2);
        assertThat(cart.text(".slip")).contains("Your available balance is ¥0.00.");
    }

    @Test
    void aChangedPriceIsShownOldAndNewAndMustBeAcceptedBeforeCheckout() {
        visitor.signIn(customers.account().email());
        add(PREPAID);
        String item = item(visitor.open("/cart"));
        jdbc.sql("update cart_items set unit_total = 1.23 where item_id = ?")
                .param(item)
                .update();

        Page cart = visitor.open("/cart");
        Money now = pricing.quote(Specs.prepaid(), 1).total();
        assertThat(cart.text(".item .note")).contains("New price.").contains("before: ¥1.23 now: " + show.total(now));
        assertThat(cart.document().selectFirst(".slip button").hasAttr("disabled"))
                .isTrue();
        assertThat(visitor.open("/checkout?cart").location()).isEqualTo("/cart");

        visitor.submit(cart, "/cart/items/" + item + "/acceptance", Map.of());

        assertThat(visitor.open("/cart").document().select(".item .note")).isEmpty();
        assertThat(visitor.open("/checkout?cart").status()).isEqualTo(200);
    }

    @Test
    void whatIsNoLongerSoldAndWhatIsNotThereInNumbersIsSaidAndNeverAnErrorPage() {
        visitor.signIn(customers.account().email());
        add(PREPAID);
        String gone = item(visitor.open("/cart"));
        jdbc.sql(
                        "update cart_items set instance_type = 'S1.GONE', image_id = 'img-gone', zone_id = 'mars-1' where item_id = ?")
                .param(gone)
                .update();

        Page cart = visitor.open("/cart");
        assertThat(cart.status()).isEqualTo(200);
        assertThat(cart.text(".item")).contains("No longer sold.").contains("S1.GONE");
        assertThat(visitor.open(cart.document().selectFirst(".item .note a").attr("href"))
                        .status())
                .isEqualTo(200);
        assertThat(visitor.post("/cart/items/" + gone, Map.of("count", "3", "period", "1"))
                        .text("#problems"))
                .contains("no longer sold");
        assertThat(visitor.open("/checkout?cart").location()).isEqualTo("/cart");
    }

    @Test
    void aMixedCartIsOnePageAtCheckoutAndOneOrderWithASubOrderForEachLine() {
        Account customer = customers.account();
        customers.credit(customer.id(), "1000.00");
        visitor.signIn(customer.email());
        add(PREPAID);
        add(postpaid());

        Page checkout = visitor.open("/checkout?cart=1");
        assertThat(checkout.document().select("section h2").eachText()).contains("2 × S5.MEDIUM4", "Order summary");
        assertThat(checkout.text(".slip"))
                .contains("To freeze "
                        + show.amount(pricing.quote(Specs.postpaid(), 2).total()))
                .contains(
                        "To pay " + show.total(pricing.quote(Specs.prepaid(), 2).total()))
                .contains("150 of 150 prepaid instances left this month")
                .contains("30 of 30 postpaid instances left");
        Page placed = visitor.submit(checkout, "/orders", Map.of());

        Order order = orders.orders(customer.id(), 0).getContent().get(0).order();
        Document page = visitor.open(placed.location()).document();
        assertThat(page.select("main table th .mono").eachText())
                .containsExactlyElementsOf(order.lines().stream()
                        .map(line -> line.subOrder().number())
                        .toList());
        Page paid = visitor.submit(visitor.open(placed.location()), placed.location() + "/payment", Map.of());
        assertThat(paid.status()).isEqualTo(303);
        assertThat(visitor.open(placed.location()).text(".slip"))
                .contains("Frozen " + show.amount(order.freezeTotal()))
                .contains("Paid " + show.total(order.prepaidTotal()));
        assertThat(visitor.open("/orders").text("tbody"))
                .contains("sub-order " + order.lines().get(1).subOrder());
    }

    @Test
    void aKeyPairAndHostNamesChosenForTheCartArriveWithTheMachines() {
        Account customer = customers.account();
        customers.credit(customer.id(), "1000.00");
        KeyPair laptop = keyPairs.importKey(customer.id(), "laptop", Customers.PUBLIC_KEY);
        Map<String, String> wish = new HashMap<>(PREPAID);
        wish.put("login", "KEY_PAIR");
        wish.put("name", "db-{R:7}");
        wish.put("hostName", "db{R:7}.{IP}");
        add(wish);
        visitor.signIn(customer.email());

        Page checkout = visitor.open("/checkout?cart=1");
        assertThat(checkout.text(".dl")).contains("Host name db{R:7}.{IP}");
        Page placed = visitor.submit(
                checkout, "/orders", Map.of("keyPair", laptop.id().keyPairId()));
        visitor.submit(visitor.open(placed.location()), placed.location() + "/payment", Map.of("method", "BALANCE"));
        instances.advanceDue();
        clock.advance(Duration.ofMinutes(5));
        instances.advanceDue();

        List<Instance> machines = search.find(customer.id(), InstanceQuery.all(), 0).getContent().stream()
                .sorted(Comparator.comparing(Instance::name))
                .toList();
        assertThat(machines).extracting(Instance::name).containsExactly("db-7", "db-8");
        assertThat(machines).allSatisfy(machine -> {
            assertThat(machine.keyPair()).contains(laptop.id());
            assertThat(machine.loginKind()).isEqualTo(LoginKind.KEY_PAIR);
        });
        String address = machines.get(1).privateIp().orElseThrow().replace('.', '-');
        assertThat(machines.get(1).hostName()).isEqualTo("db8." + address);
        assertThat(visitor.open("/instances/" + machines.get(1).id()).text("main"))
                .contains("Host name db8." + address);
        invariants.hold();
    }

    @Test
    void moreMachinesThanTheirHostNamesAllowAreRefusedInTheCart() {
        Map<String, String> wish = new HashMap<>(PREPAID);
        wish.put("count", "9");
        wish.put("hostName", "n".repeat(59));
        add(wish);
        String item = item(visitor.open("/cart"));

        Page refused = visitor.post("/cart/items/" + item, Map.of("count", "10", "period", "1"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("#count-" + item + "-err")).contains("host names of 2 to 60 characters");
        wish.put("hostName", "under_score");
        assertThat(add(wish).location()).startsWith("/?").contains("hostName=under_score");
    }

    @Test
    void aShelfThatEmptiesWhileItsMachinesAreInACartIsMarkedAndNeverAnErrorPage() {
        int capacity = stock("capacity");
        try {
            leave(30);
            visitor.signIn(customers.account().email());
            add(PREPAID);
            String item = item(visitor.open("/cart"));
            Page checkout = visitor.open("/checkout?cart=1");
            AccountId other = customers.account().id();

            buy(other, 27);
            Page scarce = visitor.open("/cart");
            assertThat(scarce.text(".item .note")).contains("Less in stock");
            assertThat(visitor.open("/checkout?cart").location()).isEqualTo("/cart");
            visitor.submit(scarce, "/cart/items/" + item + "/acceptance", Map.of());
            assertThat(visitor.open("/checkout?cart").status()).isEqualTo(200);

            buy(other, 2);
            Page short2 = visitor.submit(checkout, "/orders", Map.of());
            assertThat(short2.location()).isEqualTo("/cart");
            assertThat(visitor.open("/cart").document().select(".item .note, .item .st-bad"))
                    .isNotEmpty();
            assertThat(visitor.open("/checkout?cart").location()).isEqualTo("/cart");
            visitor.post("/cart/items/" + item, Map.of("count", "1", "period", "1"));
            assertThat(visitor.open("/checkout?cart").status()).isEqualTo(200);

            buy(other, 1);
            Page empty = visitor.open("/cart");
            assertThat(empty.status()).isEqualTo(200);
            assertThat(visitor.submit(empty, "/cart/items/" + item + "/removal", Map.of())
                            .location())
                    .isEqualTo("/cart");
            assertThat(visitor.open("/cart").document().select(".item")).isEmpty();
            invariants.hold();
        } finally {
            jdbc.sql("update stock set capacity = ? where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.MEDIUM4'")
                    .param(capacity)
                    .update();
            readings.forget();
        }
    }

    private void leave(int free) {
        jdbc.sql(
                        "update stock set capacity = taken + ? where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.MEDIUM4'")
                .param(free)
                .update();
        readings.forget();
    }

    private int stock(String figure) {
        return jdbc.sql("select " + figure
                        + " from stock where zone_id = 'ap-guangzhou-3' and instance_type = 'S5.MEDIUM4'")
                .query(Integer.class)
                .single();
    }

    /** Somebody else takes machines; five seconds pass until every page knows. */
    private void buy(AccountId other, int count) {
        orders.place(
                other,
                List.of(Purchases.of(Specs.prepaid(), count)),
                UUID.randomUUID().toString());
        readings.forget();
    }

    @Test
    void aCartThatWasOrderedInAnotherWindowIsNotOrderedAgain() {
        visitor.signIn(customers.account().email());
        add(PREPAID);
        Page one = visitor.open("/checkout?cart=1");
        Page other = visitor.open("/checkout?cart=1");
        visitor.submit(one, "/orders", Map.of());

        assertThat(visitor.submit(other, "/orders", Map.of()).location()).isEqualTo("/cart");
        assertThat(visitor.open("/orders").document().select("tbody tr")).hasSize(1);
    }

    @Test
    void whoIsNotVerifiedIsToldBeforeAndAfterThePressWhatToDo() {
        visitor.signIn(customers.unverified().email());
        add(postpaid());

        Page checkout = visitor.open("/checkout?cart=1");
        assertThat(checkout.document().selectFirst(".note-warn a").attr("href"))
                .isEqualTo("/account?to=/checkout?cart");
        Page refused = visitor.submit(checkout, "/orders", Map.of());

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("#problems")).contains("Your identity is not verified");
    }

    @Test
    void moreThanTheQuotaIsRefusedWithWhatIsLeft() {
        visitor.signIn(customers.account().email());
        Map<String, String> many = postpaid();
        many.put("count", "31");

        Page single = visitor.open("/checkout?" + query(many));
        assertThat(single.text(".slip")).contains("30 of 30 postpaid instances left");
        assertThat(visitor.submit(single, "/orders", Map.of()).text("#problems"))
                .contains("30 of 30 postpaid");
    }

    @Test
    void thePurchasePageTellsCustomersWhatTheirQuotaLeavesAndVisitorsNothing() {
        assertThat(visitor.open("/?" + query(PREPAID)).text("#quota")).isEmpty();

        visitor.signIn(customers.account().email());
        assertThat(visitor.open("/?" + query(PREPAID)).text("#quota"))
                .isEqualTo("Your quota here: 150 of 150 prepaid instances left this month.");
        assertThat(visitor.open("/?" + query(postpaid()), "HX-Request", "true", "X-Changed", "chargeType")
                        .text("[hx-swap-oob='innerHTML:#quota']"))
                .isEqualTo("Your quota here: 30 of 30 postpaid instances left.");
    }

    @Test
    void aFullCartSaysSo() {
        for (int i = 0; i < settings.maxItems(); i++) {
            add(PREPAID);
        }

        Page refused = add(PREPAID);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("#problems")).contains("The cart holds " + settings.maxItems());
        assertThat(refused.document().select(".item")).hasSize(settings.maxItems());
    }

    @Test
    void aConfigurationThatIsNotSoldLeadsBackToThePurchasePageThatSaysWhatIs() {
        Map<String, String> odd = new HashMap<>(PREPAID);
        odd.put("systemDiskSize", "7");

        Page answer = add(odd);

        assertThat(answer.location()).startsWith("/?").contains("systemDiskSize=7");
        assertThat(visitor.open("/cart").document().select(".item")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site, 403",
        "Sec-Fetch-Site, same-site, 403",
        "Sec-Fetch-Site, same-origin, 303",
        "Origin, https://evil.example, 403",
        "Origin, null, 403",
        "Origin, http://localhost, 303",
        "Origin, http://localhost.evil.example, 403",
        "Origin, %%%, 403",
        "X-Neither, of-the-two, 403"
    })
    void aFormOfAnotherSiteFillsNobodysCart(String header, String value, int status) throws Exception {
        var request = MockMvcRequestBuilders.post("/cart/items")
                .header("Host", "localhost")
                .header(header, value);
        PREPAID.forEach(request::param);

        assertThat(mvc.perform(request).andReturn().getResponse().getStatus()).isEqualTo(status);
    }

    @Test
    void aStrangersItemIsOutOfReachAndAnOddCookieIsNoCart() {
        add(PREPAID);
        String item = item(visitor.open("/cart"));
        HttpVisitor stranger = new HttpVisitor(port);

        stranger.post("/cart/items/" + item + "/removal", Map.of());
        stranger.post("/cart/items/" + item, Map.of("count", "9", "period", "1"));

        assertThat(visitor.open("/cart")
                        .document()
                        .getElementById("count-" + item)
                        .val())
                .isEqualTo("2");
        for (String odd : List.of("x", "100012345678", "' or 1=1", "0".repeat(33))) {
            assertThat(stranger.open("/cart", "Cookie", "cart=" + odd).status()).isEqualTo(200);
        }
    }

    @Test
    void everythingIsThereInChinese() {
        add(PREPAID);

        Page cart = visitor.open("/cart", "Accept-Language", "zh-CN");

        assertThat(cart.text("h1")).isEqualTo("购物车");
        assertThat(cart.text(".slip")).contains("现应付");
    }

    private Page add(Map<String, String> configuration) {
        return visitor.post("/cart/items", configuration);
    }

    private String signUp() {
        return visitor.submit(
                        visitor.open("/sign-up"),
                        "/sign-up",
                        Map.of(
                                "email", Customers.anEmail(),
                                "password", Customers.PASSWORD,
                                "repeat", Customers.PASSWORD))
                .location();
    }

    private static Map<String, String> postpaid() {
        Map<String, String> postpaid = new HashMap<>(PREPAID);
        postpaid.put("chargeType", "POSTPAID_BY_HOUR");
        return postpaid;
    }

    private static String query(Map<String, String> fields) {
        return String.join(
                "&",
                fields.entrySet().stream()
                        .map(field -> field.getKey() + "=" + field.getValue())
                        .toList());
    }

    private static String item(Page cart) {
        Element quantity = cart.document().selectFirst("input[name=count]");
        return quantity.id().replace("count-", "");
    }
}
