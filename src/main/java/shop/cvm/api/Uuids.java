package shop.cvm.api;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import shop.cvm.instance.InstanceId;

/** The second name that instances have: their id in the form of a UUID. */
final class Uuids {

    private static final String START = "7d1f3f0e-6c56-4b3a-9d1c-";
    private static final Pattern FORM = Pattern.compile(START + "([0-9a-f]{12})");
    private static final String ID = "ins-";
    private static final int LENGTH = 8;
    private static final int CHARACTERS = 36;
    private static final int HEX = 16;

    private Uuids() {}

    static String of(InstanceId id) {
        long number = Long.parseLong(id.instanceId().substring(ID.length()), CHARACTERS);
        return START + "%012x".formatted(number);
    }

    /** The id of the instance that has this name; empty if none can. */
    static Optional<String> parse(String uuid) {
        Matcher form = FORM.matcher(uuid);
        if (!form.matches()) {
            return Optional.empty();
        }
        String digits = Long.toString(Long.parseLong(form.group(1), HEX), CHARACTERS);
        return digits.length() > LENGTH
                ? Optional.empty()
                : Optional.of(ID + "0".repeat(LENGTH - digits.length()) + digits);
    }
}
