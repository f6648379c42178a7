package shop.cvm.web.purchase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.text.MessageFormat;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Phrases say what the platform's own message format would. */
class PhraseTests {

    /** Of a purchase name: what {@code {R:1}} is, no message format knows. */
    private static final String NAME_PATTERN = "{R:1}";

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 12, 999, 1_000, 1_234_567, -5_000})
    void everyMessageOfThePageReadsAsTheMessageFormatMakesIt(int number) {
        for (Locale locale : List.of(Locale.ENGLISH, Locale.CHINESE)) {
            for (String message : messages(locale)) {
                Object second = message.contains("{1,choice") ? number + 2 : "1 < 2";
                Object[] arguments = {number, second, number + 1, "5", "6", "7"};
                assertThat(new Phrase(message, locale).with(arguments))
                        .isEqualTo(new MessageFormat(message, locale).format(arguments));
            }
        }
    }

    @Test
    void whatIsNoPlaceForAnArgumentIsText() {
        assertThat(new Phrase("web-{R:1}, {}, {0}", Locale.ENGLISH).with("x")).isEqualTo("web-{R:1}, {}, x");
    }

    @Test
    void aMessageWithAnOpenBraceIsRefused() {
        assertThatThrownBy(() -> new Phrase("{0} of {1", Locale.ENGLISH)).hasMessageContaining("{0} of {1");
    }

    private static List<String> messages(Locale locale) {
        ResourceBundle bundle = ResourceBundle.getBundle(
                "messages/purchase",
                locale,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
        return Collections.list(bundle.getKeys()).stream()
                .map(bundle::getString)
                .filter(message -> !message.contains(NAME_PATTERN))
                .toList();
    }
}
