package shop.cvm.web.purchase;

import java.util.Locale;

/**
 * How the table of hardware is shown; part of the page's address, but not of what is bought.
 *
 * @param vcpu only types with this many vCPUs; 0 for any
 * @param memory only types with this much memory in GiB; 0 for any
 * @param inStock only types that can be bought now
 * @param column what rows are sorted by
 * @param descending whether the highest comes first
 */
record Listing(int vcpu, int memory, boolean inStock, Column column, boolean descending) {

    static final Listing USUAL = new Listing(0, 0, false, Column.VCPU, false);

    private static final String DESCENDING = "-desc";

    /** Columns of the table that rows can be sorted by. */
    enum Column {
        TYPE,
        VCPU,
        MEMORY,
        HOUR,
        MONTH;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Reads the filters and the order; whether the filters fit the family is for the caller to check. */
    static Listing of(QueryText query) {
        String sort = query.text(Parameter.SORT);
        for (Column column : Column.values()) {
            for (boolean descending : new boolean[] {false, true}) {
                if (order(column, descending).equals(sort)) {
                    return filtered(query, column, descending);
                }
            }
        }
        return filtered(query, Column.VCPU, false);
    }

    private static Listing filtered(QueryText query, Column column, boolean descending) {
        return new Listing(
                Math.max(0, query.number(Parameter.VCPU, 0)),
                Math.max(0, query.number(Parameter.MEMORY, 0)),
                query.isOn(Parameter.IN_STOCK),
                column,
                descending);
    }

    Listing withoutVcpu() {
        return new Listing(0, memory, inStock, column, descending);
    }

    Listing withoutMemory() {
        return new Listing(vcpu, 0, inStock, column, descending);
    }

    boolean isFiltered() {
        return vcpu != 0 || memory != 0 || inStock;
    }

    boolean isUsualOrder() {
        return column == Column.VCPU && !descending;
    }

    /** Value of the parameter {@code sort}: {@code vcpu}, {@code month-desc} … */
    String order() {
        return order(column, descending);
    }

    /** The order a press on this column's head asks for: the other direction if it is the one already. */
    String orderOnPress(Column pressed) {
        return order(pressed, pressed == column && !descending);
    }

    private static String order(Column column, boolean descending) {
        return descending ? column.text() + DESCENDING : column.text();
    }
}
