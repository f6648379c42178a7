package shop.cvm.catalog;

/** The operating system as far as the price depends on it. */
public enum OsType {
    LINUX,
    WINDOWS
}
