package shop.cvm.web.purchase;

import java.util.Locale;
import org.springframework.context.MessageSource;
import shop.cvm.catalog.Localized;

/** Texts in the reader's language. */
record Words(MessageSource messages, Locale locale) {

    /** The message with this key. */
    String of(String key, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    /** The message for a constant, whose name completes the key. */
    String of(String key, Enum<?> constant) {
        return of(key + constant.name());
    }

    String in(Localized name) {
        return name.in(locale);
    }
}
