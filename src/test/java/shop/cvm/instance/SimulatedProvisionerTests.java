package shop.cvm.instance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.network.Subnet;
import shop.cvm.time.ShopClock;

@ShopTest
class SimulatedProvisionerTests extends ProvisionerContract {

    @Autowired
    private SimulatedProvisioner simulated;

    @Autowired
    private SimulatedMachines machines;

    @Autowired
    private ShopClock clock;

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

    private List<SimulatedMachine> made(List<MachineSpec> wanted) {
        return wanted.stream()
                .map(machine -> machines.find(machine.id()).orElseThrow())
                .toList();
    }
}
