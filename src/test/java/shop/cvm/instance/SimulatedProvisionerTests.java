package shop.cvm.instance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.network.Subnet;
import shop.cvm.time.ShopClock;

@ShopTest
class SimulatedProvisionerTests extends ProvisionerContract {

    @Autowired
    private SimulatedProvisioner simulated;

    @Autowired
    private SimulatedMachines machines;

    @Autowired
    private AddressPools addresses;

    @Autowired
    private InstanceSettings settings;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private Faults faults;

    @Autowired
    private ShopClock clock;

    @AfterEach
    void nothingIsOn() {
        faults.switchAllOff();
    }

    @Override
    Provisioner provisioner() {
        return simulated;
    }

    @Override
    Instant now() {
        return clock.now();
    }

    @Override
    void pass(Duration time) {
        clock.advance(time);
    }

    @Override
    void takeHalfAnHour() {
        faults.switchOn(Fault.PROVISIONER_LATE, 1, Duration.ofMinutes(30));
    }

    @Override
    void loseTheAnswer() {
        faults.switchOn(Fault.PROVISIONER_ANSWER_LOST, 1, Duration.ZERO);
    }

    @Override
    void refuse() {
        faults.switchOn(Fault.PROVISIONER_REFUSES, 1, Duration.ZERO);
    }

    @Override
    InstanceId foreignMachine() {
        InstanceId id = InstanceId.next();
        machines.insert(List.of(new SimulatedMachine(
                id, "another shop's", true, now(), now(), "elsewhere", id.instanceId(), "", null, true, null, false)));
        return id;
    }

    @Test
    void machinesMadeAtTheSameTimeInOneSubnetGetDifferentAddresses() {
        Subnet subnet = subnet();
        List<MachineSpec> wanted =
                IntStream.range(0, 40).mapToObj(number -> machine(subnet, 1)).toList();

        List<Outcome<Observation>> outcomes = Races.run(
                8,
                number -> () -> IntStream.range(number * 5, number * 5 + 5)
                        .mapToObj(wanted::get)
                        .map(simulated::ensure)
                        .reduce((first, second) -> second)
                        .orElseThrow());

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(made(wanted)).extracting(SimulatedMachine::privateIp).doesNotHaveDuplicates();
        assertThat(made(wanted)).extracting(SimulatedMachine::publicIp).doesNotHaveDuplicates();
    }

    @Test
    void noMachineGetsTheAddressOfNetworkOrGateway() {
        MachineSpec first = machine(subnet(), 0);
        simulated.ensure(first);

        assertThat(made(List.of(first))).extracting(SimulatedMachine::privateIp).containsExactly("172.16.32.2");
    }

    @Test
    void aBatchInSeveralSubnetsGetsAddressesThatNobodyHas() {
        Subnet one = subnet();
        Subnet two = subnet();
        List<MachineSpec> wanted = IntStream.range(0, 40)
                .mapToObj(number -> machine(number % 2 == 0 ? one : two, number % 3))
                .toList();

        List<Outcome<List<Answer>>> outcomes =
                Races.run(4, number -> () -> simulated.ensureAll(wanted.subList(number * 5, number * 5 + 25)));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(made(wanted))
                .extracting(machine -> machine.pool() + machine.privateIp())
                .doesNotHaveDuplicates();
        assertThat(made(wanted))
                .extracting(SimulatedMachine::publicIp)
                .filteredOn(ip -> ip != null)
                .doesNotHaveDuplicates();
    }

    @Test
    void addressesOfDestroyedMachinesComeBackWhenTheyRunOut() {
        Subnet small = subnet("172.16.0.0/29");
        List<MachineSpec> first =
                IntStream.range(0, 5).mapToObj(number -> machine(small, 0)).toList();
        assertThat(simulated.ensureAll(first)).allMatch(answer -> answer.fault() == null);
        simulated.destroyAll(first.subList(1, 3).stream().map(MachineSpec::id).toList());

        List<MachineSpec> second =
                IntStream.range(0, 3).mapToObj(number -> machine(small, 0)).toList();

        assertThat(simulated.ensureAll(second))
                .filteredOn(answer -> answer.fault() == null)
                .hasSize(2);
    }

