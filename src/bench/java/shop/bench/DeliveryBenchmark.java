package shop.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Delivery of 100,000 machines that are all due against set-based SQL written by hand that inserts and updates the same
 * rows, on one server in one run, in a process with a bounded heap. The rounds alternate. See {@link DeliveryRun}.
 */
final class DeliveryBenchmark {

    private static final double PROMISED = 5;

    private final Path folder;
    private final List<String> heap;
    private final Report report;

    DeliveryBenchmark(Path folder, List<String> heap, Report report) {
        this.folder = folder;
        this.heap = heap;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        try (PostgresServer server = PostgresServer.start(folder)) {
            List<String> figures =
                    BenchProcess.figures(DeliveryRun.class, 3, folder.resolve("delivery.log"), heap, server.jdbcUrl());
            double ratio = Double.parseDouble(figures.get(0));
            report.atMost("delivery of 100,000, times set-based SQL (" + figures.get(1) + ")", PROMISED, ratio, "");
            report.atMost(
                    "an idle tick with 100,000 machines, times one with 2,000 ("
                            + figures.get(2).split(" ", 2)[1] + ")",
                    2,
                    Double.parseDouble(figures.get(2).split(" ", 2)[0]),
                    "");
        }
    }
}
