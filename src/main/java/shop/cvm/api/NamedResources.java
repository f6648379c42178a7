package shop.cvm.api;

import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Resources of a network as they are asked for: by their ids, or by conditions. Unlike an instance, one that is named has
 * to be there.
 */
record NamedResources(List<String> ids, Filters filters) {

    private static final int MOST = 100;
    private static final int MOST_VALUES = 5;

    /** @throws ApiRefusal if both are given, or nobody knows a condition */
    static NamedResources of(String field, List<String> ids, List<Filter> filters, Set<String> known) {
        if (!ids.isEmpty() && !filters.isEmpty()) {
            throw Fault.COEXIST.refusal(field, "Filters");
        }
        if (ids.size() > MOST) {
            throw Fault.TOO_MANY.refusal(field, ids.size(), MOST);
        }
        ids.stream().filter(id -> !id.matches("[a-z]+-[a-z0-9]{8}")).findFirst().ifPresent(id -> {
            throw Fault.MALFORMED.refusal(field, id);
        });
        return new NamedResources(ids, Filters.of(filters, MOST_VALUES, known, Fault.INVALID_FILTER_KEY));
    }

    /** @throws ApiRefusal if one that is named is not there */
    <T> List<T> of(List<T> all, Function<T, String> id, BiFunction<T, String, @Nullable String> value) {
        ids.stream()
                .filter(named -> all.stream().noneMatch(one -> id.apply(one).equals(named)))
                .findFirst()
                .ifPresent(missing -> {
                    throw Fault.NOT_FOUND.refusal(missing);
                });
        return all.stream()
                .filter(one -> ids.isEmpty() || ids.contains(id.apply(one)))
                .filter(one -> filters.hold(name -> value.apply(one, name)))
                .toList();
    }
}
