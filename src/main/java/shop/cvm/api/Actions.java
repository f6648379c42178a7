package shop.cvm.api;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** All actions there are. The version tells apart those of one name. */
@Component
class Actions {

    private final Map<String, Action<?, ?>> actions;

    Actions(List<Action<?, ?>> actions) {
        this.actions = actions.stream()
                .collect(toUnmodifiableMap(action -> key(action.version().date(), action.name()), identity()));
    }

    boolean hasVersion(String date) {
        return Arrays.stream(Version.values())
                .anyMatch(version -> version.date().equals(date));
    }

    @Nullable
    Action<?, ?> action(String version, String name) {
        return actions.get(key(version, name));
    }

    Collection<Action<?, ?>> all() {
        return actions.values();
    }

    private static String key(String version, String name) {
        return version + ' ' + name;
    }
}
