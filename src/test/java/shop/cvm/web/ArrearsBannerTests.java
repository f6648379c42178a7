package shop.cvm.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.joda.money.Money;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.billing.Arrears;
import shop.cvm.billing.Arrears.Stage;
import shop.cvm.billing.Billing;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PowerAction;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.notification.Messages;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopClock;

/** Whoever owes money is told on every page how much, and what happens when; nobody else is. */
@ShopTest
@Tag("page")
class ArrearsBannerTests {

    private static final List<String> PAGES = List.of(
            "/",
            "/instances",
            "/instances/{machine}",
            "/orders",
            "/billing",
            "/billing/bills",
            "/billing/top-up",
            "/messages",
            "/help/billing",
            "/prices",
            "/cart",
            "/sandbox");

    @LocalServerPort
    private int port;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Customers customers;

    @Autowired
    private Billing billing;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Payments payments;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Show show;

    @Autowired
    private Invariants invariants;

    @Autowired
    private Meters meters;

    @Autowired
    private Instances instances;

    @Autowired
    private Messages messages;

    private Account customer;
    private Instance machine;
    private Pages pages;
    private HttpVisitor visitor;

    @BeforeEach
    void aMachineWhoseOwnerHasLittleLeft() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "10.00");
        meters.untilNextHour();
        machine = meters.buy(customer.id(), Specs.postpaid());
        leave("0.10");
        pages = Pages.of(mvc, customer);
        visitor = new HttpVisitor(port);
        visitor.signIn(customer.email());
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void aRestartIsRefusedWithTheReasonInBothLanguages() {
        instances.power(customer.id(), machine.id(), PowerAction.STOP);
        meters.deliver();
        meters.hours(1);
        Map<String, String> start = Map.of("action", "START");
        String power = "/instances/" + machine.id() + "/power";

        MockHttpServletResponse refused = pages.post(power, start);

        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(Pages.read(refused).selectFirst("#problems").text())
                .contains("Your account owes money. Top up until something is available, then start it again.");
        assertThat(Pages.read(pages.in(Locale.CHINESE).post(power, start))
                        .selectFirst("#problems")
                        .text())
                .contains("账户欠费");
        assertThat(instances.instance(customer.id(), machine.id()).state()).isEqualTo(InstanceState.STOPPED);
    }

    @Test
    void whileAPaymentIsBeingCheckedItSaysUntilWhenMachinesAreKept() {
        meters.hours(3);
        meters.deliver();
        Arrears stopped = billing.arrears(customer.id()).orElseThrow();
        clock.advance(Duration.between(clock.now(), stopped.reclaimAt().minusSeconds(60)));
        payments.startTopUp(customer.id(), Cny.of("10.00"), WalletKind.TENPAY, null);
        meters.untilNextHour();

        meters.settle();

        assertThat(banner("/orders").text())
                .contains("was to be destroyed with its disks at " + show.time(stopped.reclaimAt()))
                .contains("until " + show.time(stopped.reclaimAt().plus(Duration.ofDays(1))) + " at most");
    }

    @Test
    void everyPageTellsEachStageWithItsTimesUntilATopUpEndsIt() throws InterruptedException {
        assertThat(banner("/instances")).isNull();

        meters.hours(1);
        Arrears running = billing.arrears(customer.id()).orElseThrow();
        everyPageSays(
                "You owe " + show.total(ledger.balance(customer.id()).owed()) + ".",
                "runs on and is charged until " + show.time(running.stopAt()),
                "Still unpaid at " + show.time(running.reclaimAt()));
        assertThat(banner("/").attr("aria-label")).isEqualTo("Arrears");
        assertThat(banner("/").selectFirst("[role=status]")).isNotNull();
        assertThat(banner("/").selectFirst("a.btn").attr("href")).isEqualTo("/billing/top-up");

        meters.hours(2);
        Arrears stopped = billing.arrears(customer.id()).orElseThrow();
        everyPageSays(
                "was shut down at " + show.time(stopped.stopAt()),
                "It is kept until " + show.time(stopped.reclaimAt()));
        assertThat(pages.in(Locale.CHINESE)
                        .page("/orders")
                        .selectFirst("#arrears-banner")
                        .text())
                .contains("您已欠费", "关机，不再计费，保留至 " + show.time(stopped.reclaimAt()));

        meters.hours(24);
        everyPageSays("destroyed with its disks at " + show.time(stopped.reclaimAt()));

        customers.credit(customer.id(), "100.00");
        assertThat(banner("/orders")).as("before anybody else has heard of it").isNull();
        meters.heard();
        assertThat(billing.arrears(customer.id())).isEmpty();
    }

    /** Also the one for what is not there. */
    private void everyPageSays(String... words) {
        for (String page : PAGES) {
            String path = page.replace("{machine}", machine.id().instanceId());
            assertThat(banner(path)).as(path).isNotNull();
            assertThat(banner(path).text()).as(path).contains(words);
        }
        HttpVisitor.Page missing = visitor.open("/no-such-page");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.text("#arrears-banner")).contains(words);
    }

    /** The instance itself runs on: nothing of it is shut down, kept or destroyed. */
    @Test
    void whoHasOnlyThePublicNetworkToLoseIsToldOfThatAndOfNothingElse() throws InterruptedException {
        Account owner = ownerOfAPrepaidMachineBilledByTraffic();
        Pages english = Pages.of(mvc, owner);
        Pages chinese = english.in(Locale.CHINESE);
        for (int hour = 0; hour < 4 && billing.arrears(owner.id()).isEmpty(); hour++) {
            meters.hours(1);
        }
        Arrears arrears = billing.arrears(owner.id()).orElseThrow();
        String stopAt = show.time(arrears.stopAt());

        assertThat(banner(english)).contains("works and is charged until " + stopAt + ", and is cut off then");
        assertThat(banner(chinese)).contains("公网可用至 " + stopAt);
        for (int hours : new int[] {0, 2, 24}) {
            meters.hours(hours);
            assertThat(banner(english))
                    .contains("comes back by itself")
                    .doesNotContain("shut down", "destroyed", "disks");
            assertThat(banner(chinese)).contains("自动恢复").doesNotContain("关机", "销毁", "硬盘");
        }
        assertThat(billing.arrears(owner.id()).orElseThrow().stage()).isEqualTo(Stage.RECLAIMED);
        assertThat(banner(english)).contains("was cut off at " + stopAt);
        customers.credit(owner.id(), "100.00");
        meters.heard();
        assertThat(words(owner, english)).hasSize(3).allSatisfy(words -> assertThat(words)
                .contains("prepaid instance")
                .doesNotContain("instances billed", "shut down", "destroyed", "disks"));
        assertThat(words(owner, chinese))
                .hasSize(3)
                .allSatisfy(words -> assertThat(words).contains("公网").doesNotContain("关机", "销毁", "硬盘"));
    }

    @Test
    void whoPaysInTimeIsToldThatTheInstanceRanOnAndNotThatItCanBeStarted() throws InterruptedException {
        meters.hours(1);
        customers.credit(customer.id(), "100.00");
        meters.heard();

        assertThat(words(customer, pages).get(0))
                .contains("Your instance ran on, and is charged on.")
                .doesNotContain("started again");
        assertThat(words(customer, pages.in(Locale.CHINESE)).get(0)).contains("您的实例一直在运行");
    }

    @Test
    void whoHasNoMachineLeftIsNotToldThatOneWillBeDestroyed() {
        meters.hours(2);
        instances.terminate(customer.id(), machine.id(), machine.calledBy());
        meters.deliver();

        for (int hours : new int[] {0, 1, 24}) {
            meters.hours(hours);
            assertThat(banner("/orders").text())
                    .contains("You can buy again when you have topped up.")
                    .doesNotContain("shut down", "destroyed", "disks");
        }
        assertThat(billing.arrears(customer.id()).orElseThrow().stage()).isEqualTo(Stage.RECLAIMED);
    }

    @Test
    void whoHasBothIsToldOfBoth() throws InterruptedException {
        customers.credit(customer.id(), "500.00");
        meters.buy(customer.id(), Specs.withNetwork(Specs.prepaid(), InternetChargeType.TRAFFIC, 1));
        leave("0.10");
        meters.hours(1);
        assertThat(banner("/orders").text()).contains("What is billed by the hour runs on", "and is cut off then");

        meters.hours(2);
        assertThat(banner("/orders").text()).contains("was shut down at", "was cut off at");
        meters.heard();
        assertThat(words(customer, pages).get(0))
                .contains("1 instance was shut down. 1 prepaid instance billed by traffic was cut off")
                .contains("kept with its disks until "
                        + show.time(billing.arrears(customer.id()).orElseThrow().reclaimAt()) + " and then destroyed");
    }

    private Account ownerOfAPrepaidMachineBilledByTraffic() {
        Account owner = customers.account();
        customers.credit(owner.id(), "500.00");
        meters.buy(owner.id(), Specs.withNetwork(Specs.prepaid(), InternetChargeType.TRAFFIC, 100));
        leave(owner, "0.00");
        return owner;
    }

    /** What the messages about arrears say, the latest first. */
    private List<String> words(Account owner, Pages reader) {
        return messages.messages(owner.id(), 0).stream()
                .filter(message -> message.kind().name().startsWith("ARREARS"))
                .map(message -> reader.page("/messages/" + message.id())
                        .select("main section")
                        .text())
                .toList();
    }

    private static String banner(Pages reader) {
        return reader.page("/orders").select("#arrears-banner").text();
    }

    @Test
    void whoOwesNothingMoreAndHasNothingIsStillTold() {
        meters.hours(1);
        Money owed = ledger.balance(customer.id()).owed();
        customers.credit(customer.id(), owed.getAmount().toPlainString());

        assertThat(banner("/orders").text()).startsWith("Nothing is available on your balance.");
    }

    @Test
    void nobodyElseIsToldAnything() throws Exception {
        meters.hours(1);

        assertThat(Pages.of(mvc, customers.account()).page("/instances").select("#arrears-banner"))
                .isEmpty();
        Document anonymous = Pages.read(
                mvc.perform(MockMvcRequestBuilders.get("/")).andReturn().getResponse());
        assertThat(anonymous.select("main")).hasSize(1);
        assertThat(anonymous.select("#arrears-banner")).isEmpty();
    }

    private Element banner(String path) {
        return pages.page(path).selectFirst("#arrears-banner");
    }

    private void leave(String amount) {
        leave(customer, amount);
    }

    private void leave(Account owner, String amount) {
        Money spent = ledger.balance(owner.id()).available().minus(Cny.of(amount));
        transaction.executeWithoutResult(status -> ledger.deduct(new Movement(
                owner.id(), spent, "test:" + UUID.randomUUID(), Description.of("purchase", ""), clock.now(), null)));
    }
}
