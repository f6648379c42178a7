package shop.cvm.web.purchase;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Section 3, second half: the vCPU and memory pairs of the chosen model.
 *
 * @param columns the heads that sort
 * @param rows the types that pass the filters, and the chosen one
 * @param shown how many of how many
 * @param vcpus filter, its first option is "any"
 * @param memories filter, its first option is "any"
 * @param inStock filter
 * @param order how rows are sorted, as the parameter says it
 * @param estimated whether a price is marked as an estimate
 */
record HardwareTable(
        List<Column> columns,
        List<Row> rows,
        String shown,
        List<Option> vcpus,
        List<Option> memories,
        boolean inStock,
        String order,
        boolean estimated) {

    /**
     * @param key names it in ids
     * @param name its head
     * @param order what a press on it asks for
     * @param sorted {@code ascending} or {@code descending}; null if rows are sorted by another column
     * @param style class of its cells
     */
    record Column(
            String key, String name, String order, @Nullable String sorted, String style) {}

    /**
     * @param pair vCPU and memory in one phrase
     * @param extra graphics cards and local disks; may be empty
     * @param hour price per hour, empty if not sold so
     * @param month list price per month, empty if not sold so
     * @param stock stock level or reason, in words
     * @param state {@code st-ok}, {@code st-warn} or empty
     * @param icon of the state
     */
    record Row(
            String type,
            String vcpu,
            String memory,
            String pair,
            String extra,
            String hour,
            String month,
            String stock,
            String state,
            String icon,
            boolean open,
            boolean chosen) {}
}
