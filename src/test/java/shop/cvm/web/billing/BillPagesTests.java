package shop.cvm.web.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.text.PDFTextStripper;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceRate;
import shop.cvm.instance.InstanceTags;
import shop.cvm.instance.Instances;
import shop.cvm.instance.UsedComponent;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.order.Reconfiguration;
import shop.cvm.order.Reconfigurations;
import shop.cvm.order.WantedConfiguration;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.StepRates;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;
import shop.cvm.web.HttpVisitor;
import shop.cvm.web.HttpVisitor.Page;
import shop.cvm.web.Show;

/** Bills by month, product and machine, line by line, as CSV and on paper: every figure agrees with the ledger. */
@ShopTest
@Tag("page")
class BillPagesTests {

    @LocalServerPort
    private int port;

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private Reconfigurations reconfigurations;

    @Autowired
    private InstanceTags tags;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Show show;

    private HttpVisitor visitor;
    private Account account;
    private Instance prepaid;
    private Instance hourly;
    private String bill;

    /** On the third of a month at noon: a prepaid machine, and an hourly one with a name like a formula. */
    @BeforeEach
    void somebodyWhoUsedAMachineForThreeHours() {
        meters.park();
        YearMonth month = YearMonth.from(ShopCalendar.dayOf(clock.now())).plusMonths(1);
        Instant noon = ShopCalendar.startOf(month.atDay(3)).plusSeconds(12 * 3600 + 600);
        clock.advance(Duration.between(clock.now(), noon));
        bill = "/billing/bills/" + month;
        visitor = new HttpVisitor(port);
        account = customers.account();
        visitor.signIn(account.email());
        customers.credit(account.id(), "5000.00");
        prepaid = meters.buy(account.id(), Specs.prepaid().withMonths(12));
        hourly = meters.buy(account.id(), Specs.postpaid());
        instances.rename(account.id(), hourly.id(), "=1+1 价格");
        meters.hours(3);
    }

    @AfterEach
    void theInvariantsHold() {
        invariants.hold();
    }

    @Test
    void theBillsTotalsAreWhatTheLedgerDeducted() {
        Page page = visitor.open(bill);

        assertThat(page.text("#usage")).isEqualTo(show.amount(sum(EntryKind.SETTLEMENT)));
        assertThat(page.text("#spent"))
                .isEqualTo(show.total(sum(EntryKind.SETTLEMENT).plus(sum(EntryKind.DEDUCT))));
        assertThat(page.text("#closing"))
                .isEqualTo(show.total(ledger.balance(account.id()).balance()));
        assertThat(amounts(page, "section[aria-label='Usage by product'] tbody td:last-child"))
                .hasSize(3)
                .satisfies(products -> assertThat(total(products)).isEqualTo(sum(EntryKind.SETTLEMENT)));
        assertThat(amounts(page, "section[aria-label='Usage by instance'] tbody td:last-child"))
                .containsExactly(sum(EntryKind.SETTLEMENT));
        assertThat(amounts(page, "section[aria-label='Prepaid orders and refunds'] tbody td:last-child"))
                .containsExactly(sum(EntryKind.DEDUCT));
        assertThat(visitor.open("/billing/bills").text("tbody tr"))
                .contains(show.amount(sum(EntryKind.SETTLEMENT)), "still running");
    }

    @Test
    void everyLineOpensToItsIntervalsRateStepAndRounding() {
        Page page = visitor.open(bill + "/instances/" + hourly.id() + "?product=compute");

        assertThat(page.text("#sum")).startsWith("3 lines, vCPU and memory ¥");
        assertThat(page.document().select("tbody details")).hasSize(3);
        Entry last = settlements().get(0);
        assertThat(page.text("tbody .because"))
                .contains("Price step", "Deducted for this line", last.reference())
                .contains("rounded to " + show.amount(last.amount()));
        Instant end = last.occurredAt();
        assertThat(page.text("tbody .because table tbody tr"))
                .matches(time(end.minus(Duration.ofHours(1))) + " " + time(end) + " 3,600 1 1 ([0-9.]+) \\1");
    }

