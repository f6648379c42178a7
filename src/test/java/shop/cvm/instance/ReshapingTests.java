package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.network.SecurityGroupRule;

/** Machines that were configured otherwise, until whoever made them has followed. */
class ReshapingTests extends MachineFixture {

    @Autowired
    private History history;

    private final InstanceSpec larger = Specs.withType(Specs.postpaid(), "ap-guangzhou-3", "S5.LARGE8");

    private InstanceId id;

    @BeforeEach
    void aMachineThatIsShutDown() {
        id = launches.launch(account, Specs.postpaid(), 1).get(0);
        instances.advanceDue();
        pass(Duration.ofMinutes(10));
        instances.power(account, id, PowerAction.STOP);
        instances.advanceDue();
    }

    @Test
    void aMachineThatIsStartedAtOnceIsReshapedFirst() {
        configure(larger);
        instances.power(account, id, PowerAction.START);

        node(new Reshaper(machine -> {
                    throw new ProvisionerFault(
                            ProvisionerFault.Kind.TRANSIENT, ProvisionerFault.Effect.UNKNOWN, "away", null, null);
                }))
                .advanceDue();

        assertThat(instance(id).state()).isEqualTo(InstanceState.STARTING);
        assertThat(instance(id).isReshaping()).isTrue();
        assertThat(instance(id).lastFault()).contains(ProvisionerFault.Kind.TRANSIENT);
        assertThat(simulated.observe(id).phase()).isEqualTo(Phase.STOPPED);

        pass(Duration.ofMinutes(1));
        pass(Duration.ofSeconds(1));
        assertThat(instance(id).isRunning()).isTrue();
        assertThat(instance(id).isReshaping()).isFalse();
        assertThat(instance(id).lastFault()).isEmpty();
        assertThat(simulated.observe(id).fingerprint()).isEqualTo(spec(id).fingerprint());
        assertThat(spec(id).vcpu()).isEqualTo(4);
    }

    @Test
    void anAnswerToAnEarlierWishDoesNotEndALaterOne() {
        configure(larger);
        InstanceSpec wider = Specs.withNetwork(larger, InternetChargeType.BANDWIDTH, 9);

        node(new Reshaper(machine -> {
                    Observation seen = simulated.reshape(machine);
                    configure(wider);
                    return seen;
                }))
                .advanceDue();

        assertThat(instance(id).isReshaping()).isTrue();
        assertThat(simulated.observe(id).fingerprint()).isNotEqualTo(spec(id).fingerprint());
        instances.advanceDue();
        assertThat(instance(id).isReshaping()).isFalse();
        assertThat(simulated.observe(id).fingerprint()).isEqualTo(spec(id).fingerprint());
        assertThat(spec(id).bandwidthMbps()).isEqualTo(9);
        assertThat(instance(id).state()).as("it stays off").isEqualTo(InstanceState.STOPPED);
    }

    @Test
    void itsHistorySaysWhatItIsFromThenOn() {
        configure(larger);

        Act act = history.of(account, id, 0).getContent().get(0);
        assertThat(act.kind()).isEqualTo(ActKind.CONFIGURED);
        assertThat(act.detail()).startsWith(larger.instanceType() + ", ").endsWith(" GB, 1 Mbps");
    }

    @Test
    void aMachineThatIsGivenUpIsNotReshapedAnyMore() {
        configure(larger);
        instances.terminate(account, id, instance(id).calledBy());

        instances.advanceDue();

        assertThat(instance(id).state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(simulated.observe(id).phase()).isEqualTo(Phase.ABSENT);
    }

    private Delivery node(Provisioner provisioner) {
        return node(provisioner, clock);
    }

    private void configure(InstanceSpec wanted) {
        transaction.executeWithoutResult(status -> {
            Instance machine = instances.lock(account, id);
            instances.configure(
                    machine,
                    new Difference(machine.spec(), wanted),
                    new UnitCost(Cny.of("12.34"), HourlyRate.ZERO),
                    List.of());
        });
    }

    /** Has an own mind about new shapes and leaves everything else to the simulation. */
    private class Reshaper implements Provisioner {

        private final Function<MachineSpec, Observation> reshape;

        Reshaper(Function<MachineSpec, Observation> reshape) {
            this.reshape = reshape;
        }

        @Override
        public Observation ensure(MachineSpec machine) {
            return simulated.ensure(machine);
        }

        @Override
        public Observation power(InstanceId machine, Power power) {
            return simulated.power(machine, power);
        }

        @Override
        public Observation setPassword(InstanceId machine, String password) {
            return simulated.setPassword(machine, password);
        }

        @Override
        public Observation setKeyPair(InstanceId machine, String publicKey) {
            return simulated.setKeyPair(machine, publicKey);
        }

        @Override
        public Observation reshape(MachineSpec machine) {
            return reshape.apply(machine);
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
        public Observation destroy(InstanceId machine) {
            return simulated.destroy(machine);
        }

        @Override
        public Observation observe(InstanceId machine) {
            return simulated.observe(machine);
        }

        @Override
        public OwnedMachines listOwned(@Nullable InstanceId after) {
            return simulated.listOwned(after);
        }
    }
}
