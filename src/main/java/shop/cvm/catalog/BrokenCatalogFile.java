package shop.cvm.catalog;

/** A file of the catalogue that cannot be taken over. Nothing of the set was, and the shop keeps what it had. */
public class BrokenCatalogFile extends RuntimeException {

    BrokenCatalogFile(String file, long line, String column, String reason) {
        super(file + ".csv, line " + line + (column.isEmpty() ? "" : ", column " + column) + ": " + reason);
    }
}
