package shop.cvm.story;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.FormElement;

/**
 * Somebody with a browser without script: opens pages over real HTTP, follows links by their words, fills fields by
 * their labels and presses buttons. What cannot be found by its label fails the test.
 */
final class Visitor {

    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(new CookieManager())
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private URI address;
    private Document page = new Document("");

    Visitor(int port) {
        this.address = URI.create("http://localhost:" + port + "/");
    }

    /** Goes on at the same shop on another port; cookies do not tell ports apart. */
    void movesTo(int port) {
        address = URI.create("http://localhost:" + port + "/");
    }

    Visitor open(String path) {
        return ask(HttpRequest.newBuilder(address.resolve(path)).GET());
    }

    Visitor follow(String words) {
        Element link = page.select("a[href]").stream()
                .filter(candidate -> candidate.text().equals(words))
                .findFirst()
                .orElseThrow(() -> missing("link", words));
        return open(link.attr("href"));
    }

    /** Types into the field with this label. */
    Visitor type(String label, String text) {
        Element field = labelled(label);
        if (field.normalName().equals("textarea")) {
            field.text(text);
        } else {
            field.attr("value", text);
        }
        return this;
    }

    /** Picks the radio button or ticks the box with this label; the label may begin with it. */
    Visitor choose(String label) {
        Element field = labelled(label);
        page.select("input[type=radio][name=\"" + field.attr("name") + "\"]")
                .forEach(radio -> radio.removeAttr("checked"));
        field.attr("checked", "checked");
        return this;
    }

    /** Presses the button with these words and follows where its form leads. */
    Visitor press(String words) {
        Element button = page.select("button").stream()
                .filter(candidate -> candidate.text().equals(words))
                .findFirst()
                .orElseThrow(() -> missing("button", words));
        FormElement form = (FormElement) button.closest("form");
        if (form == null) {
            throw missing("form around the button", words);
        }
        String target = button.hasAttr("formaction") ? button.attr("formaction") : form.attr("action");
        String method = button.hasAttr("formmethod") ? button.attr("formmethod") : form.attr("method");
        return send(target, method, fields(form, button));
    }

    String text() {
        return page.text();
    }

    /** The text of the one element this selects. */
    String text(String selector) {
        Element element = page.selectFirst(selector);
        if (element == null) {
            throw missing("element", selector);
        }
        return element.text();
    }

    /** The texts of all elements this selects. */
    List<String> texts(String selector) {
        return page.select(selector).eachText();
    }

    boolean has(String selector) {
        return page.selectFirst(selector) != null;
    }

    String path() {
        return address.getPath();
    }

    private Visitor send(String target, String method, String fields) {
        URI action = address.resolve(target.isEmpty() ? address.getRawPath() : target);
        if (method.equalsIgnoreCase("post")) {
            return ask(HttpRequest.newBuilder(action)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .header("Origin", action.getScheme() + "://" + action.getAuthority())
                    .POST(HttpRequest.BodyPublishers.ofString(fields)));
        }
        return ask(HttpRequest.newBuilder(URI.create(action + "?" + fields)).GET());
    }

    private Visitor ask(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer = client.send(
                    request.header("Accept-Language", "en")
                            .timeout(Duration.ofSeconds(30))
                            .build(),
                    HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            address = answer.uri();
            page = Jsoup.parse(answer.body(), address.toString());
            if (answer.statusCode() >= 400) {
                throw new AssertionError(answer.statusCode() + " at " + address + ": " + page.text());
            }
            return this;
        } catch (IOException e) {
            throw new AssertionError("No answer from " + address, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private Element labelled(String label) {
        List<Element> labels = page.select("label").stream()
                .filter(candidate -> candidate.text().startsWith(label))
                .toList();
        for (Element candidate : labels) {
            Element field = candidate.hasAttr("for")
                    ? page.getElementById(candidate.attr("for"))
                    : candidate.selectFirst("input, select, textarea");
            if (field != null) {
                return field;
            }
        }
        throw missing("label", label);
    }

    private static String fields(FormElement form, Element button) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        form.formData().forEach(field -> fields.add(Map.entry(field.key(), field.value())));
        if (button.hasAttr("name")) {
            fields.add(Map.entry(button.attr("name"), button.attr("value")));
        }
        return fields.stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private AssertionError missing(String what, String words) {
        return new AssertionError("No " + what + " \"" + words + "\" on " + address + ": " + page.text());
    }
}
