package shop.cvm.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.catalog.ChargeType;
import shop.cvm.instance.ProvisionerFault.Effect;
import shop.cvm.instance.ProvisionerFault.Kind;
import shop.cvm.network.Cidr;
import shop.cvm.time.ShopClock;

/**
 * Machines that exist as rows only. They take a while to start and to get their addresses, by the shop's clock, and
 * survive a restart of the shop like real ones. Addresses are never given twice.
 */
@Component
class SimulatedProvisioner implements Provisioner {

    private static final int PAGE = 500;
    /** Left at the end of a promised time for the shop to notice. */
    private static final Duration NOTICE = Duration.ofSeconds(5);

    private final SimulatedMachines machines;
    private final AddressPools addresses;
    private final InstanceSettings.Simulated settings;
    private final ShopClock clock;
    private final RandomGenerator random = RandomGenerator.getDefault();

    SimulatedProvisioner(
            SimulatedMachines machines, AddressPools addresses, InstanceSettings settings, ShopClock clock) {
        this.machines = machines;
        this.addresses = addresses;
        this.settings = settings.simulated();
        this.clock = clock;
    }

    @Override
    @Transactional
    public Observation ensure(MachineSpec machine) {
        Instant now = clock.now();
        SimulatedMachine made = machines.find(machine.id()).orElseGet(() -> make(machine, now));
        if (!made.fingerprint().equals(machine.fingerprint())) {
            throw new ProvisionerFault(
                    Kind.CONFLICT, Effect.NOT_APPLIED, "The id belongs to another machine", null, null);
        }
        return made.isOn() ? made.observation(now) : switched(made, true).observation(now);
    }

    @Override
    @Transactional
    public Observation power(InstanceId id, Power power) {
        return machines.find(id)
                .map(machine -> switched(machine, power == Power.ON).observation(clock.now()))
                .orElseGet(() -> Observation.absent(id));
    }

    @Override
    @Transactional
    public Observation destroy(InstanceId id) {
        machines.delete(id);
        return Observation.absent(id);
    }

    @Override
    @Transactional(readOnly = true)
    public Observation observe(InstanceId id) {
        return machines.find(id)
                .map(machine -> machine.observation(clock.now()))
                .orElseGet(() -> Observation.absent(id));
    }

    @Override
    @Transactional(readOnly = true)
    public OwnedMachines listOwned(@Nullable InstanceId after) {
        Instant now = clock.now();
        List<SimulatedMachine> page = machines.list(after, PAGE);
        return new OwnedMachines(
                page.stream().map(machine -> machine.observation(now)).toList(), page.size() < PAGE);
    }

    private SimulatedMachine make(MachineSpec machine, Instant now) {
        Cidr cidr = machine.subnet().cidr();
        String pool = machine.subnet().id().subnetId();
        addresses.lock(pool);
        // Whoever waited for the lock may find that the machine was made meanwhile.
        Optional<SimulatedMachine> made = machines.find(machine.id());
        if (made.isPresent()) {
            return made.get();
        }
        String privateIp = addresses.takePrivate(pool, cidr);
        String publicIp = machine.bandwidthMbps() > 0 ? addresses.takePublic(Cidr.of(settings.publicRange())) : null;
        Instant readyAt = now.plus(between(settings.bootMin(), settings.bootMax()));
        SimulatedMachine simulated = new SimulatedMachine(
                machine.id(),
                machine.fingerprint(),
                true,
                readyAt,
                addressAt(machine, readyAt),
                pool,
                privateIp,
                publicIp);
        machines.insert(simulated);
        return simulated;
    }

    private SimulatedMachine switched(SimulatedMachine machine, boolean on) {
        machines.update(machine.id(), on);
        return machine.switched(on);
    }

    private Instant addressAt(MachineSpec machine, Instant readyAt) {
        Duration wait = machine.chargeType() == ChargeType.PREPAID
                ? between(settings.prepaidAddressMin(), settings.prepaidAddressMax())
                : between(settings.postpaidAddressMin(), settings.postpaidAddressMax());
        Instant promised = machine.paidAt().plus(wait);
        return promised.isBefore(readyAt) ? readyAt : promised;
    }

    private Duration between(Duration min, Duration max) {
        Duration latest = max.minus(NOTICE);
        return latest.compareTo(min) <= 0
                ? min
                : Duration.ofMillis(random.nextLong(min.toMillis(), latest.toMillis() + 1));
    }
}
