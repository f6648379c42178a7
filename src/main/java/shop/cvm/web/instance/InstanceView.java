package shop.cvm.web.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.OsType;
import shop.cvm.instance.Instance;

/**
 * An instance as its owner looks at it.
 *
 * @param instance the instance
 * @param now the shop's time
 */
record InstanceView(Instance instance, Instant now) {

    /** Prepaid: full days until it expires; 0 for the last one. */
    public long daysLeft() {
        Instant end = instance.expiresAt().orElse(now);
        return Math.max(Duration.between(now, end).toDays(), 0);
    }

    /** The address to connect to: the public one if it has one. Null until it is known. */
    public @Nullable String address() {
        return instance.publicIp().or(instance::privateIp).orElse(null);
    }

    public boolean isWindows() {
        return instance.shape().osType() == OsType.WINDOWS;
    }

    /** What to type to get in; null for Windows and until the address is known. */
    public @Nullable String ssh() {
        String address = address();
        return address == null || isWindows() ? null : "ssh " + instance.shape().loginUser() + "@" + address;
    }

    /** Changes when what is shown of these instances may change by itself. */
    static String seen(Collection<Instance> instances) {
        String states = instances.stream()
                .map(instance -> instance.id() + " " + instance.state() + " " + instance.isAddressed() + " "
                        + instance.lastFault())
                .collect(Collectors.joining(","));
        return Integer.toHexString(states.hashCode());
    }
}
