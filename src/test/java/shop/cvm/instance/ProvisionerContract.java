package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.ThrowingSupplier;
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

    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEdlbmVyYXRlZEZvclRoZVRlc3RzT2ZUaGVTaG9wISEh";

    abstract Provisioner provisioner();

    /** By the shop's clock. */
    abstract Instant now();

    /** Lets the time pass that a machine takes to run and to have its addresses. */
    abstract void pass(Duration time);

    /** Has the next machine that is asked for take half an hour to run. */
    abstract void takeHalfAnHour();

    /** Has the answer to the next request for a machine get lost. */
    abstract void loseTheAnswer();

    /** Has the next machine that is asked for be one that cannot be made. */
    abstract void refuse();

    /** Has a machine made on the same hosts that is nothing to do with the shop. */
    abstract InstanceId foreignMachine();

    @Test
    void aMachineIsBuiltRunsAndThenHasItsAddresses() {
        MachineSpec machine = machine(subnet(), 1);

        assertThat(provisioner().ensure(machine).phase()).isIn(Phase.BUILDING, Phase.RUNNING);
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
    void aShelvedMachineHasAnotherPublicAddressWhenItRunsAgain() {
        MachineSpec machine = machine(subnet(), 1);
        provisioner().ensure(machine);
        pass(Duration.ofMinutes(10));
        Observation before = provisioner().observe(machine.id());

        Observation shelved = provisioner().power(machine.id(), Power.SHELVE);
        assertThat(shelved.phase()).isEqualTo(Phase.STOPPED);
        assertThat(shelved.publicIp()).isNull();
        provisioner().power(machine.id(), Power.ON);

        Observation again = provisioner().observe(machine.id());
        assertThat(again.phase()).isEqualTo(Phase.RUNNING);
        assertThat(again.privateIp()).isEqualTo(before.privateIp());
        assertThat(again.publicIp()).isNotNull().isNotEqualTo(before.publicIp());
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
        MachineSpec other = Machines.withMemory(machine, 64);

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
        assertThat(provisioner().ensure(second).phase()).isIn(Phase.BUILDING, Phase.RUNNING);
    }

    @Test
    void whatCannotBeMadeIsRefusedForGoodAndNothingIsLeftBehind() {
        MachineSpec machine = machine(subnet(), 1);
        refuse();

        assertThatExceptionOfType(ProvisionerFault.class)
                .isThrownBy(() -> provisioner().ensure(machine))
                .matches(fault -> fault.kind() == ProvisionerFault.Kind.PERMANENT)
                .matches(fault -> fault.effect() == ProvisionerFault.Effect.NOT_APPLIED);
        assertThat(provisioner().observe(machine.id()).phase()).isEqualTo(Phase.ABSENT);
        assertThat(owned(machine)).isZero();
    }

    /** It may have been done or not; asked again, it is done once. */
    @Test
    void whoeverGetsNoAnswerKnowsNothingAndAsksAgain() {
        MachineSpec machine = machine(subnet(), 1);
        loseTheAnswer();

        assertThatExceptionOfType(ProvisionerFault.class)
                .isThrownBy(() -> provisioner().ensure(machine))
                .matches(fault -> fault.kind() == ProvisionerFault.Kind.TRANSIENT)
                .matches(fault -> fault.effect() == ProvisionerFault.Effect.UNKNOWN);
        assertThat(provisioner().observe(machine.id()).phase()).isIn(Phase.ABSENT, Phase.BUILDING, Phase.RUNNING);

        assertThat(provisioner().ensure(machine).phase()).isIn(Phase.BUILDING, Phase.RUNNING);
        assertThat(owned(machine)).isEqualTo(1);
    }

    @Test
    void nothingThatIsAskedWaitsForAMachineThatIsBeingBuilt() {
        MachineSpec machine = machine(subnet(), 1);
        InstanceId id = machine.id();
        takeHalfAnHour();

        assertThat(atOnce(() -> provisioner().ensure(machine)).phase()).isEqualTo(Phase.BUILDING);
        assertThat(atOnce(() -> provisioner().ensure(machine)).phase()).isEqualTo(Phase.BUILDING);
        assertThat(atOnce(() -> provisioner().observe(id)).phase()).isEqualTo(Phase.BUILDING);
        atOnce(() -> Answer.from(id, () -> provisioner().power(id, Power.OFF)));
        atOnce(() -> Answer.from(id, () -> provisioner().setPassword(id, "Another-1")));
        atOnce(() -> Answer.from(id, () -> provisioner().setKeyPair(id, PUBLIC_KEY)));
        atOnce(() -> Answer.from(id, () -> provisioner().reshape(machine)));
        atOnce(() -> Answer.from(id, () -> provisioner().reinstall(machine)));
        atOnce(() -> Answer.from(id, () -> provisioner().firewall(id, List.of())));
        atOnce(() -> Answer.from(id, () -> provisioner().power(id, Power.FORCE_OFF)));
        atOnce(() -> Answer.from(id, () -> provisioner().power(id, Power.SHELVE)));
        atOnce(() -> Answer.from(id, () -> provisioner().power(id, Power.ON)));
        atOnce(() -> provisioner().listOwned(null));
        assertThat(atOnce(() -> provisioner().ensureAll(List.of(machine)))).hasSize(1);
        assertThat(atOnce(() -> provisioner().observeAll(List.of(id)))).hasSize(1);
        assertThat(atOnce(() -> provisioner().powerAll(List.of(id), Power.ON))).hasSize(1);
        assertThat(atOnce(() -> provisioner().destroyAll(List.of(id)))).hasSize(1);
        assertThat(atOnce(() -> provisioner().destroy(id)).phase()).isIn(Phase.DELETING, Phase.ABSENT);

        pass(Duration.ofMinutes(31));
        assertThat(atOnce(() -> provisioner().destroy(id)).phase()).isEqualTo(Phase.ABSENT);
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
    void aMachineThatIsOffTakesAnotherPasswordAsOftenAsItIsTold() {
        MachineSpec machine = machine(subnet(), 0);
        provisioner().ensure(machine);
        pass(Duration.ofMinutes(10));
        provisioner().power(machine.id(), Power.OFF);

        assertThat(provisioner().setPassword(machine.id(), "Another-1").phase()).isEqualTo(Phase.STOPPED);
        assertThat(provisioner().setPassword(machine.id(), "Another-1").phase()).isEqualTo(Phase.STOPPED);
        assertThat(provisioner().setPassword(InstanceId.next(), "Another-1").phase())
                .isEqualTo(Phase.ABSENT);
    }

    @Test
    void aMachineThatIsOffTakesAKeyPairAsOftenAsItIsTold() {
        MachineSpec machine = machine(subnet(), 0);
        provisioner().ensure(machine);
        pass(Duration.ofMinutes(10));
        provisioner().power(machine.id(), Power.OFF);

        assertThat(provisioner().setKeyPair(machine.id(), PUBLIC_KEY).phase()).isEqualTo(Phase.STOPPED);
        assertThat(provisioner().setKeyPair(machine.id(), PUBLIC_KEY).phase()).isEqualTo(Phase.STOPPED);
        assertThat(provisioner().setKeyPair(InstanceId.next(), PUBLIC_KEY).phase())
                .isEqualTo(Phase.ABSENT);
    }

    @Test
    void aMachineThatIsOffGetsAnotherShapeAsOftenAsItIsTold() {
        MachineSpec machine = machine(subnet(), 1);
        provisioner().ensure(machine);
        pass(Duration.ofMinutes(10));
        Observation before = provisioner().observe(machine.id());
        provisioner().power(machine.id(), Power.OFF);
        MachineSpec larger = Machines.withMemory(machine, 64);

        Observation seen = provisioner().reshape(larger);

        assertThat(seen.phase()).isEqualTo(Phase.STOPPED);
        assertThat(seen.fingerprint()).isEqualTo(larger.fingerprint());
        assertThat(provisioner().reshape(larger)).isEqualTo(seen);
        assertThat(provisioner().ensure(larger).phase()).isEqualTo(Phase.RUNNING);
        assertThat(provisioner().observe(machine.id()).publicIp()).isEqualTo(before.publicIp());
        assertThat(provisioner().reshape(machine(subnet(), 1)).phase())
                .as("it makes none")
                .isEqualTo(Phase.ABSENT);
    }

    @Test
    void aMachineInstalledAnewIsAnotherOneWithTheSameAddresses() {
        MachineSpec machine = machine(subnet(), 5);
        provisioner().ensure(machine);
        pass(Duration.ofMinutes(10));
        Observation before = provisioner().observe(machine.id());
        provisioner().power(machine.id(), Power.OFF);
        MachineSpec other = Machines.installed(machine, "img-eb30mz89", 1);

        Observation seen = provisioner().reinstall(other);

        assertThat(seen.phase()).isEqualTo(Phase.STOPPED);
        assertThat(seen.fingerprint()).isEqualTo(other.fingerprint());
        assertThat(seen.privateIp()).isEqualTo(before.privateIp());
        assertThat(seen.publicIp()).isEqualTo(before.publicIp());
        assertThat(provisioner().reinstall(other)).as("once").isEqualTo(seen);
        assertThat(Machines.installed(other, "img-eb30mz89", 2).fingerprint())
                .as("the same image once more")
                .isNotEqualTo(other.fingerprint());
        assertThat(provisioner().ensure(other).phase()).isEqualTo(Phase.RUNNING);
        assertThat(provisioner().reinstall(machine(subnet(), 1)).phase())
                .as("it makes none")
                .isEqualTo(Phase.ABSENT);
    }

    @Test
    void bandwidthGivesAPublicAddressAndNoneTakesIt() {
        MachineSpec machine = machine(subnet(), 0);
        provisioner().ensure(machine);
        pass(Duration.ofMinutes(10));
        String privateIp = provisioner().observe(machine.id()).privateIp();

        provisioner().reshape(Machines.withBandwidth(machine, 5));
        pass(Duration.ofMinutes(10));
        Observation wide = provisioner().reshape(Machines.withBandwidth(machine, 5));
        assertThat(wide.phase()).isEqualTo(Phase.RUNNING);
        assertThat(wide.publicIp()).isNotNull();
        assertThat(wide.privateIp()).isEqualTo(privateIp);

        assertThat(provisioner().reshape(machine).publicIp()).isNull();
        assertThat(provisioner().observe(machine.id()).publicIp()).isNull();
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

    @Test
    void destroyingTwiceIsDestroyingOnce() {
        MachineSpec machine = machine(subnet(), 0);
        provisioner().ensure(machine);

        List<Outcome<Observation>> outcomes =
                Races.run(8, number -> () -> provisioner().destroy(machine.id()));
        pass(Duration.ofMinutes(10));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(provisioner().destroy(machine.id()).phase()).isEqualTo(Phase.ABSENT);
    }

    @Test
    void whatIsNotTheShopsIsNeitherListedNorTouched() {
        InstanceId foreign = foreignMachine();

        assertThat(owned(foreign)).isZero();
        assertThatExceptionOfType(ProvisionerFault.class)
                .isThrownBy(() -> provisioner().destroy(foreign))
                .matches(fault -> fault.kind() == ProvisionerFault.Kind.CONFLICT);
        assertThatExceptionOfType(ProvisionerFault.class)
                .isThrownBy(() -> provisioner().power(foreign, Power.FORCE_OFF))
                .matches(fault -> fault.kind() == ProvisionerFault.Kind.CONFLICT);
        assertThatExceptionOfType(ProvisionerFault.class)
                .isThrownBy(() -> provisioner().reshape(Machines.withId(machine(subnet(), 0), foreign)))
                .matches(fault -> fault.kind() == ProvisionerFault.Kind.CONFLICT);
        assertThatExceptionOfType(ProvisionerFault.class)
                .isThrownBy(() -> provisioner().reinstall(Machines.withId(machine(subnet(), 0), foreign)))
                .matches(fault -> fault.kind() == ProvisionerFault.Kind.CONFLICT);
        assertThat(provisioner().observe(foreign).phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void theListIsInAscendingOrderOfIdsAndComplete() {
        List<MachineSpec> machines =
                IntStream.range(0, 5).mapToObj(number -> machine(subnet(), 0)).toList();
        machines.forEach(provisioner()::ensure);

        List<String> listed =
                listed().stream().map(seen -> seen.id().instanceId()).toList();

        assertThat(listed).isSorted().doesNotHaveDuplicates();
        assertThat(listed)
                .containsAll(machines.stream().map(it -> it.id().instanceId()).toList());
    }

    @Test
    void manyAreAnsweredOneByOne() {
        Subnet tiny = subnet("172.16.0.0/30");
        MachineSpec made = machine(tiny, 0);
        MachineSpec tooMuch = machine(tiny, 0);
        MachineSpec other = machine(subnet(), 0);
        MachineSpec conflict = Machines.withMemory(other, 64);
        provisioner().ensure(made);
        provisioner().ensure(other);

        List<Answer> answers = provisioner().ensureAll(List.of(tooMuch, made, conflict));

        assertThat(answers).extracting(Answer::id).containsExactlyInAnyOrder(tooMuch.id(), made.id(), conflict.id());
        assertThat(fault(answers, tooMuch)).isEqualTo(ProvisionerFault.Kind.CAPACITY);
        assertThat(fault(answers, made)).isNull();
        assertThat(fault(answers, conflict)).isEqualTo(ProvisionerFault.Kind.CONFLICT);
        InstanceId unknown = InstanceId.next();
        assertThat(provisioner().observeAll(List.of(unknown, made.id())))
                .allSatisfy(answer -> assertThat(answer.fault()).isNull());
        provisioner().destroyAll(List.of(unknown, made.id()));
        assertThat(provisioner().observe(made.id()).phase()).isEqualTo(Phase.ABSENT);
    }

    /** Within the few seconds that an answer may take. */
    private static <T> T atOnce(ThrowingSupplier<T> question) {
        return assertTimeoutPreemptively(Duration.ofSeconds(10), question);
    }

    private static ProvisionerFault.@Nullable Kind fault(List<Answer> answers, MachineSpec machine) {
        return answers.stream()
                .filter(answer -> answer.id().equals(machine.id()))
                .map(Answer::fault)
                .filter(fault -> fault != null)
                .map(ProvisionerFault::kind)
                .findFirst()
                .orElse(null);
    }

    private long owned(MachineSpec machine) {
        return owned(machine.id());
    }

    private long owned(InstanceId machine) {
        return listed().stream().filter(seen -> seen.id().equals(machine)).count();
    }

    private List<Observation> listed() {
        List<Observation> all = new ArrayList<>();
        OwnedMachines page = provisioner().listOwned(null);
        all.addAll(page.machines());
        while (!page.last()) {
            page = provisioner().listOwned(all.get(all.size() - 1).id());
            all.addAll(page.machines());
        }
        return all;
    }

    Subnet subnet() {
        return subnet("172.16.32.0/20");
    }

    /** Four addresses: network, gateway, one to give away, broadcast. */
    static Subnet subnet(String cidr) {
        return new Subnet(
                new SubnetId(ResourceId.next("subnet")), new VpcId("vpc-00000000"), "ap-guangzhou-3", Cidr.of(cidr));
    }

    MachineSpec machine(Subnet subnet, int bandwidthMbps) {
        return new MachineSpec(
                InstanceId.next(),
                "web-1",
                "web-1.example",
                "ap-guangzhou",
                "ap-guangzhou-3",
                "S5.MEDIUM4",
                2,
                4,
                "img-487zeit5",
                0,
                List.of(new Disk("CLOUD_PREMIUM", 50)),
                subnet,
                List.of(),
                bandwidthMbps,
                "ubuntu",
                "Abcd1234!",
                null,
                ChargeType.PREPAID,
                now());
    }
}
