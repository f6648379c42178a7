package shop.cvm.web.purchase;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import shop.cvm.catalog.Localized;

/** Texts in one language. Each is looked up and taken apart once. */
final class Words {

    private final MessageSource messages;
    private final Locale locale;
    private final Map<String, Phrase> phrases = new ConcurrentHashMap<>();

    Words(MessageSource messages, Locale locale) {
        this.messages = messages;
        this.locale = locale;
    }

    /** The message with this key, which is one of the program's own: what visitors write is asked for as known. */
    String of(String key, Object... arguments) {
        Phrase phrase = phrases.get(key);
        return (phrase == null ? phrase(key) : phrase).with(arguments);
    }

    /** The message for a constant, whose name completes the key. */
    String of(String key, Enum<?> constant) {
        return of(key + constant.name());
    }

    /** The message with this key, or null if there is none. */
    @Nullable
    String known(String key) {
        String known = messages.getMessage(key, null, "", locale);
        return known == null || known.isEmpty() ? null : known;
    }

    String in(Localized name) {
        return name.in(locale);
    }

    private Phrase phrase(String key) {
        return phrases.computeIfAbsent(key, unread -> new Phrase(messages.getMessage(unread, null, locale), locale));
    }
}
