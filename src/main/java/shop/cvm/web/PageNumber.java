package shop.cvm.web;

/** The number of a page of a list as addresses have it: counted from 1, and anything else is the first. */
public final class PageNumber {

    private static final int LAST = 100_000;

    private PageNumber() {}

    /** The page, counted from 0. */
    public static int of(String text) {
        return text.matches("[0-9]{1,6}") ? Math.min(Math.max(Integer.parseInt(text), 1), LAST) - 1 : 0;
    }
}