    @Test
    void whyTrafficAndBandwidthThatChangedWithinTheHourComeToTheirAmountsIsSaidInWords() {
        Instance byTraffic =
                meters.buy(account.id(), Specs.withNetwork(Specs.postpaid(), InternetChargeType.TRAFFIC, 100));
        meters.hours(1);
        bandwidth(5);
        HourlyRate highest = rate(Component.BANDWIDTH);
        clock.advance(Duration.ofMinutes(20));
        bandwidth(2);
        meters.hours(1);

        Page bandwidth = visitor.open(bill + "/instances/" + hourly.id() + "?product=bandwidth");
        String perHour = show.exact(highest.perHour());
        assertThat(bandwidth.text("tbody .because > p"))
                .isEqualTo(
                        "The bandwidth changed within the hour, so the highest rate counts for all of it: 3,600 s ÷ 3,600 s × "
                                + perHour + " = " + perHour);
        assertThat(bandwidth.document().selectFirst("tbody .because table").select("thead th"))
                .as("no amount for a piece of it")
                .hasSize(6);
        assertThat(bandwidth
                        .document()
                        .selectFirst("tbody .because table")
                        .select("tbody td:nth-child(4)")
                        .eachText())
                .endsWith("5 Mbps", "2 Mbps");

        Page traffic = visitor.open(bill + "/instances/" + byTraffic.id() + "?product=traffic");
        Matcher formula = Pattern.compile("([0-9,]+) MB ÷ 1,024 MB per GB × 0\\.80 CNY per GB = ([0-9.]+)")
                .matcher(traffic.text("tbody .because > p"));
        assertThat(formula.matches()).as(traffic.text("tbody .because > p")).isTrue();
        assertThat(new BigDecimal(formula.group(1).replace(",", ""))
                        .multiply(new BigDecimal("0.80"))
                        .divide(BigDecimal.valueOf(1024), 8, RoundingMode.HALF_UP))
                .isPositive()
                .isEqualByComparingTo(formula.group(2));
        assertThat(traffic.text("tbody .because table tbody tr")).contains("100 Mbps");
        assertThat(traffic.text("tbody .because dl")).contains(formula.group(2));
    }

    private void bandwidth(int mbps) {
        Instance now = instances.instance(account.id(), hourly.id());
        WantedConfiguration is = WantedConfiguration.of(now.spec());
        WantedConfiguration wanted = new WantedConfiguration(
                is.instanceType(), is.systemDiskGb(), is.dataDisksGb(), is.internetChargeType(), mbps);
        reconfigurations.reconfigure(
                account.id(),
                new Reconfiguration(now.id(), wanted, now.configured(), null),
                UUID.randomUUID().toString());
    }

    /** What a component of the hourly machine costs now. */
    private HourlyRate rate(Component component) {
        return instances.used(List.of(hourly.id())).stream()
                .map(UsedComponent::rate)
                .filter(rate -> rate.component() == component)
                .findFirst()
                .orElseThrow()
                .rate();
    }

    private static String time(Instant at) {
        return DateTimeFormatter.ISO_LOCAL_TIME.format(
                at.atZone(ShopCalendar.ZONE).truncatedTo(ChronoUnit.SECONDS));
    }

    @Test
    void aTransactionLeadsToTheLinesOfItsHourAndTheyAddUpToIt() {
        Page statement = visitor.open("/billing/transactions?type=usage");
        String link = statement.document().selectFirst("tbody tr a").attr("href");

        Page lines = visitor.open(link);

        assertThat(link).isEqualTo(bill + "/lines?day=" + bill.substring(15) + "-03&hour=14");
        assertThat(amounts(lines, "table.whys > tbody > tr:not(.why) > td:last-child"))
                .hasSize(3)
                .satisfies(parts ->
                        assertThat(total(parts)).isEqualTo(settlements().get(0).amount()));
    }

    @Test
    void theOverviewShowsWhatDaysCostAndWhatIsDueNext() {
        Page page = visitor.open("/billing");

        Money spent = sum(EntryKind.SETTLEMENT).plus(sum(EntryKind.DEDUCT));
        assertThat(page.text("#spending tfoot td:last-child")).isEqualTo(show.amount(spent));
        assertThat(page.document().select("#spending thead th").eachText())
                .containsExactly("Day", "Instances", "Disks", "Network", "Prepaid orders", "Total");
        assertThat(page.document().select("#spending tbody tr")).hasSize(30);
        assertThat(page.text("#spending tbody tr:last-child td:last-child")).isEqualTo(show.amount(spent));
        assertThat(page.text("section[aria-label='Next renewals'] tbody tr"))
                .contains("does not renew itself", "12 months");
        assertThat(page.text("#burn"))
                .as("three hours, as if they went on for a day")
                .isEqualTo(show.total(sum(EntryKind.SETTLEMENT).multipliedBy(8L)));
        assertThat(page.text("#lasts")).matches("[0-9,]+ days");
        assertThat(page.document().select("script[src*=chart]")).hasSize(2);
        assertThat(visitor.open("/billing/bills").document().select("script[src*=chart]"))
                .isEmpty();
    }

