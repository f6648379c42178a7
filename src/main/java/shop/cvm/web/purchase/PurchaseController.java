package shop.cvm.web.purchase;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.GetMapping;
import shop.cvm.account.SignedIn;
import shop.cvm.order.Orders;
import shop.cvm.order.Quota;
import shop.cvm.web.ExpiryDays;

/** The purchase page. Its address is the whole configuration; any query string gives a page. */
@Controller
class PurchaseController {

    private final Selections selections;
    private final PurchasePage page;
    private final Orders orders;
    private final ExpiryDays expiryDays;

    PurchaseController(Selections selections, PurchasePage page, Orders orders, ExpiryDays expiryDays) {
        this.selections = selections;
        this.page = page;
        this.orders = orders;
        this.expiryDays = expiryDays;
    }

    @GetMapping("/")
    String whole(
            @AuthenticationPrincipal @Nullable SignedIn user, HttpServletRequest request, Locale locale, Model model) {
        Picture picture = selections.picture(new QueryText(request.getQueryString()));
        model.addAttribute("form", page.whole(picture, reader(user, picture.selection()), locale));
        return "purchase/page";
    }

    /**
     * What a change alters, for htmx; {@code shop.js} sends the names of the changed controls, separated by commas, and
     * which form of the API request is shown.
     * Written straight into the response: asking for it is what the page does most, and finding a converter for bytes
     * would be a tenth of the answer's time.
     */
    @GetMapping(path = "/", headers = "HX-Request")
    void altered(
            @AuthenticationPrincipal @Nullable SignedIn user,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale)
            throws IOException {
        Picture picture = selections.picture(new QueryText(request.getQueryString()));
        byte[] html = page.altered(
                        picture, reader(user, picture.selection()), changed(request), hidden(request), locale)
                .getBytes(StandardCharsets.UTF_8);
        response.setContentType("text/html;charset=UTF-8");
        response.setContentLength(html.length);
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.addHeader(HttpHeaders.VARY, "HX-Request");
        response.setHeader("HX-Replace-Url", address(picture));
        response.getOutputStream().write(html);
    }

    private Reader reader(@Nullable SignedIn user, Selection selection) {
        return new Reader(() -> quota(user, selection), SingletonSupplier.of(() -> Optional.ofNullable(user)
                .flatMap(customer -> expiryDays.of(customer.account()))));
    }

    private Optional<Quota> quota(@Nullable SignedIn user, Selection selection) {
        return Optional.ofNullable(user)
                .map(customer -> orders.quota(customer.account(), selection.zone(), selection.chargeType()));
    }

    private static Set<String> changed(HttpServletRequest request) {
        String names = request.getHeader("X-Changed");
        Set<String> changed = new HashSet<>(Arrays.asList(names == null ? new String[0] : names.split(",")));
        changed.removeIf(String::isBlank);
        return changed;
    }

    private static Set<Part> hidden(HttpServletRequest request) {
        String shown = request.getHeader("X-Code");
        return shown == null ? Set.of() : Part.behind(shown);
    }

    private static String address(Picture picture) {
        Map<String, String> all = new LinkedHashMap<>(SelectionQuery.parameters(picture.selection()));
        all.putAll(SelectionQuery.parameters(picture.listing()));
        return "/?" + SelectionQuery.encoded(all);
    }
}
