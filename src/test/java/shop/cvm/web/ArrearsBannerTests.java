package shop.cvm.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.joda.money.Money;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.billing.Arrears;
import shop.cvm.billing.Billing;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopClock;

/** Whoever owes money is told on every page how much, and what happens when; nobody else is. */
@ShopTest
@Tag("page")
class ArrearsBannerTests {

    private static final List<String> PAGES =
            List.of("/", "/instances", "/billing", "/messages", "/help/billing", "/cart");

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

    private Account customer;
    private Pages pages;

    @BeforeEach
    void aMachineWhoseOwnerHasLittleLeft() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "10.00");
        meters.untilNextHour();
        meters.buy(customer.id(), Specs.postpaid());
        leave("0.10");
        pages = Pages.of(mvc, customer);
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
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
        for (String page : PAGES) {
            assertThat(banner(page).text())
                    .as(page)
                    .startsWith("You owe "
                            + show.total(ledger.balance(customer.id()).owed()) + ".")
                    .contains("runs on and is charged until " + show.time(running.stopAt()))
                    .contains("Still unpaid at " + show.time(running.reclaimAt()));
        }
        assertThat(banner("/").attr("aria-label")).isEqualTo("Arrears");
        assertThat(banner("/").selectFirst("[role=status]")).isNotNull();
        assertThat(banner("/").selectFirst("a.btn").attr("href")).isEqualTo("/billing/top-up");

        meters.hours(2);
        Arrears stopped = billing.arrears(customer.id()).orElseThrow();
        assertThat(banner("/orders").text())
                .contains("was shut down at " + show.time(stopped.stopAt()))
                .contains("It is kept until " + show.time(stopped.reclaimAt()));
        assertThat(pages.in(Locale.CHINESE)
                        .page("/orders")
                        .selectFirst("#arrears-banner")
                        .text())
                .contains("您已欠费", "关机，不再计费，保留至 " + show.time(stopped.reclaimAt()));

        meters.hours(24);
        assertThat(banner("/orders").text()).contains("destroyed with its disks at " + show.time(stopped.reclaimAt()));

        customers.credit(customer.id(), "100.00");
        assertThat(banner("/orders")).as("before anybody else has heard of it").isNull();
        meters.heard();
        assertThat(billing.arrears(customer.id())).isEmpty();
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
        Money spent = ledger.balance(customer.id()).available().minus(Cny.of(amount));
        transaction.executeWithoutResult(status -> ledger.deduct(new Movement(
                customer.id(), spent, "test:" + customer.id(), Description.of("purchase", ""), clock.now(), null)));
    }
}
