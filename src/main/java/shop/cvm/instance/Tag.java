package shop.cvm.instance;

import java.util.List;
import java.util.Locale;

/**
 * What an owner sorts instances by: a key and a value.
 *
 * @param key 1 to {@link #MAX_KEY} characters on one line, without blanks around, and with none of the beginnings that
 *     the cloud keeps for itself
 * @param value at most {@link #MAX_VALUE} characters on one line; may be empty
 */
public record Tag(String key, String value) {

    /** Longest key, in characters (ours: the contract names no figure). */
    public static final int MAX_KEY = 127;

    /** Longest value, in characters (ours). */
    public static final int MAX_VALUE = 255;

    /** Tags of one instance at most (ours). */
    public static final int MOST = 50;

    private static final List<String> RESERVED = List.of("qcs:", "project", "项目");

    /** @throws InvalidTag if it breaks a rule */
    public Tag {
        key = key.strip();
        value = value.strip();
        if (key.isEmpty() || !isLine(key, MAX_KEY)) {
            throw new InvalidTag(InvalidTag.Fault.KEY);
        }
        if (isReserved(key)) {
            throw new InvalidTag(InvalidTag.Fault.RESERVED);
        }
        if (!isLine(value, MAX_VALUE)) {
            throw new InvalidTag(InvalidTag.Fault.VALUE);
        }
    }

    private static boolean isLine(String text, int longest) {
        return text.length() <= longest && text.chars().noneMatch(Character::isISOControl);
    }

    private static boolean isReserved(String key) {
        return RESERVED.stream().anyMatch(key.toLowerCase(Locale.ROOT)::startsWith);
    }

    @Override
    public String toString() {
        return key + "=" + value;
    }
}
