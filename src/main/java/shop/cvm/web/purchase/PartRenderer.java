package shop.cvm.web.purchase;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafProperties;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.springframework.web.util.HtmlUtils;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Draws parts of the page. The text of a part follows from its view and the language alone, so what was drawn is kept
 * under these two; any other view is drawn anew. Nothing of a visitor but the name of the machines is ever in a view.
 */
@Component
class PartRenderer {

    /** Some 2 kB each on average; forgetting all of them when full is simpler than an order, and soon made up for. */
    private static final int MAX_KEPT = 4_000;

    private static final String SPRITE = "/icons.svg";

    private record Key(Part part, Object view, Locale locale) {}

    private final ITemplateEngine templates;
    private final ResourceUrlProvider addresses;
    private final boolean keeping;
    private final Map<Key, String> kept = new ConcurrentHashMap<>();

    PartRenderer(ITemplateEngine templates, ResourceUrlProvider addresses, ThymeleafProperties settings) {
        this.templates = templates;
        this.addresses = addresses;
        this.keeping = settings.isCache();
    }

    /** The content of the part's element, as HTML. */
    String html(Part part, Object view, Locale locale) {
        if (part.template().isEmpty()) {
            return text(view.toString());
        }
        Key key = new Key(part, view, locale);
        String known = kept.get(key);
        return known == null ? keep(key, draw(part, view, locale)) : known;
    }

    /** Mere text, as HTML. */
    static String text(String text) {
        return HtmlUtils.htmlEscape(text, "UTF-8");
    }

    private String keep(Key key, String html) {
        if (keeping) {
            if (kept.size() >= MAX_KEPT) {
                kept.clear();
            }
            kept.put(key, html);
        }
        return html;
    }

    private String draw(Part part, Object view, Locale locale) {
        Context context = new Context(locale);
        context.setVariable("v", view);
        context.setVariable("icons", addresses.getForLookupPath(SPRITE));
        return templates
                .process("purchase/" + part.template(), Set.of(part.id()), context)
                .strip();
    }
}
