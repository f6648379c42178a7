package shop.cvm.network;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a security group lets through, or does not; the first rule that matches decides.
 *
 * @param direction into the machine or out of it
 * @param policy whether it lets through what it matches
 * @param protocol {@code TCP}, {@code UDP}, {@code ICMP} or {@code ALL}
 * @param port a port, a range like {@code 8000-8010}, or {@code ALL}
 * @param range the addresses at the other end, for example {@code 0.0.0.0/0} or {@code 10.0.0.7}
 * @param description what it is for; at most {@link #MAX_DESCRIPTION} characters, may be empty
 */
public record SecurityGroupRule(
        Direction direction, Policy policy, String protocol, String port, String range, String description) {

    /** Longest description, in characters (ours). */
    public static final int MAX_DESCRIPTION = 100;

    /** Rules of one group in one direction at most ({@code domain.md} 1.2). */
    public static final int MOST = 100;

    private static final int LAST_PORT = 65_535;
    private static final int ADDRESS_BITS = 32;
    private static final Pattern RANGE =
            Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})\\.([0-9]{1,3})(?:/([0-9]{1,2}))?");
    private static final Pattern PORTS = Pattern.compile("([0-9]{1,5})(?:-([0-9]{1,5}))?");

    /** Seen from the machine. */
    public enum Direction {
        INGRESS,
        EGRESS
    }

    /** What becomes of what it matches. */
    public enum Policy {
        ACCEPT,
        DROP
    }

    /** What it can match. */
    public enum Protocol {
        ALL,
        TCP,
        UDP,
        ICMP;

        boolean hasPorts() {
            return this == TCP || this == UDP;
        }
    }

    /** One that lets through, without a description. */
    static SecurityGroupRule accept(Direction direction, String protocol, String port, String range) {
        return new SecurityGroupRule(direction, Policy.ACCEPT, protocol, port, range, "");
    }

    /**
     * A rule as a customer writes it.
     *
     * @param ports a port, a range, or {@code ALL}; counts for TCP and UDP only
     * @throws InvalidRule if it means nothing
     */
    public static SecurityGroupRule of(
            Direction direction, Policy policy, Protocol protocol, String ports, String range, String description) {
        String port = protocol.hasPorts() ? port(ports.strip()) : "ALL";
        String told = description.strip();
        if (told.length() > MAX_DESCRIPTION || told.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidRule(InvalidRule.Fault.DESCRIPTION);
        }
        return new SecurityGroupRule(direction, policy, protocol.name(), port, range(range.strip()), told);
    }

    private static String port(String text) {
        if (text.equalsIgnoreCase("ALL")) {
            return "ALL";
        }
        Matcher ports = PORTS.matcher(text);
        if (!ports.matches()) {
            throw new InvalidRule(InvalidRule.Fault.PORT);
        }
        int first = Integer.parseInt(ports.group(1));
        int last = ports.group(2) == null ? first : Integer.parseInt(ports.group(2));
        if (first < 1 || last < first || last > LAST_PORT) {
            throw new InvalidRule(InvalidRule.Fault.PORT);
        }
        return first == last ? Integer.toString(first) : first + "-" + last;
    }

    /** An address, or the range that it lies in, from its first address. */
    private static String range(String text) {
        Matcher parts = RANGE.matcher(text);
        if (!parts.matches()) {
            throw new InvalidRule(InvalidRule.Fault.RANGE);
        }
        int prefix = parts.group(5) == null ? ADDRESS_BITS : Integer.parseInt(parts.group(5));
        long address = 0;
        for (int part = 1; part <= 4; part++) {
            int octet = Integer.parseInt(parts.group(part));
            if (octet > 255 || prefix > ADDRESS_BITS) {
                throw new InvalidRule(InvalidRule.Fault.RANGE);
            }
            address = address << 8 | octet;
        }
        long first = prefix == 0 ? 0 : address >> (ADDRESS_BITS - prefix) << (ADDRESS_BITS - prefix);
        String written =
                (first >> 24 & 255) + "." + (first >> 16 & 255) + "." + (first >> 8 & 255) + "." + (first & 255);
        return prefix == ADDRESS_BITS ? written : written + "/" + prefix;
    }
}
