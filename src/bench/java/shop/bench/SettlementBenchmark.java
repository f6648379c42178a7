package shop.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * One hour of a million running machines settled by the shop, against set-based SQL written by hand that leaves the same
 * rows, on one server in one run, in a process with a heap of 1 GB. The rounds alternate. See {@link SettlementRun}. And
 * a month of one customer, see {@link MonthRun}.
 */
final class SettlementBenchmark {

    private static final List<String> HEAP = List.of("-Xmx1g");

    private final Path folder;
    private final Report report;

    SettlementBenchmark(Path folder, Report report) {
        this.folder = folder;
        this.report = report;
    }

    void hour() throws IOException, InterruptedException {
        List<String> figures = figures(SettlementRun.class, 6, "settlement.log");
        String instances = figures.get(0);
        report.atMost(
                "one hour of " + instances + " machines, times set-based SQL ("
                        + figures.get(1).split(" ", 2)[1] + ")",
                3,
                figure(figures, 1),
                "");
        report.atMost("most heap in use after a collection meanwhile", 1024, figure(figures, 2), " MB");
        report.atMost(
                "the same, times that of ten times fewer (" + figures.get(3).split(" ", 2)[1] + ")",
                12,
                figure(figures, 3),
                "");
        report.atMost(
                "that of ten times fewer among as many not due as above, times without them ("
                        + figures.get(4).split(" ", 2)[1] + ")",
                1.5,
                figure(figures, 4),
                "");
        report.atMost(
                "an idle tick among them, times without them (" + figures.get(5).split(" ", 2)[1] + ")",
                2,
                figure(figures, 5),
                "");
    }

    void month() throws IOException, InterruptedException {
        List<String> figures = figures(MonthRun.class, 1, "month.log");
        report.noted(
                "a month pushed over ten machines, times its settlements in SQL ("
                        + figures.get(0).split(" ", 2)[1] + ")",
                figure(figures, 0));
    }

    private List<String> figures(Class<?> main, int expected, String log) throws IOException, InterruptedException {
        try (PostgresServer server = PostgresServer.start(folder)) {
            return BenchProcess.figures(main, expected, folder.resolve(log), HEAP, server.jdbcUrl());
        }
    }

    private static double figure(List<String> figures, int number) {
        return Double.parseDouble(figures.get(number).split(" ", 2)[0]);
    }
}
