package shop.cvm.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The conditions of a request: all of them have to hold. */
final class Filters {

    private static final int MOST = 10;
    private static final String TAG = "tag:";

    private final Map<String, List<String>> conditions;

    private Filters(Map<String, List<String>> conditions) {
        this.conditions = conditions;
    }

    /**
     * @param most values of one filter
     * @param known names; any that begins with {@code tag:} is, if {@code tag-key} is
     * @throws ApiRefusal if there are too many, or one that nobody knows
     */
    static Filters of(List<Filter> filters, int most, Set<String> known) {
        return of(filters, most, known, Fault.UNKNOWN_FILTER);
    }

    static Filters of(List<Filter> filters, int most, Set<String> known, Fault unknown) {
        if (filters.size() > MOST) {
            throw Fault.TOO_MANY_FILTERS.refusal(MOST);
        }
        Map<String, List<String>> conditions = new LinkedHashMap<>();
        for (Filter filter : filters) {
            String name = filter.name();
            if (name == null || filter.values().isEmpty()) {
                throw Fault.MISSING.refusal(name == null ? "Filters.Name" : "Filters.Values");
            }
            if (!known.contains(name) && !(name.startsWith(TAG) && known.contains("tag-key"))) {
                throw unknown.refusal(name);
            }
            if (filter.values().size() > most) {
                throw Fault.TOO_MANY_FILTERS.refusal(most);
            }
            conditions.merge(name, filter.values(), Filters::common);
        }
        return new Filters(conditions);
    }

    private static List<String> common(List<String> one, List<String> other) {
        List<String> common = new ArrayList<>(one);
        common.retainAll(other);
        return common;
    }

    boolean isEmpty() {
        return conditions.isEmpty();
    }

    Set<String> names() {
        return conditions.keySet();
    }

    /** The values of a condition; null if there is none. */
    @Nullable
    List<String> values(String name) {
        return conditions.get(name);
    }

    /** Whether this value meets the condition of this name, or there is none. */
    boolean allow(String name, String value) {
        List<String> values = conditions.get(name);
        return values == null || values.contains(value);
    }

    /** Whether everything holds of somebody whose value of each condition this tells; null for one that none meets. */
    boolean hold(Function<String, @Nullable String> value) {
        return conditions.entrySet().stream()
                .allMatch(condition -> condition.getValue().contains(value.apply(condition.getKey())));
    }
}
