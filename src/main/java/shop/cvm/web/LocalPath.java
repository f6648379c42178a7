package shop.cvm.web;

/** An address a page may redirect to because somebody named it: only ever one of this shop. */
public final class LocalPath {

    private LocalPath() {}

    /**
     * The wanted path with its query if it stays in this shop, else the purchase page. A browser reads {@code //host},
     * {@code /\host} and a path with a tab in it as another host.
     */
    public static String of(String wanted) {
        boolean local = wanted.startsWith("/")
                && !wanted.startsWith("//")
                && wanted.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '\\');
        return local ? wanted : "/";
    }
}
