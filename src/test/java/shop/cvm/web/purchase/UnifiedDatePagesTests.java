package shop.cvm.web.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.account.SignedIn;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceQuery;
import shop.cvm.instance.InstanceSearch;
import shop.cvm.order.RenewalPeriod;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Pages;

/** Buying up to the day of the month on which everything expires, from the tick box to the machine, without script. */
@ShopTest
@Tag("page")
class UnifiedDatePagesTests {

    private static final String MACHINE =
            "/?chargeType=PREPAID&zone=ap-guangzhou-3&type=S5.MEDIUM4&image=img-487zeit5&period=";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    @Autowired
    private InstanceSearch search;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    private Account customer;
    private Pages pages;

    @BeforeEach
    void aCustomerWithMoneyInTheMorning() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "10000.00");
        pages = Pages.of(mvc, customer);
        clock.advanceTo(ShopCalendar.startOf(today().plusDays(1)).plusSeconds(3600));
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void itIsOfferedToWhomeverHasRenewedToADay() {
        assertThat(pages.page(MACHINE + 1).select("#expiryDay")).isEmpty();
        Instance machine = meters.buy(customer.id(), Specs.prepaid());
        String renewal = "/instances/" + machine.id() + "/renewal";
        pages.post(renewal, fields(pages.page(renewal + "?months=1&day=20"), "form[method=post]"));

        Document page = pages.page(MACHINE + 1);
        assertThat(page.select("#expiryDay").val()).isEqualTo("20");
        assertThat(page.selectFirst("#expiryDay").hasAttr("checked")).isFalse();
        assertThat(page.selectFirst("label:has(#expiryDay)").text()).startsWith("Have them expire on day 20");
        assertThat(page.selectFirst("#expiryDay-hint").text()).startsWith("For up to 9 months.");
        assertThat(pages.in(Locale.CHINESE).page(MACHINE + 1).text()).contains("统一到期日", "每月 20 日到期");
        assertThat(Pages.of(mvc, customers.account()).page(MACHINE + 1).select("#expiryDay"))
                .isEmpty();
    }

    @Test
    void fromThePriceToTheMachine() {
        int day = today().plusDays(8).getDayOfMonth();
        Instant now = clock.now();
        RenewalPeriod period = new RenewalPeriod(1, day);
        int days = period.daysFrom(now);
        LocalDate until = ShopCalendar.dayOf(period.until(now));
        String query = MACHINE + 1 + "&expiryDay=" + day;

        Document page = pages.page(query);

        assertThat(page.selectFirst("#expiryDay").hasAttr("checked")).isTrue();
        assertThat(page.selectFirst("#quote-per").text())
                .isEqualTo("Until " + until + " if it is paid today: 1 month and " + days + " days");
        assertThat(page.selectFirst("#quote-details").text()).contains("× " + days + " days / 30");
        assertThat(page.selectFirst("#api-json").text()).contains("The cloud API knows no day of the month");
        String total = page.selectFirst("#quote-total").text();
        assertThat(total)
                .isNotEqualTo(
                        pages.page(MACHINE + 1).selectFirst("#quote-total").text());
        assertThat(pages.in(Locale.CHINESE)
                        .page(query)
                        .selectFirst("#quote-per")
                        .text())
                .isEqualTo("今日付款则 " + until + " 到期：1 个月零 " + days + " 天");

        Document checkout = pages.page("/checkout?" + query.substring(2));
        assertThat(checkout.selectFirst("#order-total").text()).isEqualTo(total);
        assertThat(checkout.text()).contains("1 month and " + days + " days");
        buy(checkout);
        assertThat(expiries()).containsExactly(until);
    }

    /** What script asks for when the box is ticked. */
    @Test
    void tickingItAltersThePrice() throws Exception {
        int day = today().plusDays(8).getDayOfMonth();
        String query = MACHINE + 1 + "&expiryDay=" + day;

        MockHttpServletResponse altered = mvc.perform(MockMvcRequestBuilders.get(URI.create(query))
                        .with(SecurityMockMvcRequestPostProcessors.user(SignedIn.as(customer)))
                        .header("HX-Request", "true")
                        .header("X-Changed", "expiryDay"))
                .andReturn()
                .getResponse();

        Document parts = Pages.read(altered);
        assertThat(parts.select("[hx-swap-oob='innerHTML:#quote-total']").text())
                .isEqualTo(pages.page(query).selectFirst("#quote-total").text());
        assertThat(parts.select("[hx-swap-oob='innerHTML:#quote-per']").text()).startsWith("Until ");
        assertThat(altered.getHeader("HX-Replace-Url")).endsWith("&expiryDay=" + day);
    }

    @Test
    void throughTheCart() {
        int day = today().plusDays(8).getDayOfMonth();
        LocalDate until = ShopCalendar.dayOf(new RenewalPeriod(1, day).until(clock.now()));
        Document page = pages.page(MACHINE + 1 + "&expiryDay=" + day);
        String total = page.selectFirst("#quote-total").text();
        Map<String, String> wish = new HashMap<>();
        for (String choice : (MACHINE + 1 + "&expiryDay=" + day).substring(2).split("&")) {
            wish.put(choice.substring(0, choice.indexOf('=')), choice.substring(choice.indexOf('=') + 1));
        }
        assertThat(pages.post("/cart/items", wish).getStatus()).isEqualTo(303);

        Document cart = pages.page("/cart");
        assertThat(cart.select(".price").text()).startsWith(total);
        assertThat(cart.text()).contains("Goes on to day " + day + " of the month.");
        assertThat(cart.select("a[href*=expiryDay=" + day + "]")).hasSize(1);
        assertThat(cart.select("form[action$=acceptance]"))
                .as("nothing to accept")
                .isEmpty();
        Document checkout = pages.page("/checkout?cart");
        assertThat(checkout.selectFirst("#order-total").text()).isEqualTo(total);
        buy(checkout);

        assertThat(expiries()).containsExactly(until);
    }

    @Test
    void aLongerPeriodKeepsItsDay() {
        Document page = pages.page(MACHINE + "12&expiryDay=20");

        assertThat(page.select("#expiryDay")).as("the box").isEmpty();
        assertThat(page.selectFirst("input[name=expiryDay][type=hidden]").val()).isEqualTo("20");
        assertThat(page.selectFirst("#expiryDay-hint").text()).startsWith("Offered for up to 9 months;");
        assertThat(page.selectFirst("#quote-total").text())
                .isEqualTo(pages.page(MACHINE + 12).selectFirst("#quote-total").text());
        assertThat(page.selectFirst("#api-json").text()).contains("RunInstances");
        Document wrong = pages.page(MACHINE + "1&expiryDay=32");
        assertThat(wrong.select("#expiryDay")).isEmpty();
        assertThat(wrong.selectFirst("#notes").text()).contains("Unified expiration date");
    }

    /** Pressed twice, it is one order. */
    private void buy(Document checkout) {
        Map<String, String> form = fields(checkout, "form[action=/orders]");
        MockHttpServletResponse placed = pages.post("/orders", form);
        assertThat(placed.getStatus()).isEqualTo(303);
        String order = placed.getRedirectedUrl();
        assertThat(pages.post("/orders", form).getRedirectedUrl()).isEqualTo(order);
        assertThat(pages.page(order).text()).contains("extra day");
        pages.post(order + "/payment", Map.of("method", "BALANCE"));
        meters.deliver();
    }

    private List<LocalDate> expiries() {
        return search.find(customer.id(), InstanceQuery.all(), 0).stream()
                .map(one -> ShopCalendar.dayOf(one.expiresAt().orElseThrow()))
                .toList();
    }

    private static Map<String, String> fields(Document page, String form) {
        Map<String, String> fields = new HashMap<>();
        page.select(form + " input[type=hidden]").forEach(field -> fields.put(field.attr("name"), field.val()));
        return fields;
    }

    private LocalDate today() {
        return ShopCalendar.dayOf(clock.now());
    }
}
