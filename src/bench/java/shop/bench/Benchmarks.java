package shop.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.springframework.util.FileSystemUtils;
import shop.cvm.CvmShop;

/**
 * Runs every measurement, or those that are named ({@code quotes}, {@code starts}, {@code change}, {@code pages}, {@code checkout},
 * {@code delivery}, {@code settlement}, {@code month}, {@code api}), and prints the figures beside what is promised. All take half an
 * hour to three quarters.
 */
public final class Benchmarks {

    static final Path FOLDER = Path.of("target", "bench");
    private static final List<String> ALL =
            List.of("quotes", "starts", "change", "pages", "checkout", "delivery", "settlement", "month", "api");
    private static final int STARTS = 5;
    private static final List<String> HEAP = List.of("-Xmx512m");

    private final Report report = new Report();

    public static void main(String[] args) throws Exception {
        FileSystemUtils.deleteRecursively(FOLDER);
        Files.createDirectories(FOLDER.resolve("static"));
        Benchmarks benchmarks = new Benchmarks();
        for (String name : args.length == 0 ? ALL : List.of(args)) {
            benchmarks.measure(name);
        }
        benchmarks.report.write(FOLDER.resolve("report.md"));
    }

    private void measure(String name) throws Exception {
        switch (name) {
            case "quotes" -> quotes();
            case "starts" -> starts();
            case "change" -> change();
            case "pages" -> pages();
            case "checkout" -> new CheckoutBenchmark(FOLDER, report).run();
            case "delivery" -> new DeliveryBenchmark(FOLDER, HEAP, report).run();
            case "settlement" -> new SettlementBenchmark(FOLDER, report).hour();
            case "month" -> new SettlementBenchmark(FOLDER, report).month();
            case "api" -> new ApiBenchmark(FOLDER, report).run();
            default -> throw new IllegalArgumentException("No measurement " + name + "; there are " + ALL);
        }
    }

    private void quotes() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("shop.bench")
                        .include("shop.cvm.api")
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
        for (RunResult result : results) {
            double score = result.getPrimaryResult().getScore();
            String name = result.getParams().getBenchmark();
            if (name.endsWith("quote")) {
                double bytes =
                        result.getSecondaryResults().get("gc.alloc.rate.norm").getScore();
                report.atMost("one quote", 20, score, " µs");
                report.atMost("allocation of one quote", 20, bytes / 1000, " kB");
            } else if (name.endsWith("signature")) {
                report.atMost("checking a signature", 50, score, " µs");
            } else {
                report.atMost("loading the snapshot, " + name.substring(name.lastIndexOf('.') + 1), 1000, score, " ms");
            }
        }
    }

    /** Once as {@code spring-boot:run} starts a JVM, which is how the README says to start the shop; once without. */
    private void starts() throws IOException, InterruptedException {
        starts("as spring-boot:run starts both", List.of("-Xmx512m", "-XX:TieredStopAtLevel=1"));
        starts("without its JVM option", HEAP);
    }

    private void starts(String how, List<String> jvm) throws IOException, InterruptedException {
        List<Duration> shop = new ArrayList<>();
        List<Duration> empty = new ArrayList<>();
        start(CvmShop.class, "shop", "/", jvm);
        start(EmptyApplication.class, "empty", "/login", jvm);
        for (int number = 0; number < STARTS; number++) {
            shop.add(start(CvmShop.class, "shop", "/", jvm));
            empty.add(start(EmptyApplication.class, "empty", "/login", jvm));
        }
        System.out.println("Starts " + how + ": shop " + shop + ", empty " + empty);
        double ratio = (double) median(shop).toMillis() / median(empty).toMillis();
        report.atMost("second start to first page, times an empty application's, " + how, 1.5, ratio, "");
    }

    private static Duration start(Class<?> main, String name, String path, List<String> jvm)
            throws IOException, InterruptedException {
        try (Server server = Server.start(main, FOLDER.resolve(name + ".log"), path, jvm, settings(name))) {
            return server.firstAnswer();
        }
    }

    /** As long as the compiler has seen little of the pages, which is what the first customers of a shop meet. */
    private void change() throws IOException, InterruptedException {
        try (Server server = Server.start(CvmShop.class, FOLDER.resolve("change.log"), "/", HEAP, settings("shop"))) {
            new ChangeBenchmark(server.port(), report).run();
        }
    }

    private void pages() throws IOException, InterruptedException {
        try (Server server = Server.start(CvmShop.class, FOLDER.resolve("pages.log"), "/", HEAP, settings("shop"))) {
            new PageBenchmark(server.port(), FOLDER.resolve("static"), report).run();
        }
    }

    static Duration median(List<Duration> durations) {
        List<Duration> sorted = new ArrayList<>(durations);
        Collections.sort(sorted);
        return sorted.get(sorted.size() / 2);
    }

    private static List<String> settings(String name) {
        String url = "jdbc:h2:file:./" + FOLDER.resolve(name + "-data/shop")
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;REUSE_SPACE=FALSE"
                + ";DB_CLOSE_ON_EXIT=FALSE";
        List<String> settings = new ArrayList<>(List.of(
                "--spring.datasource.url=" + url,
                "--shop.data=" + FOLDER.resolve(name + "-data"),
                "--server.compression.enabled=false",
                "--server.tomcat.max-keep-alive-requests=-1",
                "--spring.web.resources.static-locations=classpath:/static/,file:" + FOLDER.resolve("static") + "/"));
        if (name.equals("empty")) {
            // Nothing of its own: the shop's application.yaml lies on the same class path.
            settings.add("--spring.config.location=optional:classpath:/none/");
            settings.add("--spring.datasource.username=shop");
            settings.add("--spring.flyway.locations=classpath:none");
            settings.add("--spring.flyway.fail-on-missing-locations=false");
            settings.add("--spring.session.jdbc.initialize-schema=always");
            settings.add("--spring.jpa.hibernate.ddl-auto=none");
        }
        return settings;
    }
}
