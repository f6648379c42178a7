package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import shop.cvm.catalog.Specs;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.network.SecurityGroupRule;

@ExtendWith(OutputCaptureExtension.class)
class ReconcilerTests extends MachineFixture {

    private static final Duration GRACE_OVER = Duration.ofMinutes(61);

    @Autowired
    private Findings findings;

    @Autowired
    private Faults faults;

    @AfterEach
    void nothingIsOn() {
        faults.switchAllOff();
    }

    @Test
    void aMachineThatTurnsUpAfterItWasGivenUpIsDestroyed() {
        InstanceId id = givenUp();
        simulated.ensure(spec(id));

        instances.reconcile();
        instances.advanceDue();

        assertThat(simulated.observe(id).phase()).isEqualTo(Phase.ABSENT);
        assertThat(instance(id).state()).isEqualTo(InstanceState.LAUNCH_FAILED);
    }

    @Test
    void whatConflictsWithAMachineGivenUpIsLeftAlone() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        simulated.ensure(spec(id));
        jdbc.sql("update simulated_machines set fingerprint = 'another' where machine_id = ?")
                .param(id.instanceId())
                .update();
        instances.advanceDue();
        assertThat(instance(id).failure()).contains(LaunchFailure.CONFLICT);

        instances.reconcile();
        instances.advanceDue();

        assertThat(simulated.observe(id).phase()).isEqualTo(Phase.RUNNING);
        simulated.destroy(id);
    }

    @Test
    void aMachineNobodyKnowsIsDestroyedOnlyWhenItIsFoundAgainAfterTheGrace() {
        InstanceId orphan = orphan();

        at(Duration.ZERO).reconcile();
        at(Duration.ofMinutes(30)).reconcile();
        assertThat(simulated.observe(orphan).phase()).isEqualTo(Phase.RUNNING);
        at(GRACE_OVER).reconcile();

        assertThat(simulated.observe(orphan).phase()).isEqualTo(Phase.ABSENT);
    }

    @Test
    void aMachineNobodyKnowsIsNotDestroyedWhenItIsFoundForTheFirstTimeHoweverOldItIs() {
        InstanceId orphan = orphan();

        at(GRACE_OVER).reconcile();

        assertThat(simulated.observe(orphan).phase()).isEqualTo(Phase.RUNNING);
        simulated.destroy(orphan);
    }

    @Test
    void aMachineThatIsGoneIsReportedOnceAndNotMadeAgain(CapturedOutput output) {
        InstanceId id = running();
        simulated.destroy(id);

        at(Duration.ZERO).reconcile();
        assertThat(output).doesNotContain(id + " is lost");
        at(Duration.ofMinutes(1)).reconcile();
        at(Duration.ofMinutes(2)).reconcile();
        pass(Duration.ofMinutes(10));

        assertThat(output.getOut().split(id + " is lost", -1)).as("said once").hasSize(2);
        assertThat(simulated.observe(id).phase()).isEqualTo(Phase.ABSENT);
    }

    @Test
    void aListThatFailsOrIsEmptyProvesNothing(CapturedOutput output) {
        InstanceId id = running();

        for (int minute = 0; minute < 3; minute++) {
            at(Duration.ofMinutes(minute), new Listing(true)).reconcile();
            at(Duration.ofMinutes(minute), new Listing(false)).reconcile();
        }

        assertThat(output).doesNotContain(id + " is lost");
        assertThat(simulated.observe(id).phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void aMachineThatIsMissingFromTheListButThereIsNotLost(CapturedOutput output) {
        InstanceId id = running();
        InstanceId other = running();
        Provisioner forgetful = new Listing(false) {
            @Override
            public OwnedMachines listOwned(@Nullable InstanceId after) {
                return new OwnedMachines(List.of(simulated.observe(other)), true);
            }
        };

        at(Duration.ZERO, forgetful).reconcile();
        at(Duration.ofMinutes(1), forgetful).reconcile();

        assertThat(output).doesNotContain(id + " is lost");
    }

    private InstanceId running() {
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        instances.advanceDue();
        assertThat(instance(id).isRunning()).isTrue();
        return id;
    }

    private InstanceId givenUp() {
        faults.switchOn(Fault.PROVISIONER_NO_CAPACITY, null, Duration.ZERO);
        InstanceId id = launches.launch(account, Specs.prepaid(), 1).get(0);
        instances.advanceDue();
        pass(Duration.ofMinutes(10));
        pass(Duration.ofSeconds(1));
        faults.switchAllOff();
        assertThat(instance(id).state()).isEqualTo(InstanceState.LAUNCH_FAILED);
        return id;
    }

    /** A machine that was made for an instance of which nothing is known any more. */
    private InstanceId orphan() {
        InstanceId known = launches.launch(account, Specs.prepaid(), 1).get(0);
        InstanceId unknown = InstanceId.next();
        simulated.ensure(Machines.withId(spec(known), unknown));
        return unknown;
    }

    private Reconciler at(Duration later) {
        return at(later, simulated);
    }

    private Reconciler at(Duration later, Provisioner provisioner) {
        return new Reconciler(
                rows, findings, provisioner, transaction, settings, shopClock, Clock.offset(clock, later), contacts);
    }

    /** A provisioner whose list fails or is empty; it does nothing. */
    private class Listing implements Provisioner {

        private final boolean fails;

        Listing(boolean fails) {
            this.fails = fails;
        }

        @Override
        public Observation ensure(MachineSpec machine) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Observation power(InstanceId id, Power power) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Observation setPassword(InstanceId id, String password) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Observation setKeyPair(InstanceId id, String publicKey) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Observation reshape(MachineSpec machine) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Observation reinstall(MachineSpec machine) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Observation firewall(InstanceId id, List<SecurityGroupRule> rules) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Observation destroy(InstanceId id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Observation observe(InstanceId id) {
            return simulated.observe(id);
        }

        @Override
        public OwnedMachines listOwned(@Nullable InstanceId after) {
            if (fails) {
                throw new ProvisionerFault(
                        ProvisionerFault.Kind.TRANSIENT, ProvisionerFault.Effect.NOT_APPLIED, "away", null, null);
            }
            return new OwnedMachines(List.of(), true);
        }
    }
}
