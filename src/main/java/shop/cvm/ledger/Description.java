package shop.cvm.ledger;

import java.util.List;

/**
 * What a line of the statement says, in no language yet: pages render it by the message {@code billing.entry.<key>}.
 *
 * @param key short camel-case word, for example {@code purchase}
 * @param args what the message names: numbers, ids; single lines, at most 400 characters together
 */
public record Description(String key, List<String> args) {

    private static final String SEPARATOR = "\n";

    public Description {
        args = List.copyOf(args);
        if (args.stream().anyMatch(arg -> arg.contains(SEPARATOR))) {
            throw new IllegalArgumentException("What a statement names fits on one line: " + args);
        }
    }

    public static Description of(String key, String... args) {
        return new Description(key, List.of(args));
    }

    static Description stored(String key, String args) {
        return args.isEmpty() ? of(key) : of(key, args.split(SEPARATOR, -1));
    }

    String storedArgs() {
        return String.join(SEPARATOR, args);
    }
}