    /** Two hours at rates of full cents, and an order. */
    @Test
    void theOverviewHasEachProductsOwnFigures() {
        Account other = customers.account();
        HttpVisitor reader = new HttpVisitor(port);
        reader.signIn(other.email());
        customers.credit(other.id(), "5000.00");
        Instance bought = meters.buy(other.id(), Specs.prepaid());
        meters.untilNextHour();
        meters.launch(
                other.id(),
                Specs.postpaid(),
                costs(Component.COMPUTE, "1.00"),
                costs(Component.SYSTEM_DISK, "0.20"),
                costs(Component.DATA_DISK, "0.05"),
                costs(Component.BANDWIDTH, "0.30"));
        meters.hours(2);

        assertThat(reader.open("/billing")
                        .document()
                        .select("#spending tbody tr:last-child td")
                        .eachText())
                .containsExactly(
                        "2.00",
                        "0.50",
                        "0.60",
                        show.amount(bought.cost().unitTotal()),
                        show.amount(bought.cost().unitTotal().plus(Cny.of("3.10"))));
    }

    private static InstanceRate costs(Component component, String perHour) {
        return new InstanceRate(component, 1, new HourlyRate(new BigDecimal(perHour)), StepRates.NONE);
    }

    @Test
    void theCsvAddsUpToTheBillAndHoldsNoFormula() throws Exception {
        Page csv = visitor.open(bill + ".csv");
        List<CSVRecord> rows = records(csv);

        assertThat(csv.body()).startsWith("\uFEFFBill month,");
        assertThat(rows)
                .as("three hours of three components, and an order of three")
                .hasSize(12);
        assertThat(total(rows.stream().map(row -> Cny.of(row.get("Deducted"))).toList()))
                .isEqualTo(sum(EntryKind.SETTLEMENT).plus(sum(EntryKind.DEDUCT)));
        CSVRecord compute = rows.stream()
                .filter(row -> row.get("Component").equals("vCPU and memory"))
                .skip(2)
                .findFirst()
                .orElseThrow();
        assertThat(compute.get("Instance name")).isEqualTo("'=1+1 价格");
        assertThat(compute.get("Formula"))
                .isEqualTo("3,600 s / 3,600 s × "
                        + new BigDecimal(compute.get("Unit price"))
                                .stripTrailingZeros()
                                .toPlainString());
        assertThat(new BigDecimal(compute.get("Exact cost")))
                .isEqualByComparingTo(new BigDecimal(compute.get("Unit price")));
        assertThat(compute.get("Transaction number"))
                .isEqualTo(settlements().get(0).reference());
        assertThat(compute.get("Usage start")).endsWith("14:00:00");
        assertThat(records(visitor.open(bill + ".csv?product=compute&instance=" + hourly.id())))
                .hasSize(3);
        assertThat(records(visitor.open("/billing/bills.csv")))
                .extracting(row -> Cny.of(row.get("Total")))
                .contains(sum(EntryKind.SETTLEMENT).plus(sum(EntryKind.DEDUCT)));
    }

