package shop.cvm.web.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;
import shop.cvm.web.HttpVisitor;
import shop.cvm.web.HttpVisitor.Page;

/** The statement as a page and as CSV: the same lines by the same choice. */
@ShopTest
@Tag("page")
class TransactionPagesTests {

    @LocalServerPort
    private int port;

    @Autowired
    private Customers customers;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private TransactionOperations transaction;

    private HttpVisitor visitor;
    private Account account;
    private Instant now;

    @BeforeEach
    void somebodyWithThreeDaysOfTransactions() {
        visitor = new HttpVisitor(port);
        account = customers.account();
        visitor.signIn(account.email());
        now = clock.now().truncatedTo(ChronoUnit.SECONDS);
        transaction.executeWithoutResult(status -> {
            ledger.topUp("TENPAY", movement("100.00", "topUp.TENPAY", 2));
            ledger.deduct(movement("30.00", "purchase", 1));
            ledger.freeze(movement("0.84", "freeze", 0));
            ledger.refund(movement("10.00", "refund", 0));
        });
    }

    @AfterEach
    void theInvariantsHold() {
        invariants.hold();
    }

    @Test
    void aTypeLeavesTheOthersOutAndTheBalancesStay() {
        assertThat(amounts("")).containsExactly("+10.00", "−0.84", "−30.00", "+100.00");
        assertThat(amounts("?type=top-up")).containsExactly("+100.00");
        assertThat(amounts("?type=orders")).containsExactly("+10.00", "−30.00");
        assertThat(amounts("?type=refund")).containsExactly("+10.00");
        assertThat(amounts("?type=frozen")).containsExactly("−0.84");
        assertThat(amounts("?type=usage")).isEmpty();
        assertThat(open("?type=usage").text("#none")).isEqualTo("Nothing fits this choice.");
        assertThat(open("?type=orders").text("tbody tr:nth-child(2)")).contains("70.00");
    }

    @Test
    void aTimeIsReadInDaysOfTheShopsCalendarBothIncluded() {
        String yesterday = day(1);

        assertThat(amounts("?from=" + yesterday)).containsExactly("+10.00", "−0.84", "−30.00");
        assertThat(amounts("?to=" + yesterday)).containsExactly("−30.00", "+100.00");
        assertThat(amounts("?from=" + yesterday + "&to=" + yesterday)).containsExactly("−30.00");
        assertThat(amounts("?from=" + day(0) + "&to=" + day(2)))
                .as("bounds in the wrong sequence are put in order")
                .hasSize(4);
    }

    @Test
    void theFirstSecondOfADayBelongsToItAndTheLastOfTheDayBeforeDoesNot() {
        Instant midnight = ShopCalendar.startOf(ShopCalendar.dayOf(now).plusDays(1));
        transaction.executeWithoutResult(status -> {
            ledger.topUp("TENPAY", movement("1.00", "topUp.TENPAY", midnight.minusSeconds(1)));
            ledger.topUp("TENPAY", movement("2.00", "topUp.TENPAY", midnight));
        });

        assertThat(amounts("?type=top-up&from=" + ShopCalendar.dayOf(midnight))).containsExactly("+2.00");
    }

    @Test
    void whateverTheQuerySaysThePageIsThere() {
        for (String garbage : List.of(
                "type=gold",
                "type=%00",
                "from=yesterday",
                "from=2026-02-31",
                "to=9999-12-31",
                "from=0000-01-01",
                "page=-1",
                "page=999999",
                "page=1e9",
                "from=" + "9".repeat(5000),
                "type=usage&type=top-up",
                "%3Cscript%3E")) {
            assertThat(open("?" + garbage).status()).as(garbage).isEqualTo(200);
            assertThat(visitor.open("/billing/transactions.csv?" + garbage).status())
                    .as(garbage)
                    .isEqualTo(200);
        }
        assertThat(amounts("?type=gold&from=2026-02-31"))
                .as("nothing is left out")
                .hasSize(4);
    }

    @Test
    void aLongStatementHasPagesThatKeepTheChoice() {
        for (int line = 0; line < 51; line++) {
            customers.credit(account.id(), "1.00");
        }

        Page first = open("?type=top-up");
        assertThat(first.document().select("tbody tr")).hasSize(50);
        assertThat(first.document().select("nav.tools a").eachAttr("href"))
                .containsExactly("/billing/transactions?type=top-up&page=2");
        Page second = open("?type=top-up&page=2");
        assertThat(second.document().select("tbody tr")).hasSize(2);
        assertThat(second.document().select("nav.tools a").eachAttr("href"))
                .containsExactly("/billing/transactions?type=top-up&page=1");
    }

    @Test
    void theCsvHoldsEveryLineWithFiguresAndOpensInASpreadsheet() throws Exception {
        for (int line = 0; line < 501; line++) {
            customers.credit(account.id(), "1.00");
        }
        Page csv = visitor.open("/billing/transactions.csv");

        assertThat(csv.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
        assertThat(csv.header("Content-Disposition")).contains("attachment", ".csv");
        assertThat(csv.body()).startsWith("\uFEFFLine,Time,Type,");
        List<CSVRecord> rows = records(csv);
        List<Entry> entries = ledger.entries(account.id(), 0, 1000).getContent();
        assertThat(rows).hasSize(505);
        assertThat(rows.stream().map(row -> Cny.of(row.get("Amount"))))
                .containsExactlyElementsOf(entries.stream().map(Entry::effect).toList());
        assertThat(rows.stream().map(row -> Cny.of(row.get("Available after"))))
                .containsExactlyElementsOf(
                        entries.stream().map(entry -> entry.after().available()).toList());
        assertThat(rows.get(504).get("Description")).isEqualTo("Top-up by Tenpay");
    }

    @Test
    void theCsvFollowsTheChoiceAndTheLanguage() throws Exception {
        assertThat(records(visitor.open("/billing/transactions.csv?type=orders&to=" + day(1))))
                .singleElement()
                .satisfies(row -> assertThat(row.get("Amount")).isEqualTo("-30.00"));
        assertThat(visitor.open("/billing/transactions.csv", "Accept-Language", "zh")
                        .body())
                .startsWith("\uFEFF行号,时间,类型,")
                .contains("财付通充值");
    }

    @Test
    void nobodySeesWhatSomebodyElseHas() {
        HttpVisitor stranger = new HttpVisitor(port);
        stranger.signIn(customers.account().email());

        assertThat(stranger.open("/billing/transactions").document().select("tbody tr"))
                .isEmpty();
        assertThat(stranger.open("/billing/transactions.csv").body()).doesNotContain("100.00");
        assertThat(new HttpVisitor(port).open("/billing/transactions.csv").location())
                .isEqualTo("/sign-in");
    }

    private List<String> amounts(String query) {
        return open(query).document().select("tbody tr td:nth-child(3)").eachText();
    }

    private Page open(String query) {
        return visitor.open("/billing/transactions" + query);
    }

    private String day(int daysAgo) {
        return ShopCalendar.dayOf(now).minusDays(daysAgo).toString();
    }

    private Movement movement(String amount, String key, int daysAgo) {
        return movement(amount, key, now.minus(daysAgo, ChronoUnit.DAYS));
    }

    private Movement movement(String amount, String key, Instant at) {
        return new Movement(
                account.id(),
                Cny.of(amount),
                "test:" + UUID.randomUUID(),
                Description.of(key, "ins-12345678"),
                at,
                null);
    }

    private static List<CSVRecord> records(Page csv) throws Exception {
        return CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get()
                .parse(new StringReader(csv.body().substring(1)))
                .getRecords();
    }
}
