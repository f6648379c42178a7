package shop.cvm.web.purchase;

import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;

/** The texts of the page in every language of the shop. */
@Component
class Vocabulary {

    private final MessageSource messages;
    private final Map<Locale, Words> words = new ConcurrentHashMap<>();

    Vocabulary(MessageSource messages) {
        this.messages = messages;
    }

    /** @param locale a language of the shop */
    Words in(Locale locale) {
        return words.computeIfAbsent(locale, language -> new Words(messages, language));
    }
}
