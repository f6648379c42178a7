package shop.cvm.api;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Parameters that were sent flattened, put back into their tree: a dot separates levels, a number is a place in a list.
 * Places are put in order and gaps closed, so that nobody makes a long list by a large number.
 */
final class FlatParameters {

    /** Elements of all lists of a request together. */
    private static final int MOST_ELEMENTS = 1000;

    private static final int DEEPEST = 10;
    private static final String PLACE = "[0-9]{1,18}";

    private int elements;

    private FlatParameters() {}

    /** @throws ApiRefusal if one stands where another one is, or they are too many */
    static ObjectNode tree(List<Pair> pairs) {
        Level root = new Level();
        for (Pair pair : pairs) {
            if (!Common.NAMES.contains(pair.name())) {
                root.put(pair);
            }
        }
        if (root.isList()) {
            throw Fault.INVALID_PARAMETER.refusal(root.children.firstKey());
        }
        return new FlatParameters().object(root);
    }

    private ObjectNode object(Level level) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        level.children.forEach((name, child) -> object.set(name, node(child)));
        return object;
    }

    private JsonNode node(Object child) {
        if (!(child instanceof Level level)) {
            return StringNode.valueOf((String) child);
        }
        return level.isList() ? array(level) : object(level);
    }

    private ArrayNode array(Level level) {
        Map<Long, Object> places = new TreeMap<>();
        level.children.forEach((place, child) -> places.put(Long.parseLong(place), child));
        elements += places.size();
        if (elements > MOST_ELEMENTS || places.size() < level.children.size()) {
            throw Fault.INVALID_PARAMETER.refusal(level.children.firstKey());
        }
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        places.values().forEach(child -> array.add(node(child)));
        return array;
    }

    /** What has the same beginning: texts, and levels below. */
    private static final class Level {

        private final TreeMap<String, Object> children = new TreeMap<>();

        boolean isList() {
            return !children.isEmpty() && children.keySet().stream().allMatch(name -> name.matches(PLACE));
        }

        void put(Pair pair) {
            String[] steps = pair.name().split("\\.", -1);
            Level level = this;
            for (int step = 0; step < steps.length - 1 && step < DEEPEST; step++) {
                level = level.below(steps[step], pair);
            }
            String last = steps[steps.length - 1];
            if (steps.length > DEEPEST || last.isEmpty() || level.children.putIfAbsent(last, pair.value()) != null) {
                throw Fault.INVALID_PARAMETER.refusal(pair.name());
            }
        }

        private Level below(String name, Pair pair) {
            Object child = children.computeIfAbsent(name, none -> new Level());
            if (!(child instanceof Level level) || name.isEmpty()) {
                throw Fault.INVALID_PARAMETER.refusal(pair.name());
            }
            return level;
        }
    }
}
