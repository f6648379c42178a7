package shop.cvm.instance;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.OsType;

/**
 * What the machines of one purchase call themselves ({@code domain.md} 2.2, host name). Patterns are those of
 * {@link InstanceNames}; {@code {IP}} stands for the private address, with hyphens between its numbers. Without either,
 * the numbers 1 to n are appended if there is more than one machine. No host name leaves it to the machine.
 */
public final class HostNames {

    /** Longest host name, and longest pattern of host names, in characters. */
    public static final int MAX_LENGTH = 60;

    /** Longest host name of a Windows machine, in characters. */
    public static final int MAX_WINDOWS_LENGTH = 15;

    /** Shortest host name, in characters. */
    public static final int MIN_LENGTH = 2;

    private static final String ADDRESS = "{IP}";
    private static final String LONGEST_ADDRESS = "255-255-255-255";
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9.-]*");
    private static final Pattern SEPARATED = Pattern.compile("[A-Za-z0-9]+([.-][A-Za-z0-9]+)*");

    private final String pattern;
    private final int count;

    public HostNames(String pattern, int count) {
        this.pattern = pattern;
        this.count = count;
    }

    /**
     * The host name of one machine, in which {@code {IP}} still stands for its address.
     *
     * @param position 0 for the first
     */
    public String name(int position) {
        if (NamePattern.counts(pattern)) {
            return NamePattern.expanded(pattern, position);
        }
        boolean distinct = pattern.isEmpty() || pattern.contains(ADDRESS) || count == 1;
        return distinct ? pattern : pattern + (position + 1);
    }

    /** The rule that they break; empty if they break none. No name breaks none. */
    public Optional<HostNameFault> fault(OsType osType) {
        if (pattern.isEmpty()) {
            return Optional.empty();
        }
        if (pattern.length() > MAX_LENGTH) {
            return Optional.of(HostNameFault.LENGTH);
        }
        // Between the first and the last only numbers differ, and no number is shorter or longer than theirs.
        return fault(name(0), osType).or(() -> fault(name(count - 1), osType));
    }

    /** Longest host name with this operating system, in characters. */
    static int longest(OsType osType) {
        return osType == OsType.WINDOWS ? MAX_WINDOWS_LENGTH : MAX_LENGTH;
    }

    private static Optional<HostNameFault> fault(String name, OsType osType) {
        boolean windows = osType == OsType.WINDOWS;
        String whole = addressed(name, LONGEST_ADDRESS);
        if (!CHARACTERS.matcher(whole).matches() || windows && whole.contains(".")) {
            return Optional.of(HostNameFault.CHARACTERS);
        }
        if (!SEPARATED.matcher(whole).matches()) {
            return Optional.of(HostNameFault.SEPARATORS);
        }
        if (whole.length() < MIN_LENGTH || whole.length() > longest(osType)) {
            return Optional.of(HostNameFault.LENGTH);
        }
        boolean digits = whole.chars().allMatch(Character::isDigit);
        return windows && digits ? Optional.of(HostNameFault.DIGITS) : Optional.empty();
    }

    /** The nearest pattern that breaks no rule; empty if nothing is near. */
    public String nearest(OsType osType) {
        if (fault(osType).isEmpty()) {
            return pattern;
        }
        String separated = separated(osType);
        for (int length = Math.min(separated.length(), MAX_LENGTH); length >= MIN_LENGTH; length--) {
            HostNames shorter = new HostNames(trimmed(separated.substring(0, length)), count);
            if (!shorter.pattern.isEmpty() && shorter.fault(osType).isEmpty()) {
                return shorter.pattern;
            }
        }
        return "";
    }

    /** With a hyphen for whatever may not be in it. */
    private String separated(OsType osType) {
        String unusable = osType == OsType.WINDOWS ? "[^A-Za-z0-9{}:,-]+" : "[^A-Za-z0-9{}:,.-]+";
        String cleaned = pattern.replaceAll(unusable, "-");
        // What is left of braces when all patterns are gone is no pattern.
        String token = "\\{(?:R:\\d{1,9}(?:,F:[0-8])?|IP)}";
        StringBuilder separated = new StringBuilder();
        int end = 0;
        for (var tokens = Pattern.compile(token).matcher(cleaned); tokens.find(); end = tokens.end()) {
            separated.append(plain(cleaned.substring(end, tokens.start()))).append(tokens.group());
        }
        return trimmed(separated.append(plain(cleaned.substring(end))).toString());
    }

    private static String plain(String text) {
        return text.replaceAll("[{}:,]+", "-").replaceAll("([.-])[.-]+", "$1");
    }

    private static String trimmed(String text) {
        return text.replaceAll("^[.-]+|[.-]+$", "");
    }

    /** @param privateIp null if it is not known yet */
    static String addressed(String name, @Nullable String privateIp) {
        return privateIp == null ? name : name.replace(ADDRESS, privateIp.replace('.', '-'));
    }
}
