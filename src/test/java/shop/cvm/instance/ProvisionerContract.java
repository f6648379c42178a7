package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Disk;
import shop.cvm.network.Cidr;
import shop.cvm.network.ResourceId;
import shop.cvm.network.Subnet;
import shop.cvm.network.SubnetId;
import shop.cvm.network.VpcId;

/** What the shop relies on, whoever makes the machines. A provisioner passes by extending it. */
abstract class ProvisionerContract {

    abstract Provisioner provisioner();

    /** By the shop's clock. */
    abstract Instant now();

    /** Lets the time pass that a machine takes to run and to have its addresses. */
    abstract void pass(Duration time);

    @Test
    void aMachineIsBuiltRunsAndThenHasItsAddresses() {
        MachineSpec machine = machine(subnet(), 1);

        assertThat(provisioner().ensure(machine).phase()).isEqualTo(Phase.BUILDING);
        assertThat(provisioner().observe(machine.id()).nextLook()).isAfter(now());
        pass(Duration.ofMinutes(10));

        Observation seen = provisioner().observe(machine.id());
        assertThat(seen.phase()).isEqualTo(Phase.RUNNING);
        assertThat(seen.fingerprint()).isEqualTo(machine.fingerprint());
        assertThat(seen.privateIp()).startsWith("172.16.");
        assertThat(seen.publicIp()).isNotNull();
        assertThat(seen.nextLook()).isNull();
    }

    @Test
    void aMachineWithoutBandwidthHasNoPublicAddress() {
        MachineSpec machine = machine(subnet(), 0);
        provisioner().ensure(machine);
        pass(Duration.ofMinutes(10));

        assertThat(provisioner().observe(machine.id()).privateIp()).isNotNull();
        assertThat(provisioner().observe(machine.id()).publicIp()).isNull();
    }

    @Test
    void eightRequestsAtOnceMakeOneMachine() {
        MachineSpec machine = machine(subnet(), 1);

        List<Outcome<Observation>> outcomes =
                Races.run(8, number -> () -> provisioner().ensure(machine));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(owned(machine)).isEqualTo(1);
    }

    @Test
    void askingAgainBecauseTheAnswerWasLostGivesTheSameMachine() {
        MachineSpec machine = machine(subnet(), 1);
        provisioner().ensure(machine);
        pass(Duration.ofMinutes(10));

        Observation seen = provisioner().observe(machine.id());
        assertThat(provisioner().ensure(machine)).isEqualTo(seen);
    }

    @Test
    void anotherMachineUnderTheSameIdIsAConflictAndLeavesTheFirstAlone() {
        MachineSpec machine = machine(subnet(), 1);
        provisioner().ensure(machine);
        MachineSpec other = withMemory(machine, 64);

        assertThatExceptionOfType(ProvisionerFault.class)
                .isThrownBy(() -> provisioner().ensure(other))
                .matches(fault -> fault.kind() == ProvisionerFault.Kind.CONFLICT);
        assertThat(provisioner().observe(machine.id()).fingerprint()).isEqualTo(machine.fingerprint());
    }

    @Test
    void whereThereIsNoRoomNothingIsLeftBehind() {
        Subnet tiny = subnet("172.16.0.0/30");
        MachineSpec first = machine(tiny, 0);
        MachineSpec second = machine(tiny, 0);
        provisioner().ensure(first);

        assertThatExceptionOfType(ProvisionerFault.class)
                .isThrownBy(() -> provisioner().ensure(second))
                .matches(fault -> fault.kind() == ProvisionerFault.Kind.CAPACITY)
                .matches(fault -> fault.effect() == ProvisionerFault.Effect.NOT_APPLIED);
        assertThat(provisioner().observe(second.id()).phase()).isEqualTo(Phase.ABSENT);

        provisioner().destroy(first.id());
        assertThat(provisioner().ensure(second).phase()).isEqualTo(Phase.BUILDING);
    }

    @Test
    void aMachineThatIsNotThereIsAbsentWhateverIsAsked() {
        InstanceId unknown = InstanceId.next();

        assertThat(provisioner().observe(unknown).phase()).isEqualTo(Phase.ABSENT);
        assertThat(provisioner().power(unknown, Power.OFF).phase()).isEqualTo(Phase.ABSENT);
        assertThat(provisioner().destroy(unknown).phase()).isEqualTo(Phase.ABSENT);
    }

    @Test
    void aMachineIsStoppedAndStartedAndTwiceIsOnce() {
        MachineSpec machine = machine(subnet(), 0);
        provisioner().ensure(machine);
        pass(Duration.ofMinutes(10));

        provisioner().power(machine.id(), Power.OFF);
        assertThat(provisioner().power(machine.id(), Power.OFF).phase()).isEqualTo(Phase.STOPPED);
        provisioner().power(machine.id(), Power.ON);
        assertThat(provisioner().power(machine.id(), Power.ON).phase()).isEqualTo(Phase.RUNNING);
        provisioner().power(machine.id(), Power.FORCE_OFF);
        assertThat(provisioner().ensure(machine).phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void aDestroyedMachineIsGoneAndNoLongerListed() {
        MachineSpec machine = machine(subnet(), 1);
        provisioner().ensure(machine);
        assertThat(owned(machine)).isEqualTo(1);

        provisioner().destroy(machine.id());

        assertThat(provisioner().destroy(machine.id()).phase()).isEqualTo(Phase.ABSENT);
        assertThat(owned(machine)).isZero();
    }

    private long owned(MachineSpec machine) {
        List<Observation> all = new ArrayList<>();
        OwnedMachines page = provisioner().listOwned(null);
        all.addAll(page.machines());
        while (!page.last()) {
            page = provisioner().listOwned(all.get(all.size() - 1).id());
            all.addAll(page.machines());
        }
        return all.stream().filter(seen -> seen.id().equals(machine.id())).count();
    }

    Subnet subnet() {
        return subnet("172.16.32.0/20");
    }

    /** Four addresses: network, gateway, one to give away, broadcast. */
    private static Subnet subnet(String cidr) {
        return new Subnet(
                new SubnetId(ResourceId.next("subnet")), new VpcId("vpc-00000000"), "ap-guangzhou-3", Cidr.of(cidr));
    }

    MachineSpec machine(Subnet subnet, int bandwidthMbps) {
        return new MachineSpec(
                InstanceId.next(),
                "web-1",
                "ap-guangzhou-3",
                "S5.MEDIUM4",
                2,
                4,
                "img-487zeit5",
                List.of(new Disk("CLOUD_PREMIUM", 50)),
                subnet,
                bandwidthMbps,
                "ubuntu",
                "Abcd1234!",
                ChargeType.PREPAID,
                now());
    }

    private static MachineSpec withMemory(MachineSpec machine, int memoryGib) {
        return new MachineSpec(
                machine.id(),
                machine.name(),
                machine.zone(),
                machine.instanceType(),
                machine.vcpu(),
                memoryGib,
                machine.image(),
                machine.disks(),
                machine.subnet(),
                machine.bandwidthMbps(),
                machine.loginUser(),
                machine.password(),
                machine.chargeType(),
                machine.paidAt());
    }
}
