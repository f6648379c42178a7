package shop.cvm.instance;

import java.util.List;

/**
 * A tag that instances are looked for by.
 *
 * @param keys any of these; none for any key
 * @param values any of these; none for any value
 */
public record TagCondition(List<String> keys, List<String> values) {

    public TagCondition {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
    }
}
