package shop.cvm.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Fills the record of an action with the parameters of a request. What is missing or null is null, and no list is. Where
 * clients confuse texts and numbers both are taken; everything else of another kind is refused.
 */
final class Binding {

    private static final int MOST_DIGITS = 18;

    /** Of one list; no action takes as many. */
    private static final int MOST_ELEMENTS = 1_000;

    private final boolean text;
    private final List<String> unknown = new ArrayList<>();

    private Binding(boolean text) {
        this.text = text;
    }

    /**
     * @param text whether all values were sent as texts
     * @throws ApiRefusal if something is of another kind, or nobody knows it
     */
    static <Q extends Record> Q bind(ObjectNode parameters, Class<Q> type, boolean text) {
        Binding binding = new Binding(text);
        Q bound = binding.structure(parameters, type, "");
        if (!binding.unknown.isEmpty()) {
            throw Fault.UNKNOWN_PARAMETER.refusal(binding.unknown.get(0));
        }
        return bound;
    }

    /** The name of a component as clients know it. */
    static String name(RecordComponent component) {
        String name = component.getName();
        return name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    private <Q> Q structure(JsonNode node, Class<Q> type, String path) {
        if (!(node instanceof ObjectNode object)) {
            throw Fault.INVALID_PARAMETER.refusal(path);
        }
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        Set<String> known = new HashSet<>();
        for (int i = 0; i < components.length; i++) {
            String name = name(components[i]);
            known.add(name);
            values[i] = value(object.get(name), components[i].getGenericType(), path + name);
        }
        object.propertyNames().stream().filter(name -> !known.contains(name)).forEach(name -> unknown.add(path + name));
        return made(type, components, values);
    }

    private static <Q> Q made(Class<Q> type, RecordComponent[] components, @Nullable Object[] values) {
        try {
            Class<?>[] types =
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException("Record " + type.getName() + " cannot be made", impossible);
        }
    }

    private @Nullable Object value(@Nullable JsonNode node, Type type, String path) {
        if (type instanceof ParameterizedType list) {
            return elements(node, list.getActualTypeArguments()[0], path);
        }
        if (node == null || node.isNull() || type == JsonNode.class) {
            return node == null || node.isNull() ? null : node;
        }
        return switch (((Class<?>) type).getSimpleName()) {
            case "String" -> string(node, path);
            case "Long" -> integer(node, path);
            case "Boolean" -> truth(node, path);
            default -> structure(node, (Class<?>) type, path + ".");
        };
    }

    private List<Object> elements(@Nullable JsonNode node, Type type, String path) {
        if (node == null || node.isNull()) {
            return List.of();
        }
        if (!node.isArray()) {
            throw Fault.INVALID_PARAMETER.refusal(path);
        }
        if (node.size() > MOST_ELEMENTS) {
            throw Fault.TOO_MANY.refusal(path, node.size(), MOST_ELEMENTS);
        }
        List<Object> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            Object element = value(node.get(i), type, path + "." + i);
            if (element == null) {
                throw Fault.INVALID_PARAMETER.refusal(path + "." + i);
            }
            elements.add(element);
        }
        return List.copyOf(elements);
    }

    /** A zero byte is in no text that anybody means, and one of the databases refuses it. */
    private static String string(JsonNode node, String path) {
        boolean taken = node.isString() || node.isIntegralNumber();
        String value = taken ? node.asString() : "";
        if (!taken || value.indexOf('\0') >= 0) {
            throw Fault.INVALID_PARAMETER.refusal(path);
        }
        return value;
    }

    private static Long integer(JsonNode node, String path) {
        if (node.isString() && node.asString().matches("-?[0-9]{1," + MOST_DIGITS + "}")) {
            return Long.parseLong(node.asString());
        }
        if (node.isNumber() && isWhole(node.decimalValue())) {
            return node.decimalValue().longValueExact();
        }
        throw Fault.INVALID_PARAMETER.refusal(path);
    }

    /** Looks at no more digits than were sent, however large the number is. */
    private static boolean isWhole(BigDecimal number) {
        if (number.signum() == 0) {
            return true;
        }
        BigDecimal stripped = number.stripTrailingZeros();
        return stripped.scale() <= 0 && (long) stripped.precision() - stripped.scale() <= MOST_DIGITS;
    }

    private Boolean truth(JsonNode node, String path) {
        if (node.isBoolean()) {
            return node.asBoolean();
        }
        String value = text && node.isString() ? node.asString().toLowerCase(Locale.ROOT) : "";
        return switch (value) {
            case "true", "1" -> true;
            case "false", "0" -> false;
            default -> throw Fault.INVALID_PARAMETER.refusal(path);
        };
    }
}
