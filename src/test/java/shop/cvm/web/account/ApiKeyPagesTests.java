package shop.cvm.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
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
import shop.cvm.account.ApiKeys;
import shop.cvm.web.Pages;

@ShopTest
@Tag("page")
class ApiKeyPagesTests {

    private static final String PAGE = "/account/api-keys";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private Customers customers;

    private Account customer;
    private Pages pages;

    @BeforeEach
    void aCustomer() {
        customer = customers.account();
        pages = Pages.of(mvc, customer);
    }

    @Test
    void theSecretIsShownOnceAndNotCached() {
        assertThat(pages.page(PAGE).text()).contains("You have no API key yet.", "http.setEndpoint(\"");

        MockHttpServletResponse made = pages.post(PAGE, Map.of("readOnly", "true"));

        assertThat(made.getStatus()).isEqualTo(200);
        assertThat(made.getHeader("Cache-Control")).contains("no-store");
        String secret = Pages.read(made).selectFirst("#secret-key").text();
        String id = Pages.read(made).selectFirst("#secret-id").text();
        assertThat(keys.credential(id).orElseThrow().secretKey()).isEqualTo(secret);
        Document later = pages.page(PAGE);
        assertThat(later.text()).doesNotContain(secret);
        assertThat(later.selectFirst("tbody tr").text()).contains(id, "Reads only", "Enabled", "Never");
        assertThat(pages.in(Locale.CHINESE).page(PAGE).selectFirst("tbody tr").text())
                .contains(id, "只读", "已启用", "从未使用");
    }

    @Test
    void aKeyIsDisabledEnabledAndDeleted() {
        String id = keys.create(customer.id(), false).secretId();

        MockHttpServletResponse refused = pages.post(PAGE + "/" + id + "/deletion", Map.of());
        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(Pages.read(refused).text()).contains("Disable it first");
        assertThat(pages.post(PAGE + "/" + id + "/disabling", Map.of()).getStatus())
                .isEqualTo(303);
        assertThat(keys.credential(id)).isEmpty();
        assertThat(pages.post(PAGE + "/" + id + "/enabling", Map.of()).getStatus())
                .isEqualTo(303);
        assertThat(keys.credential(id)).isPresent();
        pages.post(PAGE + "/" + id + "/disabling", Map.of());
        assertThat(pages.post(PAGE + "/" + id + "/deletion", Map.of()).getStatus())
                .isEqualTo(303);
        assertThat(pages.post(PAGE + "/" + id + "/deletion", Map.of()).getStatus())
                .isEqualTo(303);
        assertThat(keys.keys(customer.id())).isEmpty();
    }

    @Test
    void whoHasAsManyAsThereCanBeIsToldWhatToDo() {
        for (int i = 0; i < ApiKeys.MOST; i++) {
            keys.create(customer.id(), false);
        }

        MockHttpServletResponse refused = pages.post(PAGE, Map.of("readOnly", "false"));

        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(Pages.read(refused).text()).contains("You have 5 API keys", "Delete one first.");
        assertThat(keys.keys(customer.id())).hasSize(ApiKeys.MOST);
    }
}
