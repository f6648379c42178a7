package shop.cvm.web.purchase;

import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * A message taken apart once: text, places for arguments ({@code {0}}), and choices by number ({@code
 * {0,choice,1#1 month|2#{0} months}}). It says what {@link java.text.MessageFormat} says, which takes the pattern apart
 * and makes a format for each number every time; quotes and other formats it does not know. Braces with anything else
 * in them are text.
 */
final class Phrase {

    private interface Piece {
        void append(StringBuilder text, Object[] arguments);
    }

    private static final String CHOICE = ",choice,";
    private static final int FIRST_GROUPED = 1_000;

    private final Locale locale;
    private final List<Piece> pieces = new ArrayList<>();

    Phrase(String message, Locale locale) {
        this.locale = locale;
        int done = 0;
        for (int open = message.indexOf('{'); open >= 0; open = message.indexOf('{', done)) {
            int close = closing(message, open);
            addText(message.substring(done, open));
            addPlace(message.substring(open + 1, close));
            done = close + 1;
        }
        addText(message.substring(done));
    }

    String with(Object... arguments) {
        StringBuilder text = new StringBuilder(64);
        append(text, arguments);
        return text.toString();
    }

    private void append(StringBuilder text, Object[] arguments) {
        for (Piece piece : pieces) {
            piece.append(text, arguments);
        }
    }

    private static int closing(String message, int open) {
        int depth = 0;
        for (int at = open; at < message.length(); at++) {
            depth += message.charAt(at) == '{' ? 1 : message.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at;
            }
        }
        throw new IllegalArgumentException("Close the brace in this message: " + message);
    }

    private void addText(String text) {
        pieces.add((all, arguments) -> all.append(text));
    }

    private void addPlace(String place) {
        int number = place.isEmpty() ? -1 : Character.digit(place.charAt(0), 10);
        if (number >= 0 && place.length() == 1) {
            pieces.add((all, arguments) -> all.append(text(arguments[number])));
        } else if (number >= 0 && place.startsWith(CHOICE, 1)) {
            NavigableMap<Integer, Phrase> choices = choices(place.substring(1 + CHOICE.length()));
            pieces.add((all, arguments) ->
                    chosen(choices, (Number) arguments[number]).append(all, arguments));
        } else {
            addText("{" + place + "}");
        }
    }

    /** What is said from which number on. */
    private NavigableMap<Integer, Phrase> choices(String text) {
        NavigableMap<Integer, Phrase> choices = new TreeMap<>();
        for (String choice : text.split("\\|")) {
            int sign = choice.indexOf('#');
            choices.put(Integer.valueOf(choice.substring(0, sign)), new Phrase(choice.substring(sign + 1), locale));
        }
        return choices;
    }

    private static Phrase chosen(NavigableMap<Integer, Phrase> choices, Number number) {
        Map.Entry<Integer, Phrase> chosen = choices.floorEntry(number.intValue());
        return (chosen == null ? choices.firstEntry() : chosen).getValue();
    }

    private String text(Object argument) {
        return argument instanceof Number number && Math.abs(number.longValue()) >= FIRST_GROUPED
                ? NumberFormat.getInstance(locale).format(number)
                : argument.toString();
    }
}
