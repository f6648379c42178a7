package shop.cvm.reliability;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one scenario did and found. Every run logs it; a full run makes the page {@code docs/reliability.md} of all that
 * came to their end.
 */
final class Report {

    private static final Logger LOG = LoggerFactory.getLogger(Report.class);
    private static final Path PARTS = Path.of("target", "reliability");
    private static final Path PAGE = Path.of(System.getProperty(
            "shop.reliability.page", Path.of("docs", "reliability.md").toString()));

    private final Scenario scenario;
    private final Map<String, Object> figures = new LinkedHashMap<>();

    Report(Scenario scenario) {
        this.scenario = scenario;
        add("seed", Numbers.seed());
    }

    Report add(String name, Object figure) {
        figures.put(name, figure);
        return this;
    }

    /** The scenario passed. */
    void done() throws IOException {
        LOG.info("{}: {}", scenario.title(), figures);
        if (Numbers.areFull()) {
            Files.createDirectories(PARTS);
            Files.write(PARTS.resolve(scenario.name()), lines());
            Files.write(PAGE, page());
        }
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("| | |", "|---|---|"));
        figures.forEach((name, figure) -> lines.add("| " + name + " | " + figure + " |"));
        return lines;
    }

    private static List<String> page() throws IOException {
        List<String> page = new ArrayList<>(List.of(
                "# Reliability",
                "",
                "Made by `./mvnw -Preliability verify`, which starts real shops and a real PostgreSQL and breaks them"
                        + " while people buy. Do not edit: the next run writes it anew. The build runs the same scenarios with smaller"
                        + " numbers.",
                "",
                "Last run: " + LocalDate.now(ZoneOffset.UTC) + ", commit `" + commit() + "`, "
                        + Runtime.getRuntime().availableProcessors() + " processors, Java "
                        + Runtime.version().feature() + "."));
        for (Scenario scenario : Scenario.values()) {
            page.addAll(List.of("", "## " + scenario.title(), "", scenario.what(), ""));
            Path part = PARTS.resolve(scenario.name());
            page.addAll(Files.exists(part) ? Files.readAllLines(part) : List.of("Did not pass in this run."));
        }
        page.addAll(List.of("", "## Not proven", ""));
        page.addAll(Scenario.NOT_PROVEN.lines().map(line -> "- " + line).toList());
        return page;
    }

    private static String commit() throws IOException {
        Process process = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=10")
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
