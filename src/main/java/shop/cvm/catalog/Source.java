package shop.cvm.catalog;

import org.jspecify.annotations.Nullable;

/**
 * A public document the catalogue's figures come from.
 *
 * @param id name by which figures point to it
 * @param publisher who published it
 * @param title its title
 * @param page address without scheme; null if it has none
 * @param date its date, as exact as known; null if not known
 */
public record Source(
        String id,
        String publisher,
        String title,
        @Nullable String page,
        @Nullable String date) {}
