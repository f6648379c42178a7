package shop.cvm.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;

/**
 * Input that no page of the shop sends, where it comes closest to the database. No tests of pages by their tag, because
 * PostgreSQL refuses what H2 takes: a zero byte in a text.
 */
@ShopTest
class OddInputTests {

    private static final String CHECKOUT = "/checkout?chargeType=POSTPAID_BY_HOUR&zone=ap-guangzhou-3&type=S5.MEDIUM4"
            + "&image=img-487zeit5&login=KEY_PAIR&count=1";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Customers customers;

    @LocalServerPort
    private int port;

    private Account customer;
    private Pages pages;

    @BeforeEach
    void aCustomer() {
        customer = customers.account();
        pages = Pages.of(mvc, customer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "ins-\0aaaaaaa", "ins-1234567", "INS-12345678", "ins-123456789", "名"})
    void whatCanBeNoInstanceIsNone(String id) {
        assertThat(pages.post("/instances/bulk", Map.of("action", "STOP", "id", id))
                        .getStatus())
                .isEqualTo(303);
        assertThat(pages.post("/instances/bulk", Map.of("action", "TERMINATE", "id", id))
                        .getStatus())
                .isEqualTo(303);
        assertThat(pages.post("/instances/termination", Map.of("confirm", "1", "id", id))
                        .getStatus())
                .isEqualTo(422);
        assertThat(pages.get("/instances/termination?id=%00,ins-%00").getStatus())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "skey-\0aaaaaaa", "skey-1", "skey-123456789"})
    void whatCanBeNoKeyPairIsMissing(String keyPair) {
        Map<String, String> form = new LinkedHashMap<>();
        pages.page(CHECKOUT)
                .select("form[action=/orders] input[name]")
                .forEach(input -> form.put(input.attr("name"), input.attr("value")));
        form.remove("_csrf");
        form.put("keyPair", keyPair);

        var answer = pages.post("/orders", form);

        assertThat(answer.getStatus()).isEqualTo(422);
        assertThat(Pages.read(answer).text()).contains("key pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "a", "00000000-0000-0000-0000-00000000000\0"})
    void whatCanBeNoSessionIsNone(String id) {
        String cookie = "SESSION=" + Base64.getEncoder().encodeToString(id.getBytes());

        assertThat(new HttpVisitor(port).open("/", "Cookie", cookie).status()).isEqualTo(200);
        assertThat(new HttpVisitor(port).open("/sign-in", "Cookie", cookie).status())
                .isEqualTo(200);
        assertThat(new HttpVisitor(port).open("/orders", "Cookie", cookie).location())
                .isEqualTo("/sign-in");
    }

    @Test
    void aSessionStillFindsWhoSignedIn() {
        HttpVisitor visitor = new HttpVisitor(port);
        visitor.signIn(customer.email());

        assertThat(visitor.open("/orders").status()).isEqualTo(200);
    }
}
