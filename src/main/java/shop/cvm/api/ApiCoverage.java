package shop.cvm.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/**
 * What the cloud API covers: every action with its fields, as the code has them, and the official clients that drive it
 * in the tests, as these have written it down.
 */
@Service
public class ApiCoverage {

    /** Behind the name of a parameter that is accepted as long as it changes nothing. */
    public static final String NEUTRAL = "*";

    private static final String DRIVEN = "/api/driven.csv";
    private static final int DRIVEN_COLUMNS = 4;

    private final Actions actions;

    ApiCoverage(Actions actions) {
        this.actions = actions;
    }

    /**
     * An action.
     *
     * @param product of the vendor, for example {@code cvm}
     * @param version of the interface
     * @param name of the action
     * @param changes whether keys that only read cannot use it
     * @param parameters what it can be asked for, with dots between levels; {@link #NEUTRAL} behind some
     * @param fields what it answers, with dots between levels
     * @param client which official client drives it in the tests, for example {@code java}
     */
    public record Covered(
            String product,
            String version,
            String name,
            boolean changes,
            List<String> parameters,
            List<String> fields,
            String client) {}

    /** Everything, product by product. */
    public List<Covered> actions() {
        List<Covered> covered = new ArrayList<>();
        for (String line : driven()) {
            String[] columns = line.split(",");
            Action<?, ?> action = columns.length == DRIVEN_COLUMNS ? actions.action(columns[1], columns[2]) : null;
            if (action == null) {
                throw new IllegalStateException("No action is mounted for \"" + line + "\" in " + DRIVEN);
            }
            covered.add(new Covered(
                    columns[0],
                    columns[1],
                    columns[2],
                    action.changes(),
                    fields(action.request()),
                    fields(answer(action)),
                    columns[3]));
        }
        return covered;
    }

    /** Which actions the tests drive by which client: product, version, action and client of each. */
    static List<String> driven() {
        try (InputStream file = ApiCoverage.class.getResourceAsStream(DRIVEN)) {
            if (file == null) {
                throw new IllegalStateException("There is no " + DRIVEN);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Class<?> answer(Action<?, ?> action) {
        return Arrays.stream(action.getClass().getMethods())
                .filter(method -> method.getName().equals("perform") && !method.isBridge())
                .<Class<?>>map(method -> method.getReturnType())
                .findFirst()
                .orElseThrow();
    }

    private static List<String> fields(Class<?> type) {
        List<String> fields = new ArrayList<>();
        add(fields, "", type);
        return fields;
    }

    private static void add(List<String> fields, String path, Class<?> type) {
        for (RecordComponent component : type.getRecordComponents()) {
            String name = path + name(component);
            Class<?> each = each(component.getGenericType());
            if (each.isRecord()) {
                add(fields, name + ".", each);
            } else {
                fields.add(each == JsonNode.class ? name + NEUTRAL : name);
            }
        }
    }

    private static String name(RecordComponent component) {
        JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
        return property == null ? Binding.name(component) : property.value();
    }

    /** What a list has, or the type itself. */
    private static Class<?> each(Type type) {
        Type each = type instanceof ParameterizedType list ? list.getActualTypeArguments()[0] : type;
        return each instanceof Class<?> plain ? plain : Object.class;
    }
}
