package shop.cvm.web.prices;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.Source;

/**
 * A document that figures of a page come from.
 *
 * @param number by which the figures point to it
 * @param source the document
 * @param priceDates from when the figures are, ascending
 */
record Citation(int number, Source source, List<String> priceDates) {

    Citation {
        priceDates = List.copyOf(priceDates);
    }

    /** Where the document is or was to be read; null if that was never a public address. */
    public @Nullable String address() {
        String page = source.page();
        return page == null || page.contains(" ") ? null : page;
    }
}