    /** Column by column: whatever is missing, or said of another machine, would show. */
    @Test
    void aRowOfUsageAndARowOfAnOrderSayAllThatIsKnown() throws Exception {
        tags.change(
                account.id(),
                hourly.id(),
                List.of(new shop.cvm.instance.Tag("team", "blue"), new shop.cvm.instance.Tag("cost", "7")),
                Set.of());
        tags.change(account.id(), prepaid.id(), List.of(new shop.cvm.instance.Tag("team", "red")), Set.of());

        List<CSVRecord> rows = records(visitor.open(bill + ".csv"));

        Entry last = settlements().get(0);
        Instant end = last.occurredAt();
        CSVRecord usage = rows.stream()
                .filter(row -> row.get("Component").equals("System disk"))
                .skip(2)
                .findFirst()
                .orElseThrow();
        Map<String, String> used = new LinkedHashMap<>(usage.toMap());
        assertThat(Cny.of(used.remove("Deducted"))).isBetween(Cny.of("0.04"), Cny.of("0.05"));
        assertThat(used)
                .isEqualTo(Map.ofEntries(
                        Map.entry("Bill month", bill.substring(15)),
                        Map.entry("Bill day", bill.substring(15) + "-03"),
                        Map.entry("Payer account", account.id() + "\t"),
                        Map.entry("Product", "CVM"),
                        Map.entry("Sub-product", "Standard S5"),
                        Map.entry("Component", "System disk"),
                        Map.entry("Component details", "Premium Cloud Disk, 50 GB"),
                        Map.entry("Billing method", "Postpaid"),
                        Map.entry("Transaction type", "Hourly settlement"),
                        Map.entry("Region", "ap-guangzhou"),
                        Map.entry("Zone", "Guangzhou Zone 3"),
                        Map.entry("Instance ID", hourly.id().instanceId()),
                        Map.entry("Instance name", "'=1+1 价格"),
                        Map.entry("Model", "S5.MEDIUM4"),
                        Map.entry("Tags", "cost=7; team=blue"),
                        Map.entry("Order number", ""),
                        Map.entry("Transaction number", last.reference()),
                        Map.entry("Deduction time", show.time(end)),
                        Map.entry("Usage start", show.time(end.minus(Duration.ofHours(1)))),
                        Map.entry("Usage end", show.time(end)),
                        Map.entry("Duration (s)", "3600"),
                        Map.entry("Duration (months)", ""),
                        Map.entry("Duration (days)", ""),
                        Map.entry("Traffic (MB)", ""),
                        Map.entry("Size", "50"),
                        Map.entry("Unit price", "0.04500000"),
                        Map.entry("Price unit", "CNY per hour"),
                        Map.entry("Price step", "1"),
                        Map.entry("Cost before discount", "0.04500000"),
                        Map.entry("Discount factor", "1"),
                        Map.entry("Exact cost", "0.04500000"),
                        Map.entry("Formula", "3,600 s / 3,600 s × 0.045"),
                        Map.entry("Currency", "CNY")));

        CSVRecord order = rows.get(10);
        Entry paid = ledger.entries(account.id(), 0, 1000).stream()
                .filter(entry -> entry.kind() == EntryKind.DEDUCT)
                .findFirst()
                .orElseThrow();
        assertThat(order.toMap())
                .isEqualTo(Map.ofEntries(
                        Map.entry("Bill month", bill.substring(15)),
                        Map.entry("Bill day", bill.substring(15) + "-03"),
                        Map.entry("Payer account", account.id() + "\t"),
                        Map.entry("Product", "CVM"),
                        Map.entry("Sub-product", "Standard S5"),
                        Map.entry("Component", "System disk"),
                        Map.entry("Component details", "Premium Cloud Disk, 50 GB"),
                        Map.entry("Billing method", "Prepaid"),
                        Map.entry("Transaction type", "Purchase"),
                        Map.entry("Region", "ap-guangzhou"),
                        Map.entry("Zone", "Guangzhou Zone 3"),
                        Map.entry("Instance ID", prepaid.id().instanceId()),
                        Map.entry("Instance name", prepaid.name()),
                        Map.entry("Model", "S5.MEDIUM4"),
                        Map.entry("Tags", "team=red"),
                        Map.entry("Order number", paid.orderNumber() + "\t"),
                        Map.entry("Transaction number", paid.reference()),
                        Map.entry("Deduction time", show.time(paid.occurredAt())),
                        Map.entry("Usage start", show.time(paid.occurredAt())),
                        Map.entry("Usage end", show.time(prepaid.expiresAt().orElseThrow())),
                        Map.entry("Duration (s)", ""),
                        Map.entry("Duration (months)", "12"),
                        Map.entry("Duration (days)", ""),
                        Map.entry("Traffic (MB)", ""),
                        Map.entry("Size", "50"),
                        Map.entry("Unit price", "0.35000000"),
                        Map.entry("Price unit", "CNY per GB and month"),
                        Map.entry("Price step", ""),
                        Map.entry("Cost before discount", "210.00"),
                        Map.entry("Discount factor", "0.83"),
                        Map.entry("Exact cost", "174.30"),
                        Map.entry("Deducted", "174.30"),
                        Map.entry("Formula", "0.35 × 50 × 12 × 0.83"),
                        Map.entry("Currency", "CNY")));
    }

    @Test
    void theStatementOnPaperHasTheBillsFiguresInBothLanguages() throws Exception {
        String english = paper("en");
        String chinese = paper("zh");

        Money usage = sum(EntryKind.SETTLEMENT);
        Money spent = usage.plus(sum(EntryKind.DEDUCT));
        for (String paper : List.of(english, chinese)) {
            assertThat(paper)
                    .contains(
                            account.id().toString(),
                            account.email(),
                            "=1+1 价格",
                            hourly.id().toString())
                    .contains(show.amount(usage), show.total(spent), show.amount(sum(EntryKind.DEDUCT)))
                    .contains(show.amount(ledger.balance(account.id()).balance()))
                    .doesNotContain("#");
        }
        assertThat(english).contains("Statement of", "Usage by product", "vCPU and memory", "Not complete");
        assertThat(chinese).contains("月结单", "按产品统计用量", "CPU 与内存", "包年包月订单");
    }

