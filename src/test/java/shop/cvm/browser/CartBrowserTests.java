package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.account.Account;
import shop.cvm.cart.CartId;
import shop.cvm.cart.CartItem;
import shop.cvm.cart.Carts;
import shop.cvm.cart.Wish;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.LoginKind;
import shop.cvm.instance.Naming;
import shop.cvm.network.SecurityGroupTemplate;

/** Two machines collected by a visitor, looked after, and ordered together. */
class CartBrowserTests extends BrowserTest {

    @Autowired
    private Customers customers;

    @Autowired
    private Carts carts;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void aVisitorCollectsTwoMachinesSignsUpAcceptsANewPriceAndOrdersBoth() {
        Page page = collected(visitor());
        Locator quantity = page.getByLabel("Quantity").first();
        String before = page.locator("#cart-total").innerText();
        quantity.fill("3");
        quantity.press("Tab");
        assertThat(page.locator("#cart-total")).not().hasText(before);
        assertThat(page.locator("#cart-news")).containsText("to pay now");
        assertThat(page.locator("#cart-count")).containsText("2");
        page.getByLabel("Duration").first().selectOption("12 months");
        assertThat(page.locator(".item h2").first()).containsText("3 × ");
        assertThat(page.locator(".item .price").first()).containsText("for 12 months");
        acceptAndOrder(page);
    }

    @Test
    void theSameIsDoneWithoutScript() {
        Page page = collected(visitor().withoutScript());
        page.getByLabel("Quantity").first().fill("3");
        button(page, "Update").first().click();
        assertThat(page.locator(".item h2").first()).containsText("3 × ");
        acceptAndOrder(page);
    }

    @Test
    void theCartIsEditedByKeyboardAloneAndTheFocusStaysWhereItWas() {
        Account customer = customers.account();
        put(
                customer,
                new Wish(Specs.prepaid(), 1, false, Naming.of("web"), LoginKind.RANDOM, SecurityGroupTemplate.SSH_22));
        put(
                customer,
                new Wish(Specs.postpaid(), 1, false, Naming.of(""), LoginKind.RANDOM, SecurityGroupTemplate.SSH_22));
        Page page = signedIn(visitor(), customer, "/cart");
        Locator quantity = page.getByLabel("Quantity").first();
        quantity.focus();
        page.keyboard().press("ArrowUp");
        page.keyboard().press("Tab");
        assertThat(page.locator(".item h2").first()).containsText("2 × ");
        assertThat(page.getByLabel("Duration").first()).isFocused();
        page.keyboard().press("Tab");
        page.keyboard().press("Tab");
        assertThat(button(page, "Remove 2 × S5.MEDIUM4")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator(".item")).hasCount(1);
        button(page, "Checkout").focus();
        page.keyboard().press("Enter");
        assertThat(heading(page)).hasText("Check out");
    }

    @Test
    void aQuantityThatIsNotSoldIsSaidBesideItsField() {
        Account customer = customers.account();
        put(
                customer,
                new Wish(Specs.prepaid(), 1, false, Naming.of(""), LoginKind.RANDOM, SecurityGroupTemplate.SSH_22));
        Page page = signedIn(visitor(), customer, "/cart");
        Locator quantity = page.getByLabel("Quantity");
        quantity.fill("1000");
        quantity.press("Tab");

        assertThat(page.getByRole(AriaRole.ALERT)).containsText("from 1 to 100");
        assertThat(quantity).hasAttribute("aria-invalid", "true");
        axe(page);
        screenshot(page, "cart-refused");
    }

    @Test
    void everyStateOfTheCartCanBeReadByAllInBothLanguagesAndColours() {
        looks().forEach((name, visitor) -> look(visitor, name));
    }

    private Page collected(Visitor visitor) {
        Page page = visitor.open("/?zone=ap-guangzhou-3&type=S5.MEDIUM4");
        button(page, "Add to cart").click();
        assertThat(heading(page)).hasText("Cart");
        page.navigate("/?chargeType=POSTPAID_BY_HOUR&zone=ap-guangzhou-3&type=S5.MEDIUM4&login=PASSWORD");
        button(page, "Add to cart").click();
        assertThat(page.locator(".item")).hasCount(2);
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign up"))
                .click();
        page.getByLabel("E-mail").fill(Customers.anEmail());
        page.getByLabel("Password", new Page.GetByLabelOptions().setExact(true)).fill("a long enough one");
        page.getByLabel("Repeat password").fill("a long enough one");
        button(page, "Sign up").click();
        assertThat(heading(page)).hasText("Cart");
        assertThat(page.locator(".item")).hasCount(2);
        return page;
    }

    private void acceptAndOrder(Page page) {
        String item = page.getByLabel("Quantity").last().getAttribute("id").replace("count-", "");
        jdbc.sql("update cart_items set hourly_rate = hourly_rate + 0.1 where item_id = ?")
                .param(item)
                .update();
        page.reload();
        assertThat(page.locator(".item .note")).containsText("New price.");
        assertThat(button(page, "Checkout")).isDisabled();
        page.locator(".item .note button").click();
        assertThat(page.locator(".item .note")).hasCount(0);
        button(page, "Checkout").click();

        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Verify identity"))
                .click();
        button(page, "Verify identity").click();
        assertThat(heading(page)).hasText("Check out");
        page.getByLabel("Password for the instances").fill("Abcd1234!");
        button(page, "Place order").click();
        assertThat(heading(page)).hasText("Pay for your order");
        assertThat(page.locator("#order table tbody tr")).hasCount(2);
        page.navigate("/cart");
        assertThat(page.locator("main")).containsText("There is nothing in your cart yet.");
    }

    private void look(Visitor visitor, String name) {
        Account customer = customers.account();
        Page page = signedIn(visitor, customer, "/cart");
        look(page, "cart-empty-" + name);
        put(
                customer,
                new Wish(Specs.prepaid(), 2, true, Naming.of("web-"), LoginKind.RANDOM, SecurityGroupTemplate.SSH_22));
        CartItem dearer = put(
                customer,
                new Wish(Specs.postpaid(), 1, false, Naming.of(""), LoginKind.PASSWORD, SecurityGroupTemplate.SSH_22));
        page.navigate("/cart");
        look(page, "cart-" + name);
        button(page, List.of("Checkout", "去结算")).click();
        look(page, "checkout-cart-" + name);
        CartItem gone = put(
                customer,
                new Wish(Specs.prepaid(), 1, false, Naming.of(""), LoginKind.RANDOM, SecurityGroupTemplate.SSH_22));
        put(
                customer,
                new Wish(Specs.prepaid(), 100, false, Naming.of(""), LoginKind.RANDOM, SecurityGroupTemplate.SSH_22));
        jdbc.sql("update cart_items set hourly_rate = hourly_rate - 0.01 where item_id = ?")
                .param(dearer.id())
                .update();
        jdbc.sql("update cart_items set instance_type = 'S1.GONE' where item_id = ?")
                .param(gone.id())
                .update();
        page.navigate("/cart");
        look(page, "cart-changed-" + name);
    }

    private CartItem put(Account customer, Wish wish) {
        return carts.add(CartId.of(customer.id()), wish);
    }

    private static Locator heading(Page page) {
        return page.locator("h1");
    }

    private static Locator button(Page page, List<String> names) {
        return button(page, names.get(0)).or(button(page, names.get(1)));
    }
}
