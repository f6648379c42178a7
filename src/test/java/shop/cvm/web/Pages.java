package shop.cvm.web;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import shop.cvm.account.Account;
import shop.cvm.account.SignedIn;

/** Opens pages of the shop as somebody who is signed in, without a browser. */
public final class Pages {

    private final MockMvc mvc;
    private final Account account;
    private final Locale language;

    private Pages(MockMvc mvc, Account account, Locale language) {
        this.mvc = mvc;
        this.account = account;
        this.language = language;
    }

    public static Pages of(MockMvc mvc, Account account) {
        return new Pages(mvc, account, Locale.ENGLISH);
    }

    public Pages in(Locale other) {
        return new Pages(mvc, account, other);
    }

    public MockHttpServletResponse get(String address) {
        return answer(MockMvcRequestBuilders.get(URI.create(address)));
    }

    /** The page at this address, read. */
    public Document page(String address) {
        return read(get(address));
    }

    public MockHttpServletResponse post(String address, Map<String, String> fields) {
        MockHttpServletRequestBuilder request =
                MockMvcRequestBuilders.post(URI.create(address)).with(csrf());
        fields.forEach(request::param);
        return answer(request);
    }

    public static Document read(MockHttpServletResponse response) {
        return Jsoup.parse(new String(response.getContentAsByteArray(), StandardCharsets.UTF_8));
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) {
        try {
            return mvc.perform(request.with(user(SignedIn.as(account))).locale(language))
                    .andReturn()
                    .getResponse();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }
}
