package shop.cvm.web.purchase;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Show;

/** Draws the purchase page: whole, or only what a change has altered. */
@Component
class PurchasePage {

    private final PartRenderer renderer;
    private final Vocabulary vocabulary;
    private final Show show;
    private final ShopClock clock;

    PurchasePage(PartRenderer renderer, Vocabulary vocabulary, Show show, ShopClock clock) {
        this.renderer = renderer;
        this.vocabulary = vocabulary;
        this.show = show;
        this.clock = clock;
    }

    /** The whole form. */
    String whole(Picture picture, Reader reader, Locale locale) {
        PartViews views = views(picture, reader, locale);
        Map<Part, String> parts = new EnumMap<>(Part.class);
        for (Part part : Part.values()) {
            if (part != Part.DATA_DISK_PRICES) {
                parts.put(part, html(part, picture, views, locale));
            }
        }
        return renderer.form(parts, locale);
    }

    /**
     * The affected parts as htmx exchanges them: the content of the elements that have their ids.
     *
     * @param changed names of the controls that were changed; empty if unknown, which affects every part
     * @param hidden parts that the browser does not show and asks for when it does
     */
    String altered(Picture picture, Reader reader, Set<String> changed, Set<Part> hidden, Locale locale) {
        PartViews views = views(picture, reader, locale);
        Set<String> altered = new HashSet<>(picture.corrected());
        changed.forEach(name -> altered.add(Parameter.kind(name)));
        StringBuilder html = new StringBuilder(8_192);
        for (Part part : Part.values()) {
            if (!hidden.contains(part) && (changed.isEmpty() || part.isAffected(altered, picture))) {
                append(html, part, picture, views, locale);
            }
        }
        return html.toString();
    }

    private void append(StringBuilder html, Part part, Picture picture, PartViews views, Locale locale) {
        if (part == Part.DATA_DISK_PRICES) {
            List<String> prices = views.dataDiskPrices();
            for (int i = 0; i < prices.size(); i++) {
                append(html, part.id() + "-" + i, PartRenderer.text(prices.get(i)));
            }
        } else {
            append(html, part.id(), html(part, picture, views, locale));
        }
    }

    private static void append(StringBuilder html, String id, String content) {
        html.append("<div hx-swap-oob=\"innerHTML:#").append(id).append("\">");
        html.append(content).append("</div>\n");
    }

    private String html(Part part, Picture picture, PartViews views, Locale locale) {
        if (part.template().isEmpty()) {
            Object content = views.of(part);
            return content instanceof QuoteHtml.Markup ? content.toString() : PartRenderer.text(content.toString());
        }
        Object basis = Basis.of(part, picture);
        Object view = basis == null ? views.of(part) : null;
        return view != null
                ? renderer.html(part, view, locale, () -> view)
                : renderer.html(part, Objects.requireNonNull(basis), locale, () -> views.of(part));
    }

    private PartViews views(Picture picture, Reader reader, Locale locale) {
        return new PartViews(
                picture, Priced.of(picture, clock::now), reader, vocabulary.in(locale), show, renderer.icons());
    }
}
