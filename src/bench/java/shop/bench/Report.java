package shop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of one run beside what is promised, as a table that people read. */
final class Report {

    private final List<String> lines =
            new ArrayList<>(List.of("| what | promised | measured | kept |", "|---|---|---|---|"));

    /** Adds a figure that must not be above its limit. */
    void atMost(String what, double limit, double measured, String unit) {
        add(what, "≤ " + text(limit) + unit, text(measured) + unit, measured <= limit);
    }

    /** Adds a figure that must not be below its limit. */
    void atLeast(String what, double limit, double measured, String remark) {
        add(what, "≥ " + text(limit), text(measured) + " (" + remark + ")", measured >= limit);
    }

    /** Adds a figure of which nothing is promised. */
    void noted(String what, double measured) {
        lines.add("| " + what + " | – | " + text(measured) + " | – |");
    }

    /** Prints the table and keeps it in a file. */
    void write(Path file) throws IOException {
        lines.forEach(System.out::println);
        Files.write(file, lines);
        System.out.println("Written to " + file);
    }

    private void add(String what, String promised, String measured, boolean kept) {
        lines.add("| " + what + " | " + promised + " | " + measured + " | " + (kept ? "yes" : "NO") + " |");
    }

    private static String text(double figure) {
        return String.format(Locale.ROOT, figure >= 100 ? "%.0f" : "%.2f", figure);
    }
}
