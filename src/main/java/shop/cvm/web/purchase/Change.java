package shop.cvm.web.purchase;

/**
 * Something that was asked for and could not be kept.
 *
 * @param field the parameter, for example {@code zone} or {@code dataDisks[0].size}
 * @param wanted what was asked for, as it was written
 * @param now what is chosen instead; empty for nothing
 */
public record Change(String field, String wanted, String now) {}
