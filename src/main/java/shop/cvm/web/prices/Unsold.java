package shop.cvm.web.prices;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import shop.cvm.catalog.Unavailability;

/**
 * Things that are shown but not sold.
 *
 * @param reason why not
 * @param things what, in the order of the catalogue
 */
record Unsold<T>(Unavailability reason, List<T> things) {

    Unsold {
        things = List.copyOf(things);
    }

    /** Gathers things by the reason why they are not sold. */
    static final class Gathering<T> {

        private final Map<Unavailability, List<T>> things = new EnumMap<>(Unavailability.class);

        void add(Unavailability reason, T thing) {
            things.computeIfAbsent(reason, key -> new ArrayList<>()).add(thing);
        }

        List<Unsold<T>> list() {
            return things.entrySet().stream()
                    .map(entry -> new Unsold<>(entry.getKey(), entry.getValue()))
                    .toList();
        }
    }
}
