package shop.cvm.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a submitted form, in the order of its fields. Put into the model under the name
 * {@code problems}; {@code parts/problems} shows it as the summary and beside each field.
 */
public final class Problems {

    private final List<Problem> list = new ArrayList<>();

    /**
     * One thing to put right.
     *
     * @param field id of the control; empty if it concerns the whole form
     * @param key message that says what to do
     * @param arguments of the message
     */
    public record Problem(String field, String key, List<Object> arguments) {

        public Problem {
            arguments = List.copyOf(arguments);
        }
    }

    public Problems add(String field, String key, Object... arguments) {
        list.add(new Problem(field, key, List.of(arguments)));
        return this;
    }

    public boolean isEmpty() {
        return list.isEmpty();
    }

    public int size() {
        return list.size();
    }

    public List<Problem> list() {
        return List.copyOf(list);
    }

    /** The first problem of this field, or null. */
    public @Nullable Problem on(String field) {
        return list.stream()
                .filter(problem -> problem.field().equals(field))
                .findFirst()
                .orElse(null);
    }
}
