package shop.cvm.source;

import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The message keys that a template or a Java class names. A key that ends with a dot is completed at run time. */
record MessageUse(String key) {

    private static final Pattern IN_TEMPLATE =
            Pattern.compile("#\\{\\s*([\\w.-]+)|#messages\\.\\w+\\(\\s*'([\\w.-]+)'");

    /** The id of a listener looks like a key and is none. */
    private static final Pattern IN_JAVA = Pattern.compile("(?<!id = )\"((?:%s)\\.[\\w-][\\w.-]*)\"");

    static Stream<MessageUse> inTemplate(String text) {
        return IN_TEMPLATE
                .matcher(text)
                .results()
                .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
                .map(key -> key.replaceFirst("__.*", ""))
                .filter(key -> !key.isEmpty())
                .map(MessageUse::new);
    }

    static Stream<MessageUse> inJava(String text, Set<String> groups) {
        if (groups.isEmpty()) {
            return Stream.empty();
        }
        return Pattern.compile(IN_JAVA.pattern().formatted(String.join("|", groups)))
                .matcher(text)
                .results()
                .map(found -> new MessageUse(found.group(1)));
    }

    /** For a key that is completed at run time it is enough that some message begins like it. */
    boolean isKnown(SortedSet<String> keys) {
        if (!key.endsWith(".")) {
            return keys.contains(key);
        }
        return keys.tailSet(key).stream().limit(1).anyMatch(next -> next.startsWith(key));
    }

    static List<String> unknown(Stream<MessageUse> uses, SortedSet<String> keys) {
        return uses.filter(use -> !use.isKnown(keys))
                .map(MessageUse::key)
                .distinct()
                .toList();
    }
}
