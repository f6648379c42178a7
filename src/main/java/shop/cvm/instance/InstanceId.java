package shop.cvm.instance;

import java.util.Optional;
import java.util.regex.Pattern;
import shop.cvm.network.ResourceId;

/**
 * Id of an instance: {@code ins-} and eight characters. The shop chooses it when the order is paid and never uses it
 * again, so that it also names the machine to whoever makes it.
 */
public record InstanceId(String instanceId) {

    private static final Pattern FORM = Pattern.compile("ins-[a-z0-9]{8}");

    public static InstanceId next() {
        return new InstanceId(ResourceId.next("ins"));
    }

    /** The id that somebody named, or empty if no instance can have it. */
    public static Optional<InstanceId> parse(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new InstanceId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return instanceId;
    }
}
