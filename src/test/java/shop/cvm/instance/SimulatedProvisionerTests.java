package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
