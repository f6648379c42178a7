package shop.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Pages against static files of the same size, served by the same process through the same filters, uncompressed, by
 * an anonymous visitor over 16 connections. Rounds alternate, so that a busy moment of the machine hits both.
 */
final class PageBenchmark {

    /** The compiler shares two cores with the load, so that the rate may rise for minutes: see {@link #warmUp}. */
    private static final int RISELESS_ROUNDS = 6;

    private static final int MAX_WARM_UP_ROUNDS = 60;
    private static final int ROUND_SECONDS = 5;
    private static final int ROUNDS = 5;
    private static final Pattern NAMED =
            Pattern.compile("(?:href|src)=\"(/[^\"#]+\\.(?:css|js|svg))[\"#]|url\\((/[^)]+\\.svg)\\)");

    /** What Chromium says of itself with every request, but for what it can decompress. */
    private static final String BROWSER = String.join(
            "\r\n",
            "Connection: keep-alive",
            "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0"
                    + " Safari/537.36",
            "Accept-Language: en-US,en;q=0.9",
            "sec-ch-ua: \"Not;A=Brand\";v=\"8\", \"Chromium\";v=\"150\"",
            "sec-ch-ua-mobile: ?0",
            "sec-ch-ua-platform: \"Linux\"",
            "Sec-Fetch-Site: same-origin");

    private final Load load;
    private final Path staticFolder;
    private final Report report;

    PageBenchmark(int port, Path staticFolder, Report report) {
        this.load = new Load(port);
        this.staticFolder = staticFolder;
        this.report = report;
    }

    void run() throws IOException, InterruptedException {
        compare(
                "live quote",
                0.4,
                IntStream.rangeClosed(1, 100).mapToObj(this::liveQuote).toList());
        compare(
                "purchase page",
                0.15,
                IntStream.rangeClosed(1, 100).mapToObj(this::page).toList());
        weigh();
    }

    private String liveQuote(int count) {
        String before = "http://127.0.0.1" + configuration(count == 1 ? 2 : count - 1);
        return load.get(
                configuration(count),
                BROWSER,
                "Accept: */*",
                "Referer: " + before,
                "HX-Current-URL: " + before,
                "HX-Request: true",
                "HX-Target: purchase",
                "HX-Trigger: purchase",
                "X-Changed: count",
                "X-Code: api-json");
    }

    private String page(int count) {
        return load.get(configuration(count), BROWSER, "Accept: text/html,application/xhtml+xml,*/*;q=0.8");
    }

    /** What the form of the page sends, in its order, filters and empty fields included. */
    private static String configuration(int count) {
        return "/?chargeType=PREPAID&region=ap-guangzhou&zone=ap-guangzhou-3&series=5&family=S5&vcpu=&memory=&sort=vcpu"
                + "&type=S5.MEDIUM4&imageOs=Ubuntu&image=img-487zeit5&systemDiskType=CLOUD_PREMIUM&systemDiskSize=50"
                + "&network=VPC&internetChargeType=BANDWIDTH&bandwidth=5&name=&login=RANDOM&securityGroup=SSH_22"
                + "&count=" + count + "&period=12";
    }

    private void compare(String what, double promised, List<String> requests) throws IOException, InterruptedException {
        int size = load.body(requests.get(0)).length;
        String file = "/bench-" + what.replace(' ', '-') + ".css";
        Files.writeString(
                staticFolder.resolve(file.substring(1)), "/*" + "x".repeat(size - 4) + "*/", StandardCharsets.UTF_8);
        List<String> staticRequests = List.of(load.get(file, BROWSER, "Accept: */*", "Referer: http://127.0.0.1/"));
        warmUp(requests);
        warmUp(staticRequests);
        double[] ratios = new double[ROUNDS];
        List<String> rounds = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            long dynamic = load.perSecond(requests, ROUND_SECONDS);
            long fixed = load.perSecond(staticRequests, ROUND_SECONDS);
            ratios[round] = (double) dynamic / fixed;
            rounds.add(dynamic + ":" + fixed);
        }
        Arrays.sort(ratios);
        String remark = String.format(Locale.ROOT, "%d bytes; per second %s", size, String.join(", ", rounds));
        report.atLeast(what + ", times a static file", promised, ratios[ROUNDS / 2], remark);
    }

    /** Asks until half a minute has brought no better rate, at most five minutes. */
    private void warmUp(List<String> requests) throws InterruptedException {
        long best = 0;
        int riseless = 0;
        for (int round = 0; round < MAX_WARM_UP_ROUNDS && riseless < RISELESS_ROUNDS; round++) {
            long rate = load.perSecond(requests, ROUND_SECONDS);
            riseless = rate > best ? 0 : riseless + 1;
            best = Math.max(best, rate);
        }
    }

    /**
     * What a first visit transfers: the page, everything it names and everything that its styles name, compressed where
     * that saves anything. That the shop does compress is a test's business.
     */
    private void weigh() throws IOException {
        List<String> seen = new ArrayList<>(List.of("/"));
        long sum = 0;
        for (int number = 0; number < seen.size(); number++) {
            byte[] body = load.body(load.get(seen.get(number)));
            sum += Gzip.size(body);
            Matcher named = NAMED.matcher(new String(body, StandardCharsets.UTF_8));
            while (named.find()) {
                String address = named.group(1) == null ? named.group(2) : named.group(1);
                if (!seen.contains(address)) {
                    seen.add(address);
                }
            }
        }
        report.atMost("first visit, " + seen.size() + " files, compressed", 250, sum / 1000.0, " kB");
    }
}
