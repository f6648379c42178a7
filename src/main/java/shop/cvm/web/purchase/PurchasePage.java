package shop.cvm.web.purchase;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import shop.cvm.web.Show;

/** Draws the purchase page: whole, or only what a change has altered. */
@Component
class PurchasePage {

    private final PartRenderer renderer;
    private final MessageSource messages;
    private final Show show;

    PurchasePage(PartRenderer renderer, MessageSource messages, Show show) {
        this.renderer = renderer;
        this.messages = messages;
        this.show = show;
    }

    /** All parts by the ids of their elements. */
    Map<String, String> whole(Picture picture, Locale locale) {
        PartViews views = views(picture, locale);
        Map<String, String> parts = new TreeMap<>();
        for (Part part : Part.values()) {
            if (part != Part.DATA_DISK_PRICES) {
                parts.put(part.id(), renderer.html(part, views.of(part), locale));
            }
        }
        return parts;
    }

    /**
     * The affected parts as htmx exchanges them: the content of the elements that have their ids.
     *
     * @param changed names of the controls that were changed; empty if unknown, which affects every part
     */
    String altered(Picture picture, Set<String> changed, Locale locale) {
        PartViews views = views(picture, locale);
        StringBuilder html = new StringBuilder(8_192);
        for (Part part : Part.values()) {
            if (changed.isEmpty() || part.isAffected(changed, picture)) {
                append(html, part, views, locale);
            }
        }
        return html.toString();
    }

    private void append(StringBuilder html, Part part, PartViews views, Locale locale) {
        if (part == Part.DATA_DISK_PRICES) {
            List<String> prices = views.dataDiskPrices();
            for (int i = 0; i < prices.size(); i++) {
                append(html, part.id() + "-" + i, PartRenderer.text(prices.get(i)));
            }
        } else {
            append(html, part.id(), renderer.html(part, views.of(part), locale));
        }
    }

    private static void append(StringBuilder html, String id, String content) {
        html.append("<div hx-swap-oob=\"innerHTML:#").append(id).append("\">");
        html.append(content).append("</div>\n");
    }

    private PartViews views(Picture picture, Locale locale) {
        return new PartViews(picture, new Words(messages, locale), show);
    }
}
