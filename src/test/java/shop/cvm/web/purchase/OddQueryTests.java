package shop.cvm.web.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.cvm.ShopTest;

/** Any query string that HTTP can carry gives a page. Sent over a bare socket, so that nothing tidies it up on the way. */
@ShopTest
@Tag("page")
class OddQueryTests {

    private static final long SEED = 7;
    private static final int QUERIES = 2_000;

    /** Longer ones the server refuses before anybody of ours sees them. */
    private static final int LONGEST = 30_000;

    private static final List<String> NAMES = List.of(
            "chargeType",
            "region",
            "zone",
            "series",
            "family",
            "type",
            "image",
            "imageOs",
            "systemDiskType",
            "systemDiskSize",
            "dataDisks[0].type",
            "dataDisks[0].size",
            "dataDisks%5B1%5D.size",
            "dataDisks[99].size",
            "dataDisks[-1].size",
            "dataDisks[].type",
            "dataDisks",
            "network",
            "internetChargeType",
            "bandwidth",
            "name",
            "hostName",
            "login",
            "securityGroup",
            "count",
            "period",
            "autoRenew",
            "vcpu",
            "memory",
            "inStock",
            "sort",
            "addDisk",
            "removeDisk",
            "password",
            "lang",
            "_csrf",
            "",
            "%00",
            "a[b][c]",
            "名");

    private static final List<String> VALUES = List.of(
            "",
            "0",
            "-1",
            "1",
            "1e309",
            "NaN",
            "99999999999999999999",
            "-2147483649",
            "0.5",
            "%",
            "%%",
            "%zz",
            "%E0%A4%A",
            "%00",
            "%0d%0aSet-Cookie:+a=b",
            "%C0%AE",
            "%F0%9F%98%80",
            "中文",
            "\u00ff\u0000",
            "<script>alert(1)</script>",
            "\"'`",
            "{R:1,F:9}",
            "{R:",
            "$%7B7*7%7D",
            "__${7*7}__",
            "[1]",
            "]",
            "a|b^c",
            "\\",
            "../../etc/passwd",
            "null",
            "true",
            "PREPAID",
            "POSTPAID_BY_HOUR",
            "ap-shanghai",
            "ap-tianjin-1",
            "na-toronto-1",
            "S5.LARGE8",
            "BC1.LARGE8",
            "Windows",
            "img-487zeit5",
            "CLOUD_TSSD",
            "BASIC",
            "TRAFFIC",
            "36",
            "13",
            "month-desc");

    @LocalServerPort
    private int port;

    @Test
    void anyQueryStringGivesAPage() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < QUERIES; i++) {
            String query = query(random);
            String answer = answer(query, random.nextBoolean());
            if (!answer.startsWith("HTTP/1.1 200") || !answer.contains("quote-total")) {
                String start = query.substring(0, Math.min(query.length(), 300));
                faults.add(answer.lines().findFirst().orElse("nothing") + " and " + answer.length() + " characters for "
                        + start);
            }
        }
        assertThat(faults).isEmpty();
    }

    /** A control character, or a letter beyond ASCII, ends a request line before anybody of ours sees it. */
    @ParameterizedTest
    @ValueSource(strings = {"name=\u4e2d\u6587", "\u540d=1", "name=\u00ff\u0000", "count=1\u0000", "name=a b"})
    void whatIsNotHttpIsRefusedAndNoFaultOfTheShop(String query) throws Exception {
        assertThat(answer(query, false)).startsWith("HTTP/1.1 400");
    }

    private static String query(SplittableRandom random) {
        StringBuilder query = new StringBuilder();
        for (int left = random.nextInt(12); left > 0; left--) {
            query.append(pick(NAMES, random));
            query.append(random.nextInt(10) == 0 ? "" : "=").append(value(random));
            query.append(random.nextInt(20) == 0 ? "&&" : "&");
        }
        return http(query.substring(0, Math.min(query.length(), LONGEST)));
    }

    /** The same with what a request line cannot carry in percent signs, as every client sends it. */
    private static String http(String query) {
        StringBuilder http = new StringBuilder();
        for (byte part : query.getBytes(StandardCharsets.UTF_8)) {
            http.append(part > ' ' && part < 0x7f ? String.valueOf((char) part) : "%%%02X".formatted(part & 0xff));
        }
        return http.toString();
    }

    private static String value(SplittableRandom random) {
        return switch (random.nextInt(12)) {
            case 0 -> "x".repeat(random.nextInt(10_000));
            case 1 -> "%41".repeat(random.nextInt(1_000));
            case 2 -> noise(random);
            default -> pick(VALUES, random);
        };
    }

    private static String noise(SplittableRandom random) {
        StringBuilder noise = new StringBuilder();
        for (int left = random.nextInt(40); left > 0; left--) {
            noise.append((char) ('!' + random.nextInt('~' - '!' + 1)));
        }
        return noise.toString().replace("#", "%23");
    }

    private String answer(String query, boolean change) throws IOException {
        try (Socket socket = new Socket("localhost", port)) {
            OutputStream out = socket.getOutputStream();
            // 1.0, or the answer would come in pieces, with their lengths between them.
            String headers = " HTTP/1.0\r\nHost: localhost\r\nAccept: text/html\r\nConnection: close\r\n"
                    + (change ? "HX-Request: true\r\nX-Changed: count\r\n" : "") + "\r\n";
            out.write(("GET /?" + query + headers).getBytes(StandardCharsets.UTF_8));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static <T> T pick(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
