package shop.cvm.web.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Specs;
import shop.cvm.event.Publications;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.notification.Messages;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Pages;

@ShopTest
@Tag("page")
class MessagePagesTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Customers customers;

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private Messages messages;

    @Autowired
    private Publications publications;

    @Autowired
    private ShopClock clock;

    private AccountId account;
    private Pages pages;

    @BeforeEach
    void aCustomerWithMoney() {
        Account customer = customers.account();
        account = customer.id();
        customers.credit(account, "1000.00");
        pages = Pages.of(mvc, customer);
    }

    @Test
    void whoHasNoMessageIsToldWhatWillArriveHere() {
        Document page = pages.page("/messages");

        assertThat(page.select("main p").text()).contains("Nothing has happened yet");
        assertThat(page.select("header .count")).isEmpty();
    }

    @Test
    void theHeaderCountsWhatIsUnreadUntilItIsOpened() throws InterruptedException {
        Instance machine = delivered();
        Document list = pages.page("/messages");

        assertThat(list.select("header .count").text()).startsWith("1").contains("1 unread message");
        assertThat(list.select("tbody tr").text()).contains("Instance created: " + machine.id(), "New");
        pages.page(link());
        assertThat(pages.page("/messages").select("header .count")).isEmpty();
        assertThat(pages.page("/messages").select("tbody tr").text()).contains("Read");
    }

    @Test
    void theMessageOfANewMachineHoldsEverythingToGetIn() throws InterruptedException {
        Instance machine = delivered();
        String message = pages.page(link()).select("main").text();

        assertThat(message)
                .contains(machine.name(), machine.shape().loginUser(), "Show password")
                .contains(machine.publicIp().orElseThrow(), machine.privateIp().orElseThrow());
    }

    @Test
    void theRandomPasswordIsShownOnceAndNeverAgain() throws InterruptedException {
        delivered();
        String message = link();

        MockHttpServletResponse shown = pages.post(message + "/password", Map.of());
        assertThat(Pages.read(shown).select("#initial-password").text()).hasSizeGreaterThan(7);
        assertThat(pages.post(message + "/password", Map.of()).getStatus()).isEqualTo(303);
        assertThat(pages.page(message).select("main").text())
                .contains("Shown already")
                .doesNotContain("Show password");
    }

    @Test
    void everythingCanBeMarkedAsRead() throws InterruptedException {
        delivered();

        assertThat(pages.post("/messages/reading", Map.of()).getRedirectedUrl()).isEqualTo("/messages");
        assertThat(messages.unread(account)).isZero();
    }

    @Test
    void aMessageOfSomebodyElseIsNotFound() throws InterruptedException {
        delivered();
        String message = link();
        Pages strangers = Pages.of(mvc, customers.account());

        assertThat(strangers.get(message).getStatus()).isEqualTo(404);
        assertThat(strangers.post(message + "/password", Map.of()).getStatus()).isEqualTo(404);
        assertThat(messages.unread(account)).isEqualTo(1);
    }

    private String link() {
        return "/messages/" + messages.messages(account, 0).getContent().get(0).id();
    }

    private Instance delivered() throws InterruptedException {
        Order order = orders.place(
                account,
                List.of(Purchases.of(Specs.prepaid(), 1)),
                UUID.randomUUID().toString());
        orders.payFromBalance(account, order.number());
        instances.advanceDue();
        clock.advance(Duration.ofMinutes(10));
        instances.advanceDue();
        assertThat(publications.await(Duration.ofSeconds(30))).isTrue();
        return instances.ofOrder(account, order.number().number()).get(0);
    }
}
