package shop.cvm.web.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HashMap;
import java.util.List;
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
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.account.AccountId;
import shop.cvm.account.KeyPairs;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Act;
import shop.cvm.instance.ActKind;
import shop.cvm.instance.History;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Login;
import shop.cvm.instance.LoginKind;
import shop.cvm.instance.NotReinstallable;
import shop.cvm.instance.OwnerInArrears;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.Provisioner;
import shop.cvm.instance.Reinstallations;
import shop.cvm.instance.WrongInstanceState;
import shop.cvm.money.Cny;
import shop.cvm.web.Pages;

/** Installing machines anew. */
@ShopTest
class ReinstallPagesTests {

    private static final String PASSWORD = "Another-1-password";

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
    private Reinstallations reinstallations;

    @Autowired
    private Provisioner provisioner;

    @Autowired
    private KeyPairs keyPairs;

    @Autowired
    private History history;

    @Autowired
    private Invariants invariants;

    private Account customer;
    private AccountId account;
    private Instance machine;
    private Pages pages;
    private String other;

    @BeforeEach
    void aMachineThatRuns() {
        meters.park();
        customer = customers.account();
        account = customer.id();
        customers.credit(account, "1000.00");
        machine = meters.buy(account, Specs.postpaid());
        meters.deliver();
        pages = Pages.of(mvc, customer);
        other = linux().stream()
                .map(Image::id)
                .filter(id -> !id.equals(machine.configuration().imageId()))
                .findFirst()
                .orElseThrow();
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void aRunningMachineIsStoppedInstalledAnewAndRunsWithItsNewPasswordShownOnce() {
        String fingerprint = provisioner.observe(machine.id()).fingerprint();
        Document form = pages.page(path());
        assertThat(form.select("#image option[selected]").attr("value"))
                .isEqualTo(machine.configuration().imageId());
        assertThat(form.text()).contains("The system disk of 50 GB is emptied");

        MockHttpServletResponse sent = post(Map.of("image", other, "kind", "RANDOM"));
        assertThat(sent.getStatus()).isEqualTo(303);
        assertThat(now().state()).isEqualTo(InstanceState.STOPPING);
        assertThat(now().hasPasswordToShow()).as("it does not work yet").isFalse();
        assertThat(pages.page("/instances/" + machine.id()).text()).contains("It is being reinstalled.");
        settle();

        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
        assertThat(now().isReinstalling()).isFalse();
        assertThat(now().configuration().imageId()).isEqualTo(other);
        assertThat(now().privateIp()).isEqualTo(machine.privateIp());
        assertThat(now().cost()).isEqualTo(machine.cost());
        assertThat(now().hasPasswordToShow()).isTrue();
        assertThat(provisioner.observe(machine.id()).fingerprint()).isNotEqualTo(fingerprint);
        assertThat(acts()).filteredOn(ActKind.REINSTALLED::equals).hasSize(1);
        assertThat(pages.in(Locale.CHINESE).page("/instances/" + machine.id()).text())
                .contains("重装系统：");
    }

    @Test
    void aStoppedMachineRunsAfterwardsWithAKeyPair() {
        instances.power(account, machine.id(), PowerAction.STOP);
        settle();
        String key = keyPairs.importKey(account, "laptop", PUBLIC_KEY).id().toString();

        post(Map.of("image", machine.configuration().imageId(), "kind", "KEY_PAIR", "keyPair", key));
        settle();

        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
        assertThat(now().loginKind()).isEqualTo(LoginKind.KEY_PAIR);
        assertThat(now().keyPair())
                .hasValueSatisfying(pair -> assertThat(pair.toString()).isEqualTo(key));
    }

    @Test
    void aMachineThatIsStartedMeanwhileStillGetsItsNewDiskFirst() {
        instances.power(account, machine.id(), PowerAction.STOP);
        settle();
        reinstallations.reinstall(account, machine.id(), other, Login.password(PASSWORD));
        instances.power(account, machine.id(), PowerAction.START);
        settle();

        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
        assertThat(now().isReinstalling()).isFalse();
        assertThat(now().loginKind()).isEqualTo(LoginKind.PASSWORD);
    }

    @Test
    void eightTabsReinstallAMachineThatRunsOnceAtATime() {
        eightTabsReinstallItOnceAtATime();
    }

    @Test
    void eightTabsReinstallAMachineThatStandsStillOnceAtATime() {
        instances.power(account, machine.id(), PowerAction.STOP);
        settle();
        eightTabsReinstallItOnceAtATime();
    }

    private void eightTabsReinstallItOnceAtATime() {
        List<Outcome<Boolean>> outcomes = Races.run(8, number -> () -> {
            reinstallations.reinstall(account, machine.id(), other, Login.random());
            return true;
        });

        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(outcomes).allMatch(one -> one.succeeded() || one.thrown() instanceof WrongInstanceState);
        settle();
        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
        assertThat(acts()).filteredOn(ActKind.REINSTALLED::equals).hasSize(1);
    }

    @Test
    void aMachineThatIsGivenUpMeanwhileIsNotInstalledAnyMore() {
        instances.power(account, machine.id(), PowerAction.STOP);
        settle();
        reinstallations.reinstall(account, machine.id(), other, Login.random());
        instances.terminate(account, machine.id(), machine.calledBy());
        settle();

        assertThat(now().state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(now().isReinstalling()).isFalse();
    }

    @Test
    void whatCannotBeIsRefusedAndSaysWhatToDo() {
        assertRefused(Map.of("image", "img-nowhere0", "kind", "RANDOM"), "image", "Choose one of the images");
        assertRefused(
                Map.of("image", other, "kind", "PASSWORD", "password", "short"), "password", "8 to 30 characters");
        assertRefused(Map.of("image", other, "kind", "KEY_PAIR"), "keyPair", "Choose one of your key pairs");
        assertRefused(
                Map.of("image", other, "kind", "KEY_PAIR", "keyPair", "skey-00000000"),
                "keyPair",
                "Choose one of your");
        MockHttpServletResponse unconfirmed = pages.post(path(), Map.of("image", other, "kind", "RANDOM"));
        assertThat(unconfirmed.getStatus()).isEqualTo(422);
        assertThat(Pages.read(unconfirmed).selectFirst("#confirmed-err").text()).contains("Tick this box");
        assertThat(Pages.of(mvc, customers.account()).get(path()).getStatus()).isEqualTo(404);
        assertThat(now().state()).isEqualTo(InstanceState.RUNNING);
        assertThat(acts()).doesNotContain(ActKind.REINSTALLED);
    }

    @Test
    void anImageWithWhichItWouldCostSomethingElseIsNotGiven() {
        List<Reinstallations.Choice> choices = reinstallations.choices(now());
        assertThat(choices)
                .filteredOn(one -> one.image().osType() == OsType.LINUX)
                .allMatch(one -> one.reason() == null);
        choices.stream()
                .filter(one -> one.reason() == NotReinstallable.Reason.PRICE)
                .findFirst()
                .ifPresent(dear -> assertThatExceptionOfType(NotReinstallable.class)
                        .isThrownBy(() -> reinstallations.reinstall(
                                account, machine.id(), dear.image().id(), Login.random())));
    }

    @Test
    void whoOwesMoneyPaysFirst() {
        AccountId owner = customers.with("1.00");
        meters.untilNextHour();
        Instance poor = meters.buy(owner, Specs.postpaid());
        meters.spendAllBut(owner, Cny.of("0.30"));
        meters.hours(1);

        assertThatExceptionOfType(OwnerInArrears.class)
                .isThrownBy(() -> reinstallations.reinstall(owner, poor.id(), other, Login.random()));
    }

    private void assertRefused(Map<String, String> fields, String field, String words) {
        MockHttpServletResponse refused = post(fields);
        assertThat(refused.getStatus()).isEqualTo(422);
        Document page = Pages.read(refused);
        assertThat(page.selectFirst("#" + field + "-err").text()).contains(words);
        assertThat(page.selectFirst("#kind-" + fields.get("kind")).hasAttr("checked"))
                .isTrue();
        assertThat(page.html()).doesNotContain("value=\"short\"");
    }

    private MockHttpServletResponse post(Map<String, String> fields) {
        Map<String, String> all = new HashMap<>(fields);
        all.put("confirmed", "true");
        return pages.post(path(), all);
    }

    private String path() {
        return "/instances/" + machine.id() + "/reinstallation";
    }

    private List<Image> linux() {
        return reinstallations.choices(instances.instance(account, machine.id())).stream()
                .map(Reinstallations.Choice::image)
                .filter(image -> image.osType() == OsType.LINUX)
                .toList();
    }

    private Instance now() {
        return instances.instance(account, machine.id());
    }

    private List<ActKind> acts() {
        return history.of(account, machine.id(), 0).map(Act::kind).getContent();
    }

    private void settle() {
        meters.deliver();
        meters.deliver();
        meters.deliver();
    }
}
