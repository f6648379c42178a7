package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.joda.money.Money;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.account.Account;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.sandbox.ClockPushes;
import shop.cvm.sandbox.FreshShop;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Show;

/** The clock of the sandbox, pushed by somebody at a browser. */
class SandboxBrowserTests extends BrowserTest {

    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(120_000);

    @Autowired
    private ClockPushes pushes;

    @Autowired
    private Customers customers;

    @Autowired
    private Ledger ledger;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Show show;

    @Autowired
    private Meters meters;

    @Autowired
    private FreshShop shop;

    /** What other tests have left behind would be due as well, and some of it for ever. */
    @BeforeEach
    void nothingIsDue() {
        shop.reset();
    }

    @Test
    void aMonthOfARunningMachineIsSettledHourByHour() throws InterruptedException {
        Account customer = customers.account();
        customers.credit(customer.id(), "2000.00");
        Instance machine = meters.buy(customer.id(), Specs.postpaid());
        Instant began = machine.runningAt().orElseThrow();
        Page page = signedIn(visitor(), customer, "/sandbox");
        page.locator("#amount").fill("30");
        page.locator("#unit").selectOption("days");
        page.locator("#push").click();
        assertThat(page.getByRole(AriaRole.PROGRESSBAR)).isVisible();
        screenshot(page, "sandbox-month-moving");
        assertThat(page.locator("#clock")).containsText("The push is done", PATIENTLY);
        assertThat(page.locator("#clock")).containsText("Settlements and steps of arrears: ");
        look(page, "sandbox-month-done");
        meters.heard();

        long hours = ChronoUnit.HOURS.between(began.truncatedTo(ChronoUnit.HOURS), clock.now());
        List<Entry> settlements = meters.settlements(customer.id());
        assertThat(settlements).hasSize((int) hours).hasSizeGreaterThanOrEqualTo(720);
        for (int hour = 0; hour < hours; hour++) {
            assertThat(settlements.get(hour).occurredAt())
                    .isEqualTo(began.truncatedTo(ChronoUnit.HOURS).plus(hour + 1L, ChronoUnit.HOURS));
        }
        assertThat(settlements.subList(1, settlements.size()))
                .extracting(Entry::amount)
                .containsOnly(machine.cost().hourlyRate().forOneHour());
        Money spent = settlements.stream().map(Entry::amount).reduce(Cny.ZERO, Money::plus);
        assertThat(ledger.balance(customer.id()).balance())
                .isEqualTo(Cny.of("2000.00").minus(spent));
        page.navigate("/billing");
        assertThat(page.locator("main"))
                .containsText(show.total(ledger.balance(customer.id()).available()));
    }

    @Test
    void whoRunsOutOfMoneySeesEveryStageUntilATopUpEndsIt() throws InterruptedException {
        Account customer = customers.account();
        customers.credit(customer.id(), "10.00");
        Instance machine = meters.buy(customer.id(), Specs.postpaid());
        leave(customer, "0.10");
        Map<String, Page> windows = Map.of(
                "", signedIn(visitor(), customer),
                "-zh-dark", signedIn(visitor().dark().chinese(), customer),
                "-390-dark", signedIn(visitor().narrow().dark(), customer),
                "-390-zh", signedIn(visitor().narrow().chinese(), customer));
        Page page = Objects.requireNonNull(windows.get(""));
        page.navigate("/sandbox");
        assertThat(page.locator("#arrears-banner")).hasCount(0);
        page.locator("#amount").fill("2");
        page.locator("#unit").selectOption("hours");
        page.locator("#push").click();
        assertThat(page.locator("#clock")).containsText("The push is done", PATIENTLY);

        meters.heard();
        assertThat(page.getByRole(AriaRole.REGION, named("Arrears"))).isVisible();
        stage(windows, machine, "running", "", "-390-zh");
        assertThat(page.locator("#arrears-banner")).containsText("runs on and is charged until");
        push(Duration.ofHours(3));
        stage(windows, machine, "stopped", "-zh-dark", "-390-dark");
        page.navigate("/instances/" + machine.id());
        assertThat(page.locator("#arrears-banner")).containsText("It is kept until");
        assertThat(page.locator("h1 + p .st")).hasText("Stopped for arrears");
        push(Duration.ofHours(25));
        stage(windows, machine, "reclaimed", "", "-390-dark");
        assertThat(page.locator("#arrears-banner")).containsText("and destroyed with its disks at");

        page.getByRole(AriaRole.REGION, named("Arrears"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Top up"))
                .click();
        page.getByLabel("Amount (CNY)").fill("100");
        button(page, "Top up").click();
        button(page, "Pay").click();
        assertThat(page.getByRole(AriaRole.HEADING, named("Top-up credited"))).isVisible();
        assertThat(page.locator("#arrears-banner")).hasCount(0);
        meters.heard();
    }

    /** Looks at the machine's page through some of the windows. */
    private static void stage(Map<String, Page> windows, Instance machine, String stage, String... names) {
        for (String name : names) {
            Page window = Objects.requireNonNull(windows.get(name));
            window.navigate("/instances/" + machine.id());
            look(window, "arrears-" + stage + name);
        }
    }

    private void push(Duration duration) throws InterruptedException {
        pushes.push(duration);
        pushes.await(Duration.ofMinutes(1));
        meters.heard();
    }

    private void leave(Account customer, String amount) {
        Money spent = ledger.balance(customer.id()).available().minus(Cny.of(amount));
        transaction.executeWithoutResult(status -> ledger.deduct(new Movement(
                customer.id(), spent, "test:" + customer.id(), Description.of("purchase", ""), clock.now(), null)));
    }

    @Test
    void withoutScriptTheClockIsPushedAsWell() throws InterruptedException {
        Page page = visitor().withoutScript().open("/sandbox");
        page.locator("#push").click();
        pushes.await(Duration.ofMinutes(1));
        page.navigate("/sandbox");

        assertThat(page.locator("#clock")).containsText("The push is done");
    }

    @Test
    void whatIsTypedWronglyIsNamedAtItsField() {
        Page page = open("/sandbox");
        page.locator("#amount").fill("-1");
        page.locator("#push").click();

        assertThat(page.locator("#amount-err")).containsText("whole number");
        complaints();
        axe(page);
    }

    @Test
    void thePageIsUsableOnAPhoneInTheDarkAndInChinese() {
        Page phone = visitor().narrow().dark().chinese().open("/sandbox");
        assertThat(phone.locator("#clock h2")).hasText("时钟");
        axe(phone);
        screenshot(phone, "sandbox-clock-phone-dark");
        Page light = visitor().narrow().open("/sandbox");
        screenshot(light, "sandbox-clock-phone");
        Page dark = visitor().dark().open("/sandbox");
        axe(dark);
        screenshot(dark, "sandbox-clock-dark");
    }
}
