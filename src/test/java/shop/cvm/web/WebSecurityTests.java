package shop.cvm.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.web.HttpVisitor.Page;

@ShopTest
@Tag("page")
class WebSecurityTests {

    @LocalServerPort
    private int port;

    @Autowired
    private Customers customers;

    @Autowired
    private JdbcClient jdbc;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/prices",
                "/help/purchase",
                "/help/billing",
                "/help/expiry",
                "/language?lang=zh&to=/",
                "/shop.css",
                "/favicon.svg"
            })
    void whatAnybodyMayOpenCreatesNoSession(String path) {
        int before = sessions();

        Page page = new HttpVisitor(port).open(path);

        assertThat(page.status()).isNotIn(302, 401, 403);
        assertThat(page.headers("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("SESSION"));
        assertThat(sessions()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/billing",
                "/billing/top-up",
                "/billing/top-up/2026112300000000000000",
                "/wallet/payments/2026112300000000000000",
                "/checkout",
                "/orders",
                "/instances",
                "/instances/ins-12345678",
                "/account",
                "/account/security",
                "/anything/else"
            })
    void everythingElseNeedsSomebodySignedIn(String path) {
        assertThat(new HttpVisitor(port).open(path).location()).isEqualTo("/sign-in");
    }

    @Test
    void noPageMayHoldAnythingInlineOrFromElsewhereOrBeFramed() {
        for (String path : List.of("/sign-in", "/nothing/here", "/shop.css")) {
            Page page = new HttpVisitor(port).open(path);
            assertThat(page.header("Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                            + "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
            assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
            assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        }
    }

    /** The page, whatever it names, and whatever its stylesheet names. What is smaller than a packet stays as it is. */
    @Test
    void aFirstVisitTransfersLessThan250KilobytesAllOfThemCompressed() {
        HttpVisitor visitor = new HttpVisitor(port);
        String page = visitor.open("/").body();
        Set<String> addresses = new LinkedHashSet<>(List.of("/"));
        addresses.addAll(named(page, "(?:href|src)=\"(/[^\"#]+\\.(?:css|js|svg))[\"#]"));
        for (String file : List.copyOf(addresses)) {
            if (file.endsWith(".css")) {
                addresses.addAll(named(visitor.open(file).body(), "url\\(([^)]+)\\)"));
            }
        }
        assertThat(addresses).hasSize(7).anyMatch(file -> file.startsWith("/caret-"));

        long transferred = 0;
        for (String address : addresses) {
            HttpResponse<byte[]> answer = visitor.transfer(address, "Accept-Encoding", "gzip");
            int length = answer.body().length;
            boolean compressed =
                    answer.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
            assertThat(answer.statusCode()).as(address).isEqualTo(200);
            assertThat(compressed || length < 1024).as(address).isTrue();
            transferred += length + answer.headers().toString().length();
        }
        assertThat(transferred).isBetween(10_000L, 250_000L);
    }

    private static List<String> named(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void everyFileOfAPageCarriesItsHashAndIsKeptForAYear() {
        HttpVisitor visitor = new HttpVisitor(port);
        Document page = visitor.open("/").document();
        List<String> files = page.select("link[href], script[src], img[src], use[href]").stream()
                .map(part -> part.hasAttr("src") ? part.attr("src") : part.attr("href"))
                .map(address -> address.replaceFirst("#.*", ""))
                .distinct()
                .toList();

        assertThat(files)
                .hasSize(5)
                .allMatch(file -> file.matches("/.+-[0-9a-f]{32}\\.(css|js|svg)"))
                .allSatisfy(file -> assertThat(visitor.open(file).status()).isEqualTo(200))
                .allSatisfy(file -> assertThat(cacheControl(visitor, file)).isEqualTo("max-age=31536000, public"));
        String styles =
                files.stream().filter(file -> file.endsWith(".css")).findFirst().orElseThrow();
        assertThat(visitor.open(styles).body()).containsPattern("url\\(/caret-[0-9a-f]{32}\\.svg\\)");
    }

    @Test
    void aPlainNameIsAskedForAgainEachTimeAndPagesOfPeopleAreNeverKept() {
        HttpVisitor customer = new HttpVisitor(port);
        customer.signIn(customers.account().email());

        for (String file : List.of("/shop.css", "/shop.js", "/icons.svg", "/webjars/htmx.org/dist/htmx.min.js")) {
            assertThat(cacheControl(customer, file)).isEqualTo("no-cache");
        }
        assertThat(cacheControl(customer, "/billing")).contains("no-store");
        assertThat(customer.open("/shop.css").header("Set-Cookie")).isEmpty();
    }

    @Test
    void aHashThatIsNotTheFilesIsNotFoundAndNotKept() {
        String file = "/shop-0123456789abcdef0123456789abcdef.css";

        assertThat(new HttpVisitor(port).open(file).status()).isEqualTo(404);
        assertThat(cacheControl(new HttpVisitor(port), file)).contains("no-store");
    }

    @Test
    void anAddressThatIsNotThereIsNotFoundEvenForFiles() {
        assertThat(new HttpVisitor(port).open("/favicon.ico").status()).isEqualTo(404);
        assertThat(new HttpVisitor(port).open("/missing.css").status()).isEqualTo(404);
    }

    @Test
    void whatWasConfiguredIsWantedAsItIsWrittenWithoutWhatAHeaderCannotCarry() {
        HttpVisitor visitor = new HttpVisitor(port);
        visitor.open("/billing/top-up?amount=1&note=%5Ba%5D&x=%7B%22%7D");

        assertThat(visitor.signIn(customers.account().email()).location())
                .isEqualTo("/billing/top-up?amount=1&note=%5Ba%5D&x=%7B%22%7D");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/sign-in", "/sign-up", "/billing/top-up", "/payments/notifications/wechat-pay"})
    void aMalformedFormIsItsSendersFault(String path) throws IOException {
        String body = "email=%zz&password=%";
        String request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 4");
        }
    }

    private static String cacheControl(HttpVisitor visitor, String path) {
        return visitor.open(path).header("Cache-Control");
    }

    private int sessions() {
        return jdbc.sql("select count(*) from spring_session")
                .query(Integer.class)
                .single();
    }
}
