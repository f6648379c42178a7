package shop.cvm.web.purchase;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.springframework.boot.thymeleaf.autoconfigure.ThymeleafProperties;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.resource.ResourceUrlProvider;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;

/**
 * Draws parts of the page. The text of a part follows from its view and the language alone, so what was drawn is kept
 * under these two, or under what the view follows from. Nothing of a visitor but the name of the machines is in a view.
 */
@Component
class PartRenderer {

    /** In characters, some 16 MB at most; forgetting all when full is simpler than an order, and soon made up for. */
    private static final long MAX_KEPT = 8_000_000;

    /** Never part of a page. */
    private static final String MARK = "\u0001";

    private static final char FIRST_SIGN = '\u2000';
    private static final char LAST_SIGN = '\u2bff';
    private static final int FORM_LENGTH = 65_536;
    private static final String SPRITE = "/icons.svg";

    private record Key(Part part, Object view, Locale locale) {}

    private final ITemplateEngine templates;
    private final ResourceUrlProvider addresses;
    private final boolean keeping;
    private final Map<Key, String> kept = new ConcurrentHashMap<>();
    private final AtomicLong keptCharacters = new AtomicLong();
    private final Map<Locale, List<String>> frames = new ConcurrentHashMap<>();

    PartRenderer(ITemplateEngine templates, ResourceUrlProvider addresses, ThymeleafProperties settings) {
        this.templates = templates;
        this.addresses = addresses;
        this.keeping = settings.isCache();
    }

    /**
     * The content of the part's element, as HTML.
     *
     * @param basis what the view follows from, or the view itself
     * @param view asked for if the part has to be drawn
     */
    String html(Part part, Object basis, Locale locale, Supplier<Object> view) {
        Key key = new Key(part, basis, locale);
        String known = kept.get(key);
        return known == null ? keep(key, draw(part, view.get(), locale)) : known;
    }

    /** Mere text, as HTML. */
    static String text(String text) {
        StringBuilder html = new StringBuilder(text.length() + 64);
        escape(text, html);
        return html.toString();
    }

    /**
     * Appends mere text to HTML. Signs such as the minus are written as references: text that is Latin-1 otherwise, as
     * all of an English page, is sent several times quicker without them.
     */
    static void escape(String text, StringBuilder html) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> append(c, html);
            }
        }
    }

    private static void append(char c, StringBuilder html) {
        if (c >= FIRST_SIGN && c <= LAST_SIGN) {
            html.append("&#").append((int) c).append(';');
        } else {
            html.append(c);
        }
    }

    /** Address of the file that holds all icons. */
    String icons() {
        return Objects.requireNonNull(addresses.getForLookupPath(SPRITE));
    }

    /** The form with these parts in it, as HTML. */
    String form(Map<Part, String> parts, Locale locale) {
        List<String> frame = frames.computeIfAbsent(locale, this::frame);
        StringBuilder html = new StringBuilder(FORM_LENGTH);
        for (int i = 0; i < frame.size(); i++) {
            String text = frame.get(i);
            html.append(i % 2 == 0 ? text : parts.get(Part.valueOf(text)));
        }
        return html.toString();
    }

    /** The form's own text and, between its pieces, the names of the parts that belong there. */
    private List<String> frame(Locale locale) {
        Map<String, String> marks = new HashMap<>();
        for (Part part : Part.values()) {
            marks.put(part.id(), MARK + part.name() + MARK);
        }
        return List.of(templates
                .process("purchase/form", Set.of("form"), context(locale, "parts", marks))
                .split(MARK));
    }

    private Context context(Locale locale, String name, Object value) {
        Context context = new Context(locale);
        context.setVariable(name, value);
        context.setVariable("icons", icons());
        return context;
    }

    private String keep(Key key, String html) {
        if (keeping) {
            if (keptCharacters.addAndGet(html.length()) > MAX_KEPT) {
                kept.clear();
                keptCharacters.set(html.length());
            }
            kept.put(key, html);
        }
        return html;
    }

    private String draw(Part part, Object view, Locale locale) {
        return templates
                .process("purchase/" + part.template(), Set.of(part.id()), context(locale, "v", view))
                .strip();
    }
}
