package shop.cvm.web.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.notification.Messages;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Pages;
import shop.cvm.web.Show;

/** Releasing prepaid instances from the recycle bin on pages, without script. */
@ShopTest
@Tag("page")
class ReleasePagesTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private Messages messages;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Show show;

    private Account customer;
    private Pages pages;

    @BeforeEach
    void aCustomerWithMoney() {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "10000.00");
        pages = Pages.of(mvc, customer);
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void fromItsPageOnceItsNameIsTyped() throws InterruptedException {
        Instance machine = meters.buy(customer.id(), Specs.prepaid());
        String path = "/instances/" + machine.id();
        assertThat(pages.page(path).select("a.btn-bad")).as("it runs").isEmpty();
        expire(machine);
        String keptUntil = show.time(now(machine).releaseAt().orElseThrow());

        Document instance = pages.page(path);
        assertThat(instance.text()).contains("Deletes the instance with its disks now, and not only at " + keptUntil);
        String link = instance.select("a.btn-bad").attr("href");
        Document page = pages.page(link);
        assertThat(page.selectFirst("h1").text()).isEqualTo("Release " + machine.calledBy());
        assertThat(page.select("main li").eachText())
                .anyMatch(line -> line.startsWith("Nothing is paid back"))
                .anyMatch(line -> line.startsWith("It would have been kept until " + keptUntil))
                .noneMatch(line -> line.contains("frozen"));
        assertThat(page.select("main form button").text()).isEqualTo("Release");
        assertThat(pages.in(Locale.CHINESE).page(link).text()).contains("释放 " + machine.calledBy(), "不退款");

        MockHttpServletResponse mistyped = pages.post(link, Map.of("confirm", "web"));
        assertThat(mistyped.getStatus()).isEqualTo(422);
        assertThat(now(machine).isInBin()).isTrue();
        for (int sent = 0; sent < 2; sent++) {
            assertThat(pages.post(link, Map.of("confirm", machine.calledBy())).getRedirectedUrl())
                    .isEqualTo(path);
        }
        meters.deliver();
        meters.heard();

        assertThat(now(machine).state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(pages.page(path).text()).contains("Released by you at ");
        assertThat(pages.in(Locale.CHINESE).page(path).text()).contains("由您提前从回收站释放");
        assertThat(pages.get(path + "/renewal").getStatus()).isEqualTo(200);
        assertThat(pages.page(path + "/renewal").select("#order-total")).isEmpty();
        assertThat(pages.page("/messages/"
                                + messages.messages(customer.id(), 0)
                                        .getContent()
                                        .get(0)
                                        .id())
                        .text())
                .contains("Instance released: " + machine.id(), "It has left the recycle bin without a renewal.");
    }

    @Test
    void togetherWithHourlyOnesEachForWhatItIs() {
        Instance hourly = meters.buy(customer.id(), Specs.postpaid());
        Instance binned = meters.buy(customer.id(), Specs.prepaid());
        expire(binned);
        String ids = binned.id() + "," + hourly.id();

        MockHttpServletResponse asked = pages.post("/instances/bulk?id=" + ids, Map.of("action", "TERMINATE"));
        Document page = pages.page(asked.getRedirectedUrl());

        assertThat(page.select("tbody tr")).hasSize(2);
        assertThat(page.text())
                .contains(
                        show.total(hourly.cost().unitTotal()) + " is no longer frozen",
                        "Instances in the recycle bin cannot be renewed any more");
        Map<String, String> form = new HashMap<>();
        page.select("form[action=/instances/termination] input[type=hidden]")
                .forEach(field -> form.merge(field.attr("name"), field.val(), (one, other) -> one + "," + other));
        form.put("confirm", "2");
        assertThat(pages.post("/instances/termination", form).getStatus()).isEqualTo(303);
        meters.deliver();
        assertThat(List.of(now(binned).state(), now(hourly).state())).containsOnly(InstanceState.TERMINATED);
    }

    private void expire(Instance machine) {
        clock.advanceTo(machine.expiresAt().orElseThrow());
        instances.expireDue();
        meters.deliver();
    }

    private Instance now(Instance machine) {
        return instances.instance(customer.id(), machine.id());
    }
}
