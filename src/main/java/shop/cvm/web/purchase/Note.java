package shop.cvm.web.purchase;

/**
 * A {@link Change} in words.
 *
 * @param field what had to change
 * @param wanted what was asked for
 * @param now what is chosen instead; empty if nothing is
 */
public record Note(String field, String wanted, String now) {}
