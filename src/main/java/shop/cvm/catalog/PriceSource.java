package shop.cvm.catalog;

/**
 * Where a figure of the price book comes from.
 *
 * @param sourceId row of {@code sources.csv}; several are separated by semicolons
 * @param effectiveFrom date of the figure
 * @param estimated whether its confidence is low, so that the page must say "estimated list price"
 */
public record PriceSource(String sourceId, String effectiveFrom, boolean estimated) {}
