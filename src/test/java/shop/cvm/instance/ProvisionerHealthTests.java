package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Status;
import shop.cvm.audit.ContactSettings;
import shop.cvm.audit.Contacts;
import shop.cvm.audit.PassingTime;
import shop.cvm.catalog.Specs;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;

/** Another node of the shop, and what it sees of its provisioner. */
@Tag("page")
class ProvisionerHealthTests extends MachineFixture {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Autowired
    private Faults faults;

    @Autowired
    private Findings findings;

    private final PassingTime time = new PassingTime();
    private ProvisionerHealth health;

    @BeforeEach
    void aNode() {
        contacts = new Contacts(new ContactSettings(PATIENCE, Duration.ofMinutes(15)), time, new SimpleMeterRegistry());
        health = new ProvisionerHealth(contacts);
    }

    @AfterEach
    void nothingIsOn() {
        faults.switchAllOff();
        instances.advanceDue();
    }

    @Test
    void aProvisionerThatTellsWhatItHasIsThere() {
        assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);

        reconciler(simulated).reconcile();

        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void oneThatDoesNotIsAwayUntilItAnswersAnything() {
        Provisioner away = away();
        reconciler(away).reconcile();
        time.passes(PATIENCE);
        reconciler(away).reconcile();
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.health().getDetails()).containsEntry("reason", "nobody there");

        launches.launch(account, Specs.prepaid(), 1);
        node(simulated, clock).advanceDue();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void thatThereIsNoRoomIsAnAnswerAndALostOneIsNone() {
        faults.switchOn(Fault.PROVISIONER_NO_CAPACITY, 1, Duration.ZERO);
        launches.launch(account, Specs.prepaid(), 1);
        node(simulated, clock).advanceDue();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        faults.switchAllOff();
        instances.advanceDue();
        faults.switchOn(Fault.PROVISIONER_ANSWER_LOST, null, Duration.ZERO);
        launches.launch(account, Specs.prepaid(), 1);
        node(simulated, clock).advanceDue();
        time.passes(PATIENCE);
        launches.launch(account, Specs.prepaid(), 1);
        node(simulated, clock).advanceDue();
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    private Reconciler reconciler(Provisioner provisioner) {
        return new Reconciler(rows, findings, provisioner, transaction, settings, shopClock, clock, contacts);
    }

    /** Fails whatever it is asked for all that it has. */
    private Provisioner away() {
        return (Provisioner) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Provisioner.class}, (proxy, method, args) -> {
                    if (method.getName().equals("listOwned")) {
                        throw new IllegalStateException("nobody there");
                    }
                    try {
                        return method.invoke(simulated, args);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