    /** Regions whose first machines are made at the same moment. */
    @Test
    void everyRegionHasAPartOfThePublicRangeForItself() {
        Subnet subnet = subnet();
        List<String> regions = IntStream.range(0, 4)
                .mapToObj(number -> "region-" + UUID.randomUUID().toString().substring(0, 8))
                .toList();
        List<MachineSpec> wanted = IntStream.range(0, 12)
                .mapToObj(number -> Machines.in(regions.get(number % 4), machine(subnet, 1)))
                .toList();

        List<Outcome<Observation>> outcomes = Races.run(12, number -> () -> simulated.ensure(wanted.get(number)));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        Map<String, Set<String>> parts = made(wanted).stream()
                .collect(groupingBy(SimulatedMachine::publicPool, mapping(SimulatedProvisionerTests::part, toSet())));
        assertThat(parts).hasSize(4).allSatisfy((pool, its) -> assertThat(its).hasSize(1));
        assertThat(parts.values().stream().flatMap(Set::stream)).doesNotHaveDuplicates();
    }

    /** Of the default range: its 15 bits and five more. */
    private static String part(SimulatedMachine machine) {
        String[] bytes = Objects.requireNonNull(machine.publicIp()).split("\\.");
        return bytes[0] + "." + bytes[1] + "." + Integer.parseInt(bytes[2]) / 16;
    }

    @Test
    void publicAddressesLeadToNobodysMachine() {
        MachineSpec machine = machine(subnet(), 1);
        simulated.ensure(machine);

        assertThat(made(List.of(machine)).get(0).publicIp()).matches("198\\.1[89]\\..*");
    }

    /** Though the limits are closer to each other than the time that is left for addresses to be noticed. */
    @Test
    void howLongAMachineTakesToRunIsDrawnBetweenTheLimits() {
        InstanceSettings.Simulated usual = settings.simulated();
        SimulatedHosts slow = new SimulatedHosts(
                machines,
                addresses,
                new InstanceSettings(
                        settings.makeWithin(),
                        settings.refundWithin(),
                        settings.orphanGrace(),
                        settings.forgetStrangers(),
                        new InstanceSettings.Simulated(
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(3),
                                usual.prepaidAddressMin(),
                                usual.prepaidAddressMax(),
                                usual.postpaidAddressMin(),
                                usual.postpaidAddressMax(),
                                usual.publicRange())));
        Instant now = now();
        Subnet subnet = subnet();

        List<Duration> waits = transaction.execute(status -> slow
                .make(
                        IntStream.range(0, 40)
                                .mapToObj(number -> new SimulatedHosts.Wanted(machine(subnet, 0), null, false))
                                .toList(),
                        now)
                .values()
                .stream()
                .map(machine -> Duration.between(now, machine.readyAt()))
                .toList());

        assertThat(waits)
                .allSatisfy(wait -> assertThat(wait).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3)))
                .anySatisfy(wait -> assertThat(wait).isGreaterThan(Duration.ofSeconds(2)))
                .anySatisfy(wait -> assertThat(wait).isLessThan(Duration.ofSeconds(2)));
    }

    /** Whatever the pools count: they are not what keeps addresses apart. */
    @Test
    void theDatabaseAloneRefusesAnAddressTwice() {
        MachineSpec first = machine(subnet(), 1);
        MachineSpec second = machine(subnet(), 1);
        simulated.ensure(first);
        simulated.ensure(second);
        SimulatedMachine one = made(List.of(first)).get(0);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> readdress("public_ip = ?", one.publicIp(), second))
                .withMessageContaining("simulated_machines_public_ip_key");
        readdress("private_ip = ?", one.privateIp(), second);
        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .as("the same address in another subnet is another one, in this one it is not")
                .isThrownBy(() -> readdress("pool = ?", one.pool(), second))
                .withMessageContaining("simulated_machines_private_ip_key");
    }

    private void readdress(String change, @Nullable String value, MachineSpec machine) {
        jdbc.sql("update simulated_machines set " + change + " where machine_id = ?")
                .params(value, machine.id().instanceId())
                .update();
    }

    private List<SimulatedMachine> made(List<MachineSpec> wanted) {
        return wanted.stream()
                .map(machine -> machines.find(machine.id()).orElseThrow())
                .toList();
    }
}
