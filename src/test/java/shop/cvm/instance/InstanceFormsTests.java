package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;

/** What a form has done is done once, whoever sends it again, and whenever. */
@ShopTest
class InstanceFormsTests {

    @Autowired
    private InstanceForms forms;

    @Autowired
    private InstanceLeftovers leftovers;

    @Autowired
    private Instances instances;

    @Autowired
    private History history;

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Clock clock;

    private final String token = UUID.randomUUID().toString();
    private final AtomicInteger deeds = new AtomicInteger();

    private AccountId account;
    private InstanceId machine;

    @BeforeEach
    void aMachineThatRuns() {
        meters.park();
        account = customers.with("100.00");
        machine = meters.buy(account, Specs.postpaid()).id();
    }

    @AfterEach
    void theInvariantsHold() throws InterruptedException {
        meters.heard();
        invariants.hold();
    }

    @Test
    void theSameFormIsDoneOnceAndAnotherOneAgain() {
        assertThat(send("REBOOT", token, "")).isTrue();
        assertThat(send("REBOOT", token, "")).isFalse();
        assertThat(send("START", token, "")).as("another button of the form").isTrue();
        assertThat(send("REBOOT", UUID.randomUUID().toString(), "")).isTrue();
        assertThat(deeds).hasValue(3);
    }

    @Test
    void aFormWithOtherContentIsRefused() {
        send("STOP", token, "KEEP_CHARGING");

        assertThatExceptionOfType(FormReused.class).isThrownBy(() -> send("STOP", token, "STOP_CHARGING"));
        assertThat(deeds).hasValue(1);
    }

    @Test
    void whatWasRefusedCanBeSentAgain() {
        assertThatIllegalStateException()
                .isThrownBy(() -> forms.once(account, machine, new SentForm("REBOOT", token, ""), () -> {
                    throw new IllegalStateException("not now");
                }));

        assertThat(send("REBOOT", token, "")).isTrue();
    }

    @Test
    void aFormWithoutANameIsDoneWheneverItComes() {
        for (String none : List.of("", "no name", "x".repeat(65))) {
            assertThat(send("REBOOT", none, "")).isTrue();
            assertThat(send("REBOOT", none, "")).isTrue();
        }
    }

    @Test
    void nobodyElsesMachineIsTouched() {
        AccountId stranger = customers.with("1.00");

        assertThatExceptionOfType(NoSuchInstance.class)
                .isThrownBy(
                        () -> forms.once(stranger, machine, new SentForm("REBOOT", token, ""), deeds::incrementAndGet));
        assertThat(deeds).hasValue(0);
    }

    @Test
    void sixteenTabsWithOneFormRebootOnce() {
        List<Outcome<Boolean>> outcomes = Races.run(
                16,
                tab -> () -> forms.once(
                        account,
                        machine,
                        new SentForm("REBOOT", token, ""),
                        () -> instances.power(account, machine, PowerAction.REBOOT)));

        assertThat(outcomes)
                .allMatch(Outcome::succeeded)
                .filteredOn(Outcome::value)
                .hasSize(1);
        assertThat(history.of(account, machine, 0).getContent())
                .filteredOn(act -> act.kind() == ActKind.REBOOTED)
                .hasSize(1);
        meters.deliver();
    }

    @Test
    void formsAreRememberedForTwoDays() {
        send("REBOOT", token, "");
        String older = UUID.randomUUID().toString();
        send("REBOOT", older, "");
        age(token, Duration.ofHours(47));
        age(older, Duration.ofHours(49));

        leftovers.purge();

        assertThat(jdbc.sql("select token from instance_forms where instance_id = ?")
                        .param(machine.instanceId())
                        .query(String.class)
                        .list())
                .containsExactly(token);
    }

    private boolean send(String deed, String named, String content) {
        return forms.once(account, machine, new SentForm(deed, named, content), deeds::incrementAndGet);
    }

    private void age(String named, Duration age) {
        jdbc.sql("update instance_forms set done_at = ? where token = ?")
                .params(Timestamp.from(clock.instant().minus(age)), named)
                .update();
    }
}
