package shop.cvm.instance;

import jakarta.persistence.Embeddable;
import shop.cvm.catalog.OsType;

/**
 * How machines are to be told apart, as columns of a row.
 *
 * @param name what the customer calls them: a name or a pattern of names ({@link InstanceNames}), at most
 *     {@link #MAX_NAME} characters; empty for none
 * @param hostName what they call themselves: a host name or a pattern of host names ({@link HostNames}), at most
 *     {@link HostNames#MAX_LENGTH} characters; empty to leave it to them
 */
@Embeddable
public record Naming(String name, String hostName) {

    /** Longest name of an instance, in characters ({@code domain.md} 2.2). */
    public static final int MAX_NAME = 128;

    /** No names at all. */
    public static final Naming NONE = of("");

    public Naming {
        if (name.length() > MAX_NAME) {
            throw new IllegalArgumentException("A name has at most " + MAX_NAME + " characters");
        }
        if (hostName.length() > HostNames.MAX_LENGTH) {
            throw new IllegalArgumentException("A host name has at most " + HostNames.MAX_LENGTH + " characters");
        }
    }

    /** A name for their owner only. */
    public static Naming of(String name) {
        return new Naming(name, "");
    }

    /**
     * Makes sure that so many machines of this operating system can have these host names.
     *
     * @throws InvalidHostName if they cannot
     */
    public void check(int count, OsType osType) {
        new HostNames(hostName, count).fault(osType).ifPresent(fault -> {
            throw new InvalidHostName(hostName, fault, osType);
        });
    }
}
