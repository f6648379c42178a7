package shop.cvm.catalog;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the catalogue, prefix {@code shop.catalog}.
 *
 * @param location folder of the CSV files, as a Spring resource location; the shop's own by default
 * @param load when files are taken over at start
 * @param priceDate prices as they were on this day; null for the latest
 */
@ConfigurationProperties("shop.catalog")
record CatalogSettings(
        @DefaultValue("classpath:catalog/") String location,
        @DefaultValue("FIRST_START") Load load,
        @Nullable LocalDate priceDate) {

    /** When the files are taken over. */
    enum Load {
        /** Only into an empty database. */
        FIRST_START,
        /** Whenever they differ from what the database was loaded from. */
        CHANGED
    }
}
