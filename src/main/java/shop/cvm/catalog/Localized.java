package shop.cvm.catalog;

import java.util.Locale;

/** A name of the catalogue in both languages of the shop. */
public record Localized(String english, String chinese) {

    /** The name for this reader: Chinese for any Chinese locale, else English. */
    public String in(Locale locale) {
        return "zh".equals(locale.getLanguage()) ? chinese : english;
    }
}
