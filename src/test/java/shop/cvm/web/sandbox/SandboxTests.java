package shop.cvm.web.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.fault.ActiveFault;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.sandbox.ClockPushes;
import shop.cvm.sandbox.ClockState;
import shop.cvm.sandbox.FreshShop;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;
import shop.cvm.web.HttpVisitor;
import shop.cvm.web.HttpVisitor.Page;
import shop.cvm.web.Pages;

@ShopTest
@Tag("page")
class SandboxTests {

    @LocalServerPort
    private int port;

    @Autowired
    private FreshShop shop;

    @Autowired
    private ClockPushes pushes;

    @Autowired
    private Faults faults;

    @Autowired
    private Customers customers;

    @Autowired
    private ShopClock clock;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc mvc;

    /** What other tests have left behind would be due as well, and some of it for ever. */
    @BeforeEach
    void nothingIsDue() {
        shop.reset();
    }

    @AfterEach
    void off() {
        faults.switchAllOff();
    }

    @Test
    void aScriptSwitchesFaultsOnAndOffWithoutSessionOrToken() {
        HttpResponse<String> on = json("POST", "/_sandbox/faults", "{\"fault\": \"WALLET_DOWN\", \"times\": 3}");
        assertThat(on.statusCode()).isEqualTo(200);
        assertThat(on.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(on.body())
                .contains("\"active\":[{\"fault\":\"WALLET_DOWN\",\"times\":3,\"delay\":\"PT0S\"}]")
                .contains("\"known\":[")
                .contains("PROVISIONER_LATE");

        json("POST", "/_sandbox/faults", "{\"fault\": \"PROVISIONER_LATE\", \"delay\": \"PT20M\"}");
        assertThat(faults.active())
                .containsExactly(
                        new ActiveFault(Fault.PROVISIONER_LATE, null, Duration.ofMinutes(20)),
                        new ActiveFault(Fault.WALLET_DOWN, 3, Duration.ZERO));
        assertThat(json("GET", "/_sandbox/faults", "").body())
                .contains("{\"fault\":\"PROVISIONER_LATE\",\"times\":null,\"delay\":\"PT20M\"}");

        json("DELETE", "/_sandbox/faults?fault=WALLET_DOWN", "");
        assertThat(faults.active()).extracting(ActiveFault::fault).containsExactly(Fault.PROVISIONER_LATE);
        assertThat(json("DELETE", "/_sandbox/faults", "").body()).startsWith("{\"active\":[]");
        assertThat(faults.active()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"fault": "WALLET_UP"}                           | fault must be one of WALLET_NOTIFICATION_DELAYED
            {}                                               | fault must be one of
            {"fault": "WALLET_DOWN", "times": 0}             | times must be a whole number
            {"fault": "WALLET_DOWN", "times": -1}            | times must be a whole number
            {"fault": "WALLET_DOWN", "times": 1.5}           | times must be a whole number
            {"fault": "WALLET_DOWN", "times": [1]}           | times must be a whole number
            {"fault": "WALLET_DOWN", "times": 99999999999}   | times must be a whole number
            {"fault": "WALLET_DOWN", "time": 1}              | There is no field \\"time\\"
            {"fault": "PROVISIONER_LATE"}                    | delay must be a duration
            {"fault": "PROVISIONER_LATE", "delay": "0s"}     | delay must be a duration
            {"fault": "PROVISIONER_LATE", "delay": "soon"}   | delay must be a duration
            {"fault": "PROVISIONER_LATE", "delay": 20}       | delay must be a duration
            {"fault": "PROVISIONER_LATE", "delay": "-PT1S"}  | delay must be a duration
            {"fault": "PROVISIONER_LATE", "delay": "PT-1S"}  | delay must be a duration
            {"fault": "PROVISIONER_LATE", "delay": "P999999999D"} | delay must be a duration
            {"fault":                                        | The body must be a JSON object
            [1]                                              | The body must be a JSON object
            ``                                               | The body must be a JSON object
            """)
    void whatCannotBeUnderstoodIsRefusedWithTheReasonAndChangesNothing(String body, String reason) {
        HttpResponse<String> refused = json("POST", "/_sandbox/faults", body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(refused.body()).startsWith("{\"error\":\"" + reason);
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void aFaultThatIsNotThereCannotBeSwitchedOffAndOnlyJsonIsTaken() {
        assertThat(json("DELETE", "/_sandbox/faults?fault=x", "").statusCode()).isEqualTo(400);
        for (String type : List.of("application/x-www-form-urlencoded", "text/plain")) {
            HttpResponse<String> form = send("POST", "/_sandbox/faults", type, "{\"fault\": \"WALLET_DOWN\"}");
            assertThat(form.statusCode()).as("a page elsewhere could send it").isEqualTo(415);
            assertThat(form.body()).isEqualTo("{\"error\":\"Content-Type must be application/json\"}");
        }
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void aScriptPushesTheClockAndIsAnsweredWhenItHasArrived() {
        HttpResponse<String> pushed = json("POST", "/_sandbox/clock", "{\"hours\": 2}");

        assertThat(pushed.statusCode()).isEqualTo(200);
        assertThat(pushed.headers().allValues("Set-Cookie")).isEmpty();
        assertThat(pushed.body()).contains("\"moving\":false", "\"percent\":100", "\"done\":{");
        assertThat(json("GET", "/_sandbox/clock", "").body()).contains("\"now\":\"", "\"offset\":\"PT");
        assertThat(json("POST", "/_sandbox/clock", "{\"to\": \"2020-01-01T00:00:00Z\"}")
                        .body())
                .startsWith("{\"error\":\"The shop's clock moves forward only");
        for (String path : List.of("/_sandbox/clock", "/_sandbox/reset")) {
            assertThat(send("POST", path, "text/plain", "{\"days\": 1}").statusCode())
                    .as("a page elsewhere could send it to " + path)
                    .isEqualTo(415);
        }
    }

    @Test
    void aScriptPushesByADurationOrToADateAsTheShopsZoneHasIt() {
        Instant before = clock.now();
        assertThat(json("POST", "/_sandbox/clock", "{\"advance\": \"PT1H\"}").statusCode())
                .isEqualTo(200);
        assertThat(clock.now()).isBetween(before.plusSeconds(3600), before.plusSeconds(4500));
        for (Map.Entry<String, Duration> unit : Map.of(
                        "{\"minutes\": 90}", Duration.ofMinutes(90), "{\"days\": 2}", Duration.ofDays(2))
                .entrySet()) {
            Instant start = clock.now();
            assertThat(json("POST", "/_sandbox/clock", unit.getKey()).statusCode())
                    .as(unit.getKey())
                    .isEqualTo(200);
            assertThat(Duration.between(start, clock.now()))
                    .as(unit.getKey())
                    .isBetween(unit.getValue(), unit.getValue().plusMinutes(15));
        }

        Instant midnight = tomorrow();
        assertThat(json("POST", "/_sandbox/clock", "{\"to\": \"" + ShopCalendar.dayOf(midnight) + "\"}")
                        .body())
                .contains("\"to\":\"" + midnight + "\"");
        assertThat(clock.now()).isBetween(midnight, midnight.plusSeconds(900));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                  | Send one of the fields advance, minutes, hours, days and to
            {"days": 1, "hours": 1}             | Send one of the fields
            {"weeks": 1}                        | There is no field \\"weeks\\"; known are advance, minutes
            {"days": -1}                        | days must be a whole number from 1 to 9999999
            {"days": 99999999}                  | days must be a whole number from 1 to 9999999
            {"days": 3661}                      | The shop's clock moves forward only, by at most 3660 days
            {"advance": "1h"}                   | advance must be a duration of days, hours, minutes and seconds
            {"advance": "P1M"}                  | advance must be a duration
            {"advance": 60}                     | advance must be a duration
            {"advance": null}                   | advance must be a duration
            {"advance": "PT99999999999999999H"} | advance must be a duration
            {"advance": "PT0S"}                 | The shop's clock moves forward only
            {"advance": "-PT1H"}                | The shop's clock moves forward only
            {"advance": "-PT2562047788015215H"} | The shop's clock moves forward only
            {"advance": "P3660DT1S"}            | The shop's clock moves forward only
            {"advance": "PT2562047788015215H"}  | The shop's clock moves forward only
            {"to": "soon"}                      | to must be a date such as
            {"to": "2027-02-30"}                | to must be a date such as
            {"to": "2027-01-31T25:00:00Z"}      | to must be a date such as
            {"to": "2020-01-01"}                | The shop's clock moves forward only
            {"to": "+999999999-12-31"}          | The shop's clock moves forward only
            [                                   | The body must be a JSON object
            """)
    void aPushThatCannotBeUnderstoodIsRefusedWithTheReasonAndMovesNothing(String body, String reason) {
        Duration before = clock.offset();

        HttpResponse<String> refused = json("POST", "/_sandbox/clock", body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).startsWith("{\"error\":\"" + reason);
        assertThat(clock.offset()).isEqualTo(before);
    }

    @Test
    void onThePageTheClockIsPushedByADurationOrToADateToo() {
        Instant before = clock.now();
        push("advance", "PT90M", "");
        assertThat(clock.now()).isBetween(before.plusSeconds(5400), before.plusSeconds(6300));
        for (String unit : List.of("minutes", "hours", "days")) {
            Instant start = clock.now();
            push(unit, "3", "");
            Duration pushed = Duration.of(3, ChronoUnit.valueOf(unit.toUpperCase(Locale.ROOT)));
            assertThat(Duration.between(start, clock.now())).as(unit).isBetween(pushed, pushed.plusMinutes(15));
        }

        Instant midnight = tomorrow();
        push("to", "", ShopCalendar.dayOf(midnight).toString());
        assertThat(clock.now()).isBetween(midnight, midnight.plusSeconds(900));

        MockHttpServletResponse refused = pages().post("/sandbox/clock", Map.of("amount", "P1M", "unit", "advance"));
        assertThat(refused.getStatus()).isEqualTo(422);
        Document page = Pages.read(refused);
        assertThat(page.selectFirst("#amount-err").text()).contains("PT1H");
        assertThat(page.getElementById("amount").val()).isEqualTo("P1M");
        assertThat(page.select("#unit option[selected]").val()).isEqualTo("advance");
    }

    @Test
    void aScriptIsNotAnsweredBeforeEverythingDueIsDone() throws InterruptedException {
        ClockPushes slow = mock(ClockPushes.class);
        when(slow.await(any())).thenReturn(false, false, true);
        when(slow.state()).thenReturn(new ClockState(clock.now(), Duration.ZERO, null));

        new ClockScripts(slow, shop).push(Map.of("advance", "P90D"));

        verify(slow).push(Duration.ofDays(90));
        verify(slow, times(3)).await(any());
    }

    @Test
    void theShopIsResetOnThePageOnlyByWhoeverConfirmsIt() {
        MockHttpServletResponse refused = pages().post("/sandbox/reset", Map.of());

        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(Pages.read(refused).selectFirst("#sure-err").text()).isNotBlank();
    }

    @Test
    void aConfirmedResetLeavesAFreshShopAndSaysSo() {
        Account account = customers.account();
        clock.advance(Duration.ofDays(1));
        HttpVisitor visitor = new HttpVisitor(port);
        visitor.signIn(account.email());

        Page done = visitor.submit(visitor.open("/sandbox"), "/sandbox/reset", Map.of("sure", "true"));

        assertThat(done.status()).isEqualTo(303);
        assertThat(done.location()).isEqualTo("/sandbox?fresh");
        assertThat(visitor.open(done.location()).text(".note-ok[role=status]")).contains("The shop is fresh");
        assertThat(visitor.open("/account").status())
                .as("everybody is signed out")
                .isEqualTo(302);
        assertThat(accounts()).isEqualTo(1);
        assertThat(clock.offset()).isZero();

        customers.account();
        HttpResponse<String> script = json("POST", "/_sandbox/reset", "{}");
        assertThat(script.statusCode()).isEqualTo(200);
        assertThat(script.body()).contains("\"offset\":\"PT0S\"", "\"moving\":false");
        assertThat(accounts()).isEqualTo(1);
        assertThat(json("GET", "/_sandbox/invariants", "").body()).startsWith("{\"holds\":true");
    }

    @Test
    void whileTheClockIsPushedItIsNeitherPushedNorTheShopReset() {
        Duration before = clock.offset();
        String account = customers.account().email();
        jdbc.sql("""
                        update clock_push set state = 'MOVING', started_from = current_timestamp,
                            reached = current_timestamp, target = current_timestamp + interval '1' day,
                            owner = 'somebody', lease_until = current_timestamp + interval '1' hour
                        """).update();
        try {
            assertThat(json("POST", "/_sandbox/clock", "{\"hours\": 1}").statusCode())
                    .isEqualTo(409);
            assertThat(json("POST", "/_sandbox/reset", "{}").statusCode()).isEqualTo(409);
            assertThat(json("GET", "/_sandbox/clock", "").body()).contains("\"moving\":true");
            for (String path : List.of("/sandbox/clock", "/sandbox/reset")) {
                MockHttpServletResponse refused =
                        pages().post(path, Map.of("amount", "1", "unit", "hours", "sure", "true"));
                assertThat(refused.getStatus()).as(path).isEqualTo(422);
                assertThat(Pages.read(refused).selectFirst("#problems").text()).contains("Wait until it has arrived.");
            }
            assertThat(pages().page("/sandbox").select("#clock progress")).hasSize(1);
            assertThat(pages().page("/sandbox").select("#push, #push-to")).isEmpty();
        } finally {
            jdbc.sql("update clock_push set state = 'DONE' where owner = 'somebody'")
                    .update();
        }
        assertThat(clock.offset()).isEqualTo(before);
        assertThat(new HttpVisitor(port).signIn(account).status())
                .as("nobody is gone")
                .isEqualTo(303);
    }

    @Test
    void aScriptAsksForTheInvariants() {
        assertThat(json("GET", "/_sandbox/invariants", "").body())
                .startsWith("{\"holds\":true,\"invariants\":[{\"name\":\"")
                .contains("{\"name\":\"paid-orders-are-settled\",\"holds\":true,\"detail\":\"\"}");
    }

    @Test
    void anybodyFindsThePageByTheHeaderAndSwitchesFaultsThere() {
        HttpVisitor visitor = new HttpVisitor(port);
        assertThat(visitor.open("/prices").document().select("header a[href=/sandbox]"))
                .hasSize(1);

        Page page = visitor.open("/sandbox");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.document().select("article")).hasSize(Fault.values().length);

        Page done = visitor.submit(page, "/sandbox/faults", Map.of("fault", "WALLET_DOWN", "times", "2"));
        assertThat(done.status()).isEqualTo(303);
        assertThat(faults.active()).containsExactly(new ActiveFault(Fault.WALLET_DOWN, 2, Duration.ZERO));
        Page shown = visitor.open("/sandbox");
        assertThat(shown.text("#WALLET_DOWN")).contains("On", "2 times more");

        visitor.submit(shown, "/sandbox/faults/removal", Map.of("fault", "WALLET_DOWN"));
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void everythingIsSwitchedOffAtOnce() {
        faults.switchOn(Fault.WALLET_DOWN, null, Duration.ZERO);
        faults.switchOn(Fault.PROVISIONER_STUCK, 1, Duration.ZERO);

        pages().post("/sandbox/faults/removal", Map.of());

        assertThat(faults.active()).isEmpty();
    }

    @Test
    void whatIsTypedWronglyIsNamedAtItsFieldAndKept() {
        MockHttpServletResponse refused =
                pages().post("/sandbox/faults", Map.of("fault", "PROVISIONER_LATE", "times", "1", "delay", "soon"));

        assertThat(refused.getStatus()).isEqualTo(422);
        Document page = Pages.read(refused);
        assertThat(page.selectFirst("#delay-PROVISIONER_LATE-err").text()).contains("90s");
        assertThat(page.getElementById("delay-PROVISIONER_LATE").val()).isEqualTo("soon");
        assertThat(page.getElementById("times-PROVISIONER_LATE").val()).isEqualTo("1");
        assertThat(page.select("[role=alert] a").attr("href")).isEqualTo("#delay-PROVISIONER_LATE");
        assertThat(pages().post("/sandbox/faults", Map.of("fault", "x")).getStatus())
                .isEqualTo(422);
    }

    @Test
    void everyFaultIsExplainedInBothLanguages() {
        for (Locale language : new Locale[] {Locale.ENGLISH, Locale.CHINESE}) {
            Document page = pages().in(language).page("/sandbox");
            assertThat(page.select("article h3, article p").eachText())
                    .allSatisfy(text -> assertThat(text).isNotBlank().doesNotContain("sandbox.", "??"));
        }
    }

    private void push(String unit, String amount, String to) {
        assertThat(pages().post("/sandbox/clock", Map.of("amount", amount, "unit", unit, "to", to))
                        .getStatus())
                .isEqualTo(303);
        try {
            assertThat(pushes.await(Duration.ofMinutes(3))).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }

    private Instant tomorrow() {
        return ShopCalendar.startOf(ShopCalendar.dayOf(clock.now()).plusDays(1));
    }

    private long accounts() {
        return jdbc.sql("select count(*) from accounts").query(Long.class).single();
    }

    private Pages pages() {
        return Pages.of(mvc, customers.account());
    }

    private HttpResponse<String> json(String method, String path, String body) {
        return send(method, path, "application/json", body);
    }

    private HttpResponse<String> send(String method, String path, String type, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Content-Type", type)
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        } catch (IOException failed) {
            throw new AssertionError(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AssertionError(interrupted);
        }
    }
}
