package shop.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Delivery of 100,000 machines that are all due, half of them paid by the hour, against set-based SQL written by hand that
 * leaves the same rows, on one server in one run, in a process with a bounded heap. The rounds alternate. And what a tick
 * costs among many machines and among few. See {@link DeliveryRun}.
 */
final class DeliveryBenchmark {

    private static final int FIGURES = 7;

    private final Path folder;
    private final List<String> heap;
    private final Report report;

    DeliveryBenchmark(Path folder, List<String> heap, Report report) {
        this.folder = folder;
        this.heap = heap;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        List<String> figures = figures();
        String machines = figures.get(0);
        String few = figures.get(3);
        String due = figures.get(5);
        atMost("delivery of " + machines + ", times set-based SQL", 5, figures.get(1));
        report.atMost("most heap in use after a collection meanwhile", 512, Double.parseDouble(figures.get(2)), " MB");
        atMost("an idle tick with " + machines + " machines, times one with " + few, 1.5, figures.get(4));
        atMost(
                "a tick that makes " + due + " machines among " + machines + ", times one among " + few,
                1.5,
                figures.get(6));
    }

    /** @param figure a ratio, and behind it where it comes from */
    private void atMost(String what, double limit, String figure) {
        String[] parts = figure.split(" ", 2);
        report.atMost(what + " (" + parts[1] + ")", limit, Double.parseDouble(parts[0]), "");
    }

    private List<String> figures() throws IOException, InterruptedException {
        try (PostgresServer server = PostgresServer.start(folder)) {
            return BenchProcess.figures(
                    DeliveryRun.class, FIGURES, folder.resolve("delivery.log"), heap, server.jdbcUrl());
        }
    }
}
