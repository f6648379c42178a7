package shop.cvm.web.prices;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A choice from the catalogue, made for somebody who may have misspelt it.
 *
 * @param value what the page is about
 * @param insteadOf what was asked for, if there is no such thing; null if the choice is what was asked for, or nothing
 *     was
 */
record Chosen<T>(T value, @Nullable String insteadOf) {

    /**
     * The thing that goes by the wanted name, else the one with the most similar name, else the usual one.
     *
     * @param wanted the name asked for; null for the usual thing
     * @param names names a thing goes by, capitals and small letters alike
     */
    static <T> Chosen<T> from(List<T> things, @Nullable String wanted, Function<T, List<String>> names, T usual) {
        if (wanted == null) {
            return new Chosen<>(usual, null);
        }
        String asked = wanted.toLowerCase(Locale.ROOT);
        T nearest = things.stream()
                .min(Comparator.comparingInt(thing -> distance(names.apply(thing), asked)))
                .orElse(usual);
        int distance = distance(names.apply(nearest), asked);
        if (distance == 0) {
            return new Chosen<>(nearest, null);
        }
        return new Chosen<>(distance <= asked.length() / 3 ? nearest : usual, wanted);
    }

    private static int distance(List<String> names, String asked) {
        return names.stream()
                .mapToInt(name -> distance(name.toLowerCase(Locale.ROOT), asked))
                .min()
                .orElse(Integer.MAX_VALUE);
    }

    /** Letters to add, leave out or exchange to get from one text to the other (Levenshtein). */
    private static int distance(String one, String other) {
        int[] above = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int[] row = new int[other.length() + 1];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int exchanged = above[j - 1] + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(exchanged, 1 + Math.min(above[j], row[j - 1]));
            }
            above = row;
        }
        return above[other.length()];
    }
}
