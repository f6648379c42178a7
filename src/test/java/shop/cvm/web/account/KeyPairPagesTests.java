package shop.cvm.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.account.KeyPair;
import shop.cvm.account.KeyPairs;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Pages;

@ShopTest
@Tag("page")
class KeyPairPagesTests {

    private static final String PAGE = "/account/key-pairs";
    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEdlbmVyYXRlZEZvclRoZVRlc3RzT2ZUaGVTaG9wISEh";
    private static final String CHECKOUT = "/checkout?chargeType=POSTPAID_BY_HOUR&zone=ap-guangzhou-3&type=S5.MEDIUM4"
            + "&image=img-487zeit5&login=KEY_PAIR&count=1";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private KeyPairs keyPairs;

    @Autowired
    private Customers customers;

    @Autowired
    private ShopClock clock;

    private Account customer;
    private Pages pages;

    @BeforeEach
    void aCustomer() {
        customer = customers.account();
        pages = Pages.of(mvc, customer);
    }

    @Test
    void thePrivateKeyIsShownOnceAndNotCached() {
        assertThat(pages.page(PAGE).text()).contains("You have no key pair yet.");

        MockHttpServletResponse made = pages.post(PAGE, Map.of("name", "laptop"));

        assertThat(made.getStatus()).isEqualTo(200);
        assertThat(made.getHeader("Cache-Control")).contains("no-store");
        assertThat(Pages.read(made).selectFirst("#private-key").text()).startsWith("-----BEGIN PRIVATE KEY-----");
        Document later = pages.page(PAGE);
        assertThat(later.select("#private-key")).isEmpty();
        assertThat(later.selectFirst("tbody tr").text()).contains("laptop", "SHA256:", "no instance");
    }

    @Test
    void aFormSentTwiceShowsTheSamePrivateKeyUntilItIsForgotten() {
        Document page = pages.page(PAGE);
        Map<String, String> form =
                Map.of("name", "laptop", "form", page.selectFirst("[name=form]").attr("value"));
        String first = privateKey(pages.post(PAGE, form));

        MockHttpServletResponse again = pages.post(PAGE, form);
        assertThat(privateKey(again)).isEqualTo(first);
        assertThat(again.getHeader("Cache-Control")).contains("no-store");
        assertThat(keyPairs.keyPairs(customer.id())).hasSize(1);

        clock.advance(Duration.ofMinutes(5));
        MockHttpServletResponse late = pages.post(PAGE, form);
        assertThat(late.getStatus()).isEqualTo(422);
        assertThat(Pages.read(late).select("#private-key")).isEmpty();
        assertThat(Pages.read(late).select("#problems").text())
                .contains("Key pair laptop was made when this form was sent before");
    }

    private static String privateKey(MockHttpServletResponse answer) {
        return Pages.read(answer).selectFirst("#private-key").text();
    }

    @Test
    void onesOwnKeyIsTakenOverAndCanBeDeleted() {
        assertThat(pages.post(PAGE, Map.of("name", "work", "publicKey", PUBLIC_KEY))
                        .getStatus())
                .isEqualTo(303);
        KeyPair kept = keyPairs.keyPairs(customer.id()).get(0);

        assertThat(pages.post(PAGE + "/" + kept.id() + "/deletion", Map.of()).getStatus())
                .isEqualTo(303);
        assertThat(keyPairs.keyPairs(customer.id())).isEmpty();
    }

    @Test
    void whatIsWrongIsSaidBesideItsFieldAndNothingTypedIsLost() {
        MockHttpServletResponse refused = pages.post(PAGE, Map.of("name", "my key", "publicKey", PUBLIC_KEY));

        assertThat(refused.getStatus()).isEqualTo(422);
        Document page = Pages.read(refused);
        assertThat(page.selectFirst("#problems a").attr("href")).isEqualTo("#name");
        assertThat(page.selectFirst("#name").attr("value")).isEqualTo("my key");
        assertThat(page.selectFirst("#publicKey").text()).isEqualTo(PUBLIC_KEY);
        assertThat(Pages.read(pages.post(PAGE, Map.of("name", "mine", "publicKey", "nonsense")))
                        .selectFirst("#problems a")
                        .attr("href"))
                .isEqualTo("#publicKey");
    }

    @Test
    void theCheckoutOffersTheCustomersKeyPairs() {
        Document none = pages.page(CHECKOUT);
        assertThat(none.text()).contains("You have no key pair yet. Add one, then come back to this page.");
        assertThat(none.select("#password")).isEmpty();

        KeyPair kept = keyPairs.importKey(customer.id(), "work", PUBLIC_KEY);

        assertThat(pages.page(CHECKOUT).select("#keyPair option").eachAttr("value"))
                .containsExactly(kept.id().keyPairId());
    }
}
