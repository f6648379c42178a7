package shop.cvm.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Locale;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Where even the error page fails, because the database that it asks for the session is away. */
class BarePageTests {

    private static final FilterChain FAILING = (request, response) -> {
        response.setCharacterEncoding("UTF-8");
        response.getWriter().write("<html>half a page");
        throw new DataAccessResourceFailureException("no connection");
    };

    private final RequestIds filter = new RequestIds(new BarePage(messages()));

    @Test
    void whoeverAskedIsToldInWords() throws Exception {
        MockHttpServletResponse response = errorDispatch(Locale.ENGLISH);

        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getContentType()).startsWith("text/html");
        Document page = Jsoup.parse(response.getContentAsString());
        assertThat(page.selectFirst("h1").text()).isEqualTo("Something went wrong");
        assertThat(page.selectFirst("code").text()).isEqualTo("abc123");
        assertThat(page.outerHtml()).doesNotContain("half a page", "no connection", "Exception");
    }

    @Test
    void andInChinese() throws Exception {
        Document page = Jsoup.parse(errorDispatch(Locale.CHINESE).getContentAsString());

        assertThat(page.selectFirst("html").attr("lang")).isEqualTo("zh-CN");
        assertThat(page.selectFirst("h1").text()).isEqualTo("出现错误");
    }

    @Test
    void theRequestItselfStillGetsTheWholeErrorPage() throws Exception {
        MockHttpServletResponse response = new MockHttpServletResponse();

        filter.doFilter(new MockHttpServletRequest("GET", "/orders"), response, FAILING);

        assertThat(response.getStatus()).isEqualTo(500);
        assertThat(response.getContentAsString()).doesNotContain("Something went wrong");
    }

    private MockHttpServletResponse errorDispatch(Locale language) throws ServletException, IOException {
        MockHttpServletRequest request = new MockHttpServletRequest("GET", "/error");
        request.setDispatcherType(DispatcherType.ERROR);
        request.addPreferredLocale(language);
        request.setAttribute(RequestIds.KEY, "abc123");
        MockHttpServletResponse response = new MockHttpServletResponse();
        filter.doFilter(request, response, FAILING);
        return response;
    }

    private static ResourceBundleMessageSource messages() {
        ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
        messages.setBasename("messages/common");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        return messages;
    }
}
