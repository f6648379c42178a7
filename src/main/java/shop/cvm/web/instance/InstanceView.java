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

    private static final Duration DAY = Duration.ofDays(1);

    /** Prepaid: days until it expires, a started one counting as one; 0 when it has. */
    public long daysLeft() {
        Instant end = instance.expiresAt().orElse(now);
        return Math.max(Duration.between(now, end).plus(DAY).minusMillis(1).toDays(), 0);
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
