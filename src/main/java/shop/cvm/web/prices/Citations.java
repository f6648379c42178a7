package shop.cvm.web.prices;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.PriceSource;
import shop.cvm.catalog.Source;

/** Numbers the sources of one page in the order in which its figures need them. */
final class Citations {

    private final Map<String, Source> sources;
    private final Map<String, SortedSet<String>> dates = new LinkedHashMap<>();

    /** @param sources the documents known, by id */
    Citations(Map<String, Source> sources) {
        this.sources = sources;
    }

    /** Numbers of the documents these figures come from, ascending; a figure that is not sold has none. */
    List<Integer> cite(@Nullable PriceSource... figures) {
        SortedSet<Integer> numbers = new TreeSet<>();
        for (PriceSource figure : figures) {
            if (figure != null) {
                for (String id : figure.sourceId().split(";")) {
                    numbers.add(number(id.strip(), figure.effectiveFrom()));
                }
            }
        }
        return List.copyOf(numbers);
    }

    List<Citation> list() {
        List<Citation> list = new ArrayList<>();
        dates.forEach((id, ofFigures) -> list.add(new Citation(list.size() + 1, source(id), List.copyOf(ofFigures))));
        return List.copyOf(list);
    }

    private int number(String id, String date) {
        dates.computeIfAbsent(id, key -> new TreeSet<>()).add(date);
        return new ArrayList<>(dates.keySet()).indexOf(id) + 1;
    }

    /** A document the catalogue does not describe is shown by the name it is pointed to with. */
    private Source source(String id) {
        return sources.getOrDefault(id, new Source(id, id, "", null, null));
    }
}
