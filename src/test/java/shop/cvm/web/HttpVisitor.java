package shop.cvm.web;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import shop.cvm.Customers;

/** Somebody with a browser without script: keeps cookies, sends forms with all their fields, follows no redirect. */
public class HttpVisitor {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();
    private URI shop;

    /** @param port of the shop on this machine */
    public HttpVisitor(int port) {
        this.shop = URI.create("http://localhost:" + port);
    }

    /** Goes on at the same shop on another port; cookies do not tell ports apart. */
    public void movesTo(int port) {
        this.shop = URI.create("http://localhost:" + port);
    }

    /** Opens an address of the shop, with header names and values in turn. */
    public Page open(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(shop.resolve(path)).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request);
    }

    /** Loads what is no text, with header names and values in turn. */
    public byte[] download(String path, String... headers) {
        return transfer(path, headers).body();
    }

    /** The answer as it comes over the wire, with header names and values in turn. */
    public HttpResponse<byte[]> transfer(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(shop.resolve(path)).GET();
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request, BodyHandlers.ofByteArray());
    }

    /** Sends the page's form of this address: its own fields, and these in their place or beside them. */
    public Page submit(Page page, String action, Map<String, String> typed) {
        Element form = page.document().select("form[method=post]").stream()
                .filter(found -> found.attr("action").equals(action)
                        || !found.select("button[formaction='" + action + "']").isEmpty())
                .findFirst()
                .orElseThrow(() -> new AssertionError("No form " + action + " on\n" + page.body()));
        Map<String, String> fields = new LinkedHashMap<>();
        form.select("input[name]:not([type=radio]), input[type=radio][checked]")
                .forEach(input -> fields.put(input.attr("name"), input.attr("value")));
        fields.putAll(typed);
        return post(action, fields);
    }

    /** Posts what no page of the shop would, without a token of its own. */
    public Page post(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(shop.resolve(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", shop.toString())
                .POST(BodyPublishers.ofString(body)));
    }

    /** Signs in with the password of all test accounts. */
    public Page signIn(String email) {
        return submit(open("/sign-in"), "/sign-in", Map.of("email", email, "password", Customers.PASSWORD));
    }

    /** The value of the session's cookie, if there is one. */
    public Optional<String> session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("SESSION"))
                .map(HttpCookie::getValue)
                .findFirst();
    }

    private Page send(HttpRequest.Builder request) {
        return new Page(send(request.header("Accept", "text/html"), BodyHandlers.ofString()));
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request.timeout(LONGEST).build(), body);
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** An answer of the shop. */
    public record Page(HttpResponse<String> response) {

        public int status() {
            return response.statusCode();
        }

        public String body() {
            return response.body();
        }

        public Document document() {
            return Jsoup.parse(body());
        }

        /** The text of the first element that this selector finds. */
        public String text(String selector) {
            Element found = document().selectFirst(selector);
            if (found == null) {
                throw new AssertionError("No " + selector + " on\n" + body());
            }
            return found.text();
        }

        /** Where a redirect leads to, without the host. */
        public String location() {
            String location = header("Location");
            return location.replaceFirst("^http://localhost:[0-9]+", "");
        }

        /** The header, or empty text. */
        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        public List<String> headers(String name) {
            return response.headers().allValues(name);
        }
    }
}
