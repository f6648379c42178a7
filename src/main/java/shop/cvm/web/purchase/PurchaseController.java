package shop.cvm.web.purchase;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;

/** The purchase page. Its address is the whole configuration; any query string gives a page. */
@Controller
class PurchaseController {

    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    private final Selections selections;
    private final PurchasePage page;

    PurchaseController(Selections selections, PurchasePage page) {
        this.selections = selections;
        this.page = page;
    }

    @GetMapping("/")
    String whole(HttpServletRequest request, Locale locale, Model model) {
        Picture picture = selections.picture(new QueryText(request.getQueryString()));
        model.addAttribute("parts", page.whole(picture, locale));
        model.addAttribute("order", picture.listing().order());
        return "purchase/page";
    }

    /**
     * What a change alters, for htmx.
     *
     * @param changed names of the changed controls, separated by commas, as {@code shop.js} sends them
     */
    @GetMapping(path = "/", headers = "HX-Request")
    ResponseEntity<String> altered(
            HttpServletRequest request,
            @RequestHeader(name = "X-Changed", defaultValue = "") String changed,
            Locale locale) {
        Picture picture = selections.picture(new QueryText(request.getQueryString()));
        return ResponseEntity.ok()
                .contentType(HTML)
                .cacheControl(CacheControl.noStore())
                .header(HttpHeaders.VARY, "HX-Request")
                .header("HX-Replace-Url", address(picture))
                .body(page.altered(picture, names(changed), locale));
    }

    private static Set<String> names(String changed) {
        return Arrays.stream(changed.split(",")).filter(name -> !name.isBlank()).collect(Collectors.toSet());
    }

    private static String address(Picture picture) {
        Map<String, String> all = new LinkedHashMap<>(SelectionQuery.parameters(picture.selection()));
        all.putAll(SelectionQuery.parameters(picture.listing()));
        return "/?" + SelectionQuery.encoded(all);
    }
}
