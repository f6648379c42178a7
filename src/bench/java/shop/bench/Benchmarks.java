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

/** Runs every measurement and prints the figures beside what is promised. Takes about six minutes. */
public final class Benchmarks {

    private static final Path FOLDER = Path.of("target", "bench");
    private static final int STARTS = 3;
    private static final List<String> HEAP = List.of("-Xmx512m");

    private final Report report = new Report();

    public static void main(String[] args) throws Exception {
        FileSystemUtils.deleteRecursively(FOLDER);
        Files.createDirectories(FOLDER.resolve("static"));
        Benchmarks benchmarks = new Benchmarks();
        benchmarks.quotes();
        benchmarks.starts();
        benchmarks.pages();
        benchmarks.report.write(FOLDER.resolve("report.md"));
    }

    private void quotes() throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include("shop.bench")
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
            } else {
                report.atMost("loading the snapshot, " + name.substring(name.lastIndexOf('.') + 1), 1000, score, " ms");
            }
        }
    }

    private void starts() throws IOException, InterruptedException {
        List<Duration> shop = new ArrayList<>();
        List<Duration> empty = new ArrayList<>();
        start(CvmShop.class, "shop", "/").toMillis();
        start(EmptyApplication.class, "empty", "/login").toMillis();
        for (int number = 0; number < STARTS; number++) {
            shop.add(start(CvmShop.class, "shop", "/"));
            empty.add(start(EmptyApplication.class, "empty", "/login"));
        }
        double ratio = (double) median(shop).toMillis() / median(empty).toMillis();
        report.atMost("second start to first page, times an empty application's", 1.5, ratio, "");
    }

    private static Duration start(Class<?> main, String name, String path) throws IOException, InterruptedException {
        try (Server server = Server.start(main, FOLDER.resolve(name + ".log"), path, HEAP, settings(name))) {
            return server.firstAnswer();
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
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0";
        List<String> settings = new ArrayList<>(List.of(
                "--spring.datasource.url=" + url,
                "--shop.data=" + FOLDER.resolve(name + "-data"),
                "--server.compression.enabled=false",
                "--server.tomcat.max-keep-alive-requests=-1",
                "--spring.web.resources.static-locations=classpath:/static/,file:" + FOLDER.resolve("static") + "/"));
        if (name.equals("empty")) {
            settings.add("--spring.flyway.locations=classpath:none");
            settings.add("--spring.flyway.fail-on-missing-locations=false");
            settings.add("--spring.session.jdbc.initialize-schema=always");
            settings.add("--spring.jpa.hibernate.ddl-auto=none");
        }
        return settings;
    }
}
