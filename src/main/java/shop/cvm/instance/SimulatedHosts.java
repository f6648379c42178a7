package shop.cvm.instance;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.catalog.ChargeType;
import shop.cvm.instance.ProvisionerFault.Effect;
import shop.cvm.instance.ProvisionerFault.Kind;
import shop.cvm.network.Cidr;

/** Where simulated machines are made: it gives them addresses and draws how long they take. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class SimulatedHosts {

    /** Left at the end of the time in which addresses are promised, for the shop to notice them. */
    private static final Duration NOTICE = Duration.ofSeconds(5);

    private final SimulatedMachines machines;
    private final AddressPools addresses;
    private final InstanceSettings.Simulated settings;
    private final RandomGenerator random = RandomGenerator.getDefault();

    SimulatedHosts(SimulatedMachines machines, AddressPools addresses, InstanceSettings settings) {
        this.machines = machines;
        this.addresses = addresses;
        this.settings = settings.simulated();
    }

    /**
     * A machine to make.
     *
     * @param machine as it is wanted
     * @param readyAt when it starts, if it takes longer than usual; else null
     * @param isBusy whether its host does not listen until then
     */
    record Wanted(MachineSpec machine, @Nullable Instant readyAt, boolean isBusy) {}

    /**
     * Makes those of these machines that do not exist yet and for which there are addresses.
     *
     * @return all of them that exist now; for the others there is no room
     */
    Map<InstanceId, SimulatedMachine> make(List<Wanted> wanted, Instant now) {
        Map<String, AddressPool> pools = addresses.open(subnets(wanted), publicPools(wanted));
        // Whoever waited for the lock may find that some were made meanwhile.
        Map<InstanceId, SimulatedMachine> made = new HashMap<>(
                machines.find(wanted.stream().map(it -> it.machine().id()).toList()));
        List<SimulatedMachine> fresh = new ArrayList<>();
        for (Wanted one : wanted) {
            if (!made.containsKey(one.machine().id())) {
                make(one, pools, now).ifPresent(fresh::add);
            }
        }
        machines.insert(fresh);
        addresses.close(pools);
        fresh.forEach(machine -> made.put(machine.id(), machine));
        return made;
    }

    /** @throws ProvisionerFault if no public address is left */
    SimulatedMachine readdress(SimulatedMachine machine) {
        Map<String, AddressPool> pools = addresses.open(Map.of(), Set.of(machine.publicPool()));
        String address = take(pools, machine.publicPool())
                .orElseThrow(() -> new ProvisionerFault(
                        Kind.CAPACITY, Effect.NOT_APPLIED, "No public address is left", null, null));
        addresses.close(pools);
        return machine.addressed(address);
    }

    /**
     * Gives it a public address, or takes the one it has, as its bandwidth wants.
     *
     * @throws ProvisionerFault if no public address is left
     */
    SimulatedMachine reshape(SimulatedMachine machine, MachineSpec wanted) {
        SimulatedMachine reshaped = machine.reshaped(wanted.fingerprint(), publicPool(wanted));
        boolean wantsAddress = !reshaped.publicPool().isEmpty() && reshaped.publicIp() == null;
        return wantsAddress && !reshaped.gavePublic() ? readdress(reshaped) : reshaped;
    }

    static ProvisionerFault noRoom(MachineSpec machine) {
        return new ProvisionerFault(
                Kind.CAPACITY, Effect.NOT_APPLIED, "No room for another machine in " + machine.zone(), null, null);
    }

    private static Map<String, Cidr> subnets(List<Wanted> wanted) {
        Map<String, Cidr> subnets = new HashMap<>();
        wanted.forEach(
                one -> subnets.put(pool(one.machine()), one.machine().subnet().cidr()));
        return subnets;
    }

    private static Set<String> publicPools(List<Wanted> wanted) {
        return wanted.stream()
                .map(one -> publicPool(one.machine()))
                .filter(pool -> !pool.isEmpty())
                .collect(toSet());
    }

    private static String publicPool(MachineSpec machine) {
        return machine.bandwidthMbps() > 0 ? AddressPools.publicPool(machine.region()) : "";
    }

    private Optional<SimulatedMachine> make(Wanted wanted, Map<String, AddressPool> pools, Instant now) {
        MachineSpec machine = wanted.machine();
        Optional<String> privateIp = take(pools, pool(machine));
        String publicPool = publicPool(machine);
        Optional<String> publicIp = take(pools, publicPool);
        if (privateIp.isEmpty() || (publicIp.isEmpty() && !publicPool.isEmpty())) {
            return Optional.empty();
        }
        Instant readyAt =
                wanted.readyAt() != null ? wanted.readyAt() : now.plus(between(settings.bootMin(), settings.bootMax()));
        return Optional.of(new SimulatedMachine(
                machine.id(),
                machine.fingerprint(),
                true,
                readyAt,
                addressAt(machine, readyAt),
                pool(machine),
                privateIp.get(),
                publicPool,
                publicIp.orElse(null),
                false,
                wanted.isBusy() ? readyAt : null,
                false));
    }

    private static Optional<String> take(Map<String, AddressPool> pools, String name) {
        return Optional.ofNullable(pools.get(name)).flatMap(AddressPool::take);
    }

    private static String pool(MachineSpec machine) {
        return machine.subnet().id().subnetId();
    }

    private Instant addressAt(MachineSpec machine, Instant readyAt) {
        Duration wait = machine.chargeType() == ChargeType.PREPAID
                ? between(
                        settings.prepaidAddressMin(),
                        settings.prepaidAddressMax().minus(NOTICE))
                : between(
                        settings.postpaidAddressMin(),
                        settings.postpaidAddressMax().minus(NOTICE));
        Instant promised = machine.paidAt().plus(wait);
        return promised.isBefore(readyAt) ? readyAt : promised;
    }

    private Duration between(Duration min, Duration max) {
        return max.compareTo(min) <= 0 ? min : Duration.ofMillis(random.nextLong(min.toMillis(), max.toMillis() + 1));
    }
}