    @Test
    void whatIsSomebodyElsesIsNotFound() {
        HttpVisitor stranger = new HttpVisitor(port);
        stranger.signIn(customers.account().email());

        assertThat(stranger.open(bill + "/instances/" + hourly.id()).status()).isEqualTo(404);
        assertThat(stranger.open(bill + "/lines").document().select("tbody")).isEmpty();
        assertThat(stranger.open(bill + ".csv?instance=" + hourly.id()).body().lines())
                .hasSize(1);
        assertThat(visitor.open(bill + "/instances/" + InstanceId.next()).status())
                .isEqualTo(404);
        String before = "/billing/bills/2001-01";
        assertThat(List.of(
                        visitor.open(before).status(),
                        visitor.open(before + ".pdf").status()))
                .as("no bill of this month")
                .containsOnly(404);
    }

    @Test
    void whatIsNoMonthIsNotFoundAndAnyQueryGivesTheNearestPage() {
        for (String garbage : List.of("2026-13", "1e9", "%00", "0000-00", "-", "9".repeat(3000), "%3Cscript%3E")) {
            for (String kind : List.of("", ".csv", ".pdf", "/lines")) {
                assertThat(visitor.open("/billing/bills/" + garbage + kind).status())
                        .as(garbage + kind)
                        .isBetween(400, 404);
            }
        }
        for (String garbage : List.of(
                "product=gold",
                "product=%00",
                "day=2001-01-01",
                "day=2026-02-31",
                "hour=25",
                "hour=1",
                "page=-1",
                "page=99999",
                "year=1999",
                "year=" + UUID.randomUUID())) {
            for (String path : List.of("/billing/bills", bill, bill + "/lines", bill + ".csv")) {
                assertThat(visitor.open(path + "?" + garbage).status())
                        .as(path + garbage)
                        .isEqualTo(200);
            }
        }
        assertThat(visitor.open(bill + "/lines?product=gold&day=2001-01-01&hour=3")
                        .document()
                        .select("tbody details"))
                .as("nothing is left out")
                .hasSize(9);
    }

    @Test
    void thePagesSpeakChinese() {
        for (String path : List.of("/billing", "/billing/bills", bill, bill + "/lines", "/billing/transactions")) {
            assertThat(visitor.open(path, "Accept-Language", "zh").body())
                    .as(path)
                    .doesNotContain("??")
                    .contains("费用");
        }
    }

    @Test
    void onPaperASignStandsForWhatTheFontLacks() throws Exception {
        instances.rename(account.id(), hourly.id(), "資料庫 web — prod 🚀");

        assertThat(paper("zh")).contains("□料□ web - prod □").doesNotContain("#", "\uFFFD");
    }

    private String paper(String language) throws Exception {
        byte[] pdf = visitor.download(bill + ".pdf", "Accept-Language", language);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            document.getPage(0).getResources().getFontNames().forEach(name -> assertThat(fontOf(document, name))
                    .endsWith("+NotoSansSC-Regular"));
            return new PDFTextStripper().getText(document);
        }
    }

    private static String fontOf(PDDocument document, COSName name) {
        try {
            PDFont font = document.getPage(0).getResources().getFont(name);
            assertThat(font.isEmbedded()).isTrue();
            return font.getName();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private Money sum(EntryKind kind) {
        return ledger.entries(account.id(), 0, 1000).stream()
                .filter(entry -> entry.kind() == kind)
                .map(Entry::amount)
                .reduce(Cny.ZERO, Money::plus);
    }

    /** Newest first. */
    private List<Entry> settlements() {
        return ledger.entries(account.id(), 0, 1000).stream()
                .filter(entry -> entry.kind() == EntryKind.SETTLEMENT)
                .toList();
    }

    private static List<Money> amounts(Page page, String cells) {
        return page.document().select(cells).eachText().stream()
                .map(text -> Cny.of(text.replace(",", "")))
                .toList();
    }

    private static Money total(List<? extends Money> parts) {
        return parts.stream().map(Money.class::cast).reduce(Cny.ZERO, Money::plus);
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
