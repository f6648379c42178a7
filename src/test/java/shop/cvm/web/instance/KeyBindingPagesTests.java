package shop.cvm.web.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.account.AccountId;
import shop.cvm.account.KeyPairs;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.LoginKind;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.StoppedMode;
import shop.cvm.web.Pages;

/** Key pairs that machines are bound to later, on the page for one of them or several. */
@ShopTest
class KeyBindingPagesTests {

    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEdlbmVyYXRlZEZvclRoZVRlc3RzT2ZUaGVTaG9wISEh";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private KeyPairs keyPairs;

    @Autowired
    private Invariants invariants;

    private AccountId account;
    private Instance machine;
    private Pages pages;
    private String laptop;

    @BeforeEach
    void aMachineThatRuns() {
        meters.park();
        Account customer = customers.account();
        account = customer.id();
        customers.credit(account, "1000.00");
        machine = meters.buy(account, Specs.postpaid());
        meters.deliver();
        laptop = keyPairs.importKey(account, "laptop", PUBLIC_KEY).id().keyPairId();
        pages = Pages.of(mvc, customer);
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void oneMachineIsBoundFromItsPageAndUnboundAgain() {
        String form = pages.page(path()).selectFirst("a[href*=key-pairs?id]").attr("href");
        assertThat(pages.page(form).select("#keyPair option").eachText())
                .containsExactly("Choose", "laptop", "None, unbind it");

        MockHttpServletResponse runs = post(Map.of("keyPair", laptop, "alone", "true"));
        assertThat(runs.getStatus()).isEqualTo(409);
        Document again = Pages.read(runs);
        assertThat(again.selectFirst("#forced-err").text()).contains("It is running");
        assertThat(again.selectFirst("#keyPair option[selected]").text()).isEqualTo("laptop");
        assertThat(now().loginKind()).isNotEqualTo(LoginKind.KEY_PAIR);

        MockHttpServletResponse bound = post(Map.of("keyPair", laptop, "alone", "true", "forced", "true"));
        assertThat(bound.getRedirectedUrl()).isEqualTo(path());
        assertThat(pages.page(path()).text()).contains("Its key pair is being set.");
        settle();
        assertThat(now().isRunning()).isTrue();
        assertThat(pages.page(path()).text()).contains(laptop).contains("Key pair laptop bound");
        assertThat(pages.in(Locale.CHINESE).page(path()).text()).contains("绑定密钥 laptop");

        post(Map.of("keyPair", "none", "alone", "true", "forced", "true"));
        settle();
        assertThat(now().hasPasswordToShow()).isTrue();
        assertThat(pages.in(Locale.CHINESE).page(path()).text()).contains("解绑密钥 laptop");
        MockHttpServletResponse twice = post(Map.of("keyPair", "none", "alone", "true", "forced", "true"));
        assertThat(Pages.read(twice).selectFirst("#keyPair-err").text()).contains("not bound to a key pair");
    }

    @Test
    void ofSeveralEachHasItsResult() {
        Instance off = meters.buy(account, Specs.postpaid());
        Instance shelved = meters.buy(account, Specs.postpaid());
        meters.deliver();
        instances.power(account, off.id(), PowerAction.STOP);
        instances.stop(account, shelved.id(), StoppedMode.STOP_CHARGING);
        settle();
        String ids = machine.id() + "," + off.id() + "," + shelved.id();
        MockHttpServletResponse asked = pages.post("/instances/bulk", Map.of("action", "KEYS", "id", ids));
        assertThat(asked.getRedirectedUrl())
                .startsWith("/instances/key-pairs")
                .contains(off.id().instanceId());

        MockHttpServletResponse done = pages.post("/instances/key-pairs", Map.of("id", ids, "keyPair", laptop));

        assertThat(done.getRedirectedUrl()).startsWith("/instances?");
        settle();
        assertThat(instances.withKeyPairs(account).values()).containsExactly(1L);
        assertThat(instances.instance(account, off.id()).keyPair()).isPresent();
        assertThat(instances.instance(account, off.id()).state()).isEqualTo(InstanceState.STOPPED);
        assertThat(now().isRunning()).as("nobody said that it may be stopped").isTrue();
        assertThat(instances.instance(account, shelved.id()).keyPair()).isEmpty();
    }

    @Test
    void aKeyPairThatIsNotTheirsIsRefusedAndSoAreMachinesOfOthers() {
        assertThat(post(Map.of("keyPair", "skey-00000000", "forced", "true")).getStatus())
                .isEqualTo(422);
        Document unchosen = Pages.read(post(Map.of("forced", "true")));
        assertThat(unchosen.selectFirst("#keyPair-err").text()).contains("Choose one of your key pairs");
        Account stranger = customers.account();
        keyPairs.create(stranger.id(), "own");
        Pages.of(mvc, stranger)
                .post(
                        "/instances/key-pairs",
                        Map.of("id", machine.id().toString(), "keyPair", "none", "forced", "true"));
        assertThat(now().isRunning()).isTrue();
        assertThat(pages.page("/instances/key-pairs").text()).contains("Select at least one instance first.");
    }

    private MockHttpServletResponse post(Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("id", machine.id().instanceId());
        return pages.post("/instances/key-pairs", all);
    }

    private String path() {
        return "/instances/" + machine.id();
    }

    private Instance now() {
        return instances.instance(account, machine.id());
    }

    private void settle() {
        meters.deliver();
        meters.deliver();
        meters.deliver();
    }
}
