package shop.cvm.web.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.DefaultApplicationArguments;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.account.Accounts;
import shop.cvm.account.OperatorSettings;
import shop.cvm.audit.Audit;
import shop.cvm.catalog.Specs;
import shop.cvm.money.Cny;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.wallet.WalletHouse;
import shop.cvm.web.HttpVisitor;
import shop.cvm.web.HttpVisitor.Page;
import shop.cvm.web.Sessions;

@ShopTest
@Tag("page")
class OperatorTests {

    private static final Pattern METRIC = Pattern.compile("\\b(?:shop|http_server|hikaricp)_[a-z_]+\\b");

    @LocalServerPort
    private int port;

    @Autowired
    private Customers customers;

    @Autowired
    private Accounts accounts;

    @Autowired
    private Sessions sessions;

    @Autowired
    private Orders orders;

    @Autowired
    private Payments payments;

    @Autowired
    private WalletHouse house;

    @Autowired
    private Audit audit;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void theOperatorSeesTheLastCheckAndChecksAnew() {
        HttpVisitor operator = operator();
        Page page = operator.open("/operator/invariants");
        assertThat(page.status()).isEqualTo(200);

        Page checked = operator.submit(page, "/operator/invariants", Map.of());

        assertThat(checked.location()).isEqualTo("/operator/invariants");
        Page shown = operator.open("/operator/invariants");
        int count = audit.latest().orElseThrow().invariants().size();
        assertThat(shown.text("[role=status]")).isEqualTo("All " + count + " invariants hold.");
        assertThat(shown.document().select("tbody tr")).hasSize(count);
        assertThat(shown.document().select("header .menu a[href=/operator/invariants]"))
                .hasSize(1);
    }

    @Test
    void whatIsBrokenIsNamedWithWhatBreaksIt() {
        AccountId account = customers.with("1.00");
        transaction.executeWithoutResult(status -> {
            jdbc.sql("update balances set line_count = 2 where account_id = ?")
                    .param(account.accountId())
                    .update();
            audit.run();
            status.setRollbackOnly();
        });
        try {
            Page page = operator().open("/operator/invariants");
            assertThat(page.text("[role=status]")).contains("1 of ").contains("are broken");
            assertThat(page.text("tr:has(.st-bad)"))
                    .isEqualTo("No line of a statement is missing " + account + " Broken");
            Page health = new HttpVisitor(port)
                    .open("/actuator/health", "Authorization", basic(Customers.OPERATOR), "Accept", "*/*");
            assertThat(health.status()).isEqualTo(503);
            assertThat(health.body()).contains("no-statement-lacks-a-line");
        } finally {
            audit.run();
        }
    }

    @Test
    void everyInvariantIsAStatementInBothLanguages() {
        audit.run();
        for (Locale language : new Locale[] {Locale.ENGLISH, Locale.CHINESE}) {
            Page page = operator().open("/operator/invariants", "Accept-Language", language.toLanguageTag());
            assertThat(page.document().select("tbody th").eachText())
                    .noneMatch(text -> text.matches("[a-z]+(-[a-z]+)+"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/operator/invariants", "/operator/nothing-here"})
    void whoIsNotTheOperatorSeesNothingOfIt(String path) {
        assertThat(new HttpVisitor(port).open(path).location()).isEqualTo("/sign-in");

        HttpVisitor customer = new HttpVisitor(port);
        customer.signIn(customers.account().email());
        assertThat(customer.open(path).status()).isEqualTo(403);
        assertThat(customer.open("/account").body()).doesNotContain("/operator/");
    }

    @Test
    void anybodyMayAskWhetherTheShopIsWellAndLearnsNoMore() {
        audit.run();
        Page health = new HttpVisitor(port).open("/actuator/health", "Accept", "application/json");

        assertThat(health.status()).isEqualTo(200);
        assertThat(health.body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(health.headers("Set-Cookie")).isEmpty();
    }

    /** They are there with the profile {@code postgres}; nobody is asked for a password, with it or without. */
    @ParameterizedTest
    @ValueSource(strings = {"/actuator/health/liveness", "/actuator/health/readiness"})
    void probesNeedNoPassword(String path) {
        assertThat(new HttpVisitor(port).open(path, "Accept", "*/*").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/actuator", "/actuator/prometheus", "/actuator/health/db", "/actuator/env"})
    void everythingElseOfOperationsNeedsTheOperatorsPassword(String path) {
        HttpVisitor visitor = new HttpVisitor(port);
        assertThat(visitor.open(path).status()).isEqualTo(401);
        assertThat(visitor.open(path, "Authorization", basic(customers.account().email()))
                        .status())
                .isEqualTo(403);
        assertThat(visitor.session()).isEmpty();
    }

    @Test
    void theOperatorsScraperReadsMetricsAndHealthWithoutASession() {
        audit.run();
        HttpVisitor scraper = new HttpVisitor(port);

        Page metrics =
                scraper.open("/actuator/prometheus", "Authorization", basic(Customers.OPERATOR), "Accept", "*/*");
        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.body()).contains("shop_invariants_broken 0.0");
        Page health = scraper.open("/actuator/health", "Authorization", basic(Customers.OPERATOR), "Accept", "*/*");
        assertThat(health.body())
                .contains("\"invariants\":{\"details\":{\"at\":")
                .contains("\"db\"", "\"wallets\"", "\"tenpay\"", "\"provisioner\"");
        assertThat(scraper.session()).isEmpty();
    }

    /** The alerts and the dashboard that come with the shop cannot ask for what is not there. */
    @Test
    void theMetricsOfAlertsAndDashboardAreThere() throws Exception {
        AccountId account = customers.with("1000.00");
        Order order = orders.place(
                account,
                List.of(Purchases.of(Specs.prepaid(), 1)),
                UUID.randomUUID().toString());
        orders.payFromBalance(account, order.number());
        payments.confirm(house.pay(
                        account,
                        payments.startTopUp(account, Cny.of("10.00"), WalletKind.TENPAY, null)
                                .number())
                .number());
        audit.run();
        String metrics = new HttpVisitor(port)
                .open("/actuator/prometheus", "Authorization", basic(Customers.OPERATOR), "Accept", "*/*")
                .body();

        Set<String> asked = new TreeSet<>();
        for (String file : List.of("alerts.yaml", "dashboard.json")) {
            METRIC.matcher(Files.readString(Path.of("src/deploy", file)))
                    .results()
                    .forEach(found -> asked.add(found.group().replaceFirst("_(bucket|count)$", "")));
        }
        assertThat(asked).hasSizeGreaterThan(6).allMatch(metrics::contains);
    }

    @Test
    void aNewPasswordInTheSettingsEndsTheSessionsOfTheOldOne() {
        String email = Customers.anEmail();
        accounts.signUp(email, Customers.PASSWORD);
        HttpVisitor visitor = new HttpVisitor(port);
        visitor.signIn(email);

        start(new OperatorSettings(email, Customers.PASSWORD));
        assertThat(visitor.open("/account").status()).isEqualTo(200);
        start(new OperatorSettings(email, "another password"));
        assertThat(visitor.open("/account").location()).isEqualTo("/sign-in");
        start(new OperatorSettings("", ""));
    }

    private void start(OperatorSettings settings) {
        new OperatorOpening(settings, accounts, sessions).run(new DefaultApplicationArguments());
    }

    private HttpVisitor operator() {
        HttpVisitor operator = new HttpVisitor(port);
        operator.signIn(Customers.OPERATOR);
        return operator;
    }

    private static String basic(String email) {
        byte[] both = (email + ":" + Customers.PASSWORD).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }
}
