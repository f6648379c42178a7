package shop.cvm.web.purchase;

import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Catalog;

/** Says what of a selection could not be kept, for pages that follow the purchase page. */
@Component
public class Notes {

    private final Catalog catalog;
    private final Vocabulary vocabulary;

    Notes(Catalog catalog, Vocabulary vocabulary) {
        this.catalog = catalog;
        this.vocabulary = vocabulary;
    }

    /** The changes of a reading in the language of this reader. */
    public List<Note> of(Reading reading, Locale locale) {
        return new NoteViews(catalog.snapshot(), reading.changes(), vocabulary.in(locale)).notes();
    }
}
