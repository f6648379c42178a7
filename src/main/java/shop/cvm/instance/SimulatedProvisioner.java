package shop.cvm.instance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.instance.ProvisionerFault.Effect;
import shop.cvm.instance.ProvisionerFault.Kind;
import shop.cvm.instance.SimulatedHosts.Wanted;
import shop.cvm.network.SecurityGroupRule;
import shop.cvm.time.ShopClock;

/**
 * Machines that exist as rows only. They may take a while to start and to get their addresses, by the shop's clock, and
 * survive a restart of the shop like real ones. Addresses are never given twice. In sandbox mode it fails on demand.
 */
@Component
class SimulatedProvisioner implements Provisioner {

    private static final int BATCH = 1000;
    private static final int PAGE = 500;
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final SimulatedMachines machines;
    private final SimulatedHosts hosts;
    private final Faults faults;
    private final TransactionOperations transaction;
    private final ShopClock clock;

    SimulatedProvisioner(
            SimulatedMachines machines,
            SimulatedHosts hosts,
            Faults faults,
            TransactionOperations transaction,
            ShopClock clock) {
        this.machines = machines;
        this.hosts = hosts;
        this.faults = faults;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public int batchSize() {
        return BATCH;
    }

    @Override
    public Observation ensure(MachineSpec machine) {
        return ensureAll(List.of(machine)).get(0).orThrow();
    }

    @Override
    public List<Answer> ensureAll(List<MachineSpec> wanted) {
        Instant now = clock.now();
        Map<InstanceId, SimulatedMachine> there =
                new HashMap<>(machines.find(wanted.stream().map(MachineSpec::id).toList()));
        List<MachineSpec> missing = wanted.stream()
                .filter(machine -> !there.containsKey(machine.id()))
                .toList();
        Set<InstanceId> refused =
                struck(Fault.PROVISIONER_REFUSES, ids(missing)).keySet();
        List<Wanted> makeable = unfaulty(
                missing.stream()
                        .filter(machine -> !refused.contains(machine.id()))
                        .toList(),
                now);
        if (!makeable.isEmpty()) {
            there.putAll(transaction.execute(status -> hosts.make(makeable, now)));
        }
        Set<InstanceId> unanswered = struck(
                        Fault.PROVISIONER_ANSWER_LOST,
                        ids(missing).stream().filter(there::containsKey).toList())
                .keySet();
        return wanted.stream()
                .map(machine -> {
                    if (refused.contains(machine.id())) {
                        return Answer.of(machine.id(), impossible());
                    }
                    return unanswered.contains(machine.id())
                            ? Answer.of(machine.id(), lost())
                            : answer(machine, there.get(machine.id()), now);
                })
                .toList();
    }

    @Override
    public Observation power(InstanceId id, Power power) {
        return transaction.execute(status -> machines.find(id)
                .map(SimulatedProvisioner::own)
                .map(machine -> powered(machine, power).observation(clock.now()))
                .orElseGet(() -> Observation.absent(id)));
    }

    /** There is nobody to log in. */
    @Override
    public Observation setPassword(InstanceId id, String password) {
        return observe(id);
    }

    /** There is nobody to log in. */
    @Override
    public Observation setKeyPair(InstanceId id, String publicKey) {
        return observe(id);
    }

    @Override
    public Observation reshape(MachineSpec machine) {
        return transaction.execute(status -> machines.find(machine.id())
                .map(SimulatedProvisioner::own)
                .map(there -> kept(hosts.reshape(there, machine)).observation(clock.now()))
                .orElseGet(() -> Observation.absent(machine.id())));
    }

    /** There is no disk: it only is another machine from then on. */
    @Override
    public Observation reinstall(MachineSpec machine) {
        return transaction.execute(status -> machines.find(machine.id())
                .map(SimulatedProvisioner::own)
                .map(there -> kept(there.reshaped(machine.fingerprint(), there.publicPool()))
                        .observation(clock.now()))
                .orElseGet(() -> Observation.absent(machine.id())));
    }

    /** Nothing reaches it anyway. */
    @Override
    public Observation firewall(InstanceId id, List<SecurityGroupRule> rules) {
        return transaction.execute(status -> machines.find(id)
                .map(SimulatedProvisioner::own)
                .map(machine -> machine.observation(clock.now()))
                .orElseGet(() -> Observation.absent(id)));
    }

    @Override
    public Observation destroy(InstanceId id) {
        return destroyAll(List.of(id)).get(0).orThrow();
    }

    @Override
    public List<Answer> destroyAll(List<InstanceId> ids) {
        Instant now = clock.now();
        return transaction.execute(status -> {
            Map<InstanceId, SimulatedMachine> there = machines.find(ids);
            machines.delete(there.values().stream()
                    .filter(machine -> !machine.isForeign() && !machine.isBusy(now))
                    .map(SimulatedMachine::id)
                    .toList());
            return ids.stream().map(id -> destroyed(id, there.get(id), now)).toList();
        });
    }

    @Override
    public Observation observe(InstanceId id) {
        return observeAll(List.of(id)).get(0).orThrow();
    }

    @Override
    public List<Answer> observeAll(List<InstanceId> ids) {
        Instant now = clock.now();
        Map<InstanceId, SimulatedMachine> there = machines.find(ids);
        return ids.stream()
                .map(id -> Answer.of(there.containsKey(id) ? there.get(id).observation(now) : Observation.absent(id)))
                .toList();
    }

    @Override
    public OwnedMachines listOwned(@Nullable InstanceId after) {
        Instant now = clock.now();
        List<SimulatedMachine> page = machines.list(after, PAGE);
        return new OwnedMachines(
                page.stream().map(machine -> machine.observation(now)).toList(), page.size() < PAGE);
    }

    private Answer answer(MachineSpec wanted, @Nullable SimulatedMachine there, Instant now) {
        if (there == null) {
            return Answer.of(wanted.id(), SimulatedHosts.noRoom(wanted));
        }
        if (there.isForeign() || !there.fingerprint().equals(wanted.fingerprint())) {
            return Answer.of(wanted.id(), conflict());
        }
        return Answer.of((there.isOn() ? there : kept(there.switched(true))).observation(now));
    }

    private static Answer destroyed(InstanceId id, @Nullable SimulatedMachine there, Instant now) {
        if (there != null && there.isForeign()) {
            return Answer.of(id, conflict());
        }
        return Answer.of(there != null && there.isBusy(now) ? there.deleting() : Observation.absent(id));
    }

    private static SimulatedMachine own(SimulatedMachine machine) {
        if (machine.isForeign()) {
            throw conflict();
        }
        return machine;
    }

    private SimulatedMachine powered(SimulatedMachine machine, Power power) {
        return switch (power) {
            case ON -> kept(machine.gavePublic() ? hosts.readdress(machine).switched(true) : machine.switched(true));
            case OFF, FORCE_OFF -> kept(machine.switched(false));
            case SHELVE -> kept(machine.shelved());
        };
    }

    private SimulatedMachine kept(SimulatedMachine machine) {
        machines.update(machine);
        return machine;
    }

    /** Those that there is room for, each as fast as the switched on faults leave it. */
    private List<Wanted> unfaulty(List<MachineSpec> missing, Instant now) {
        List<InstanceId> ids = ids(missing);
        Set<InstanceId> refused = struck(Fault.PROVISIONER_NO_CAPACITY, ids).keySet();
        List<InstanceId> begun =
                ids.stream().filter(id -> !refused.contains(id)).toList();
        Map<InstanceId, Duration> stuck = struck(Fault.PROVISIONER_STUCK, begun);
        Map<InstanceId, Duration> late = struck(
                Fault.PROVISIONER_LATE,
                begun.stream().filter(id -> !stuck.containsKey(id)).toList());
        List<Wanted> wanted = new ArrayList<>();
        for (MachineSpec machine : missing) {
            Duration delay = stuck.containsKey(machine.id()) ? FOR_EVER : late.get(machine.id());
            if (!refused.contains(machine.id())) {
                wanted.add(new Wanted(machine, delay == null ? null : now.plus(delay), late.containsKey(machine.id())));
            }
        }
        return wanted;
    }

    /** Which of these machines a fault strikes, with its delay; asked before and after our own transaction only. */
    private Map<InstanceId, Duration> struck(Fault fault, List<InstanceId> ids) {
        Map<InstanceId, Duration> struck = new HashMap<>();
        if (!ids.isEmpty() && isOn(fault)) {
            ids.forEach(id -> faults.strike(fault).ifPresent(delay -> struck.put(id, delay)));
        }
        return struck;
    }

    private boolean isOn(Fault fault) {
        return faults.isSandbox() && faults.active().stream().anyMatch(active -> active.fault() == fault);
    }

    private static ProvisionerFault conflict() {
        return new ProvisionerFault(Kind.CONFLICT, Effect.NOT_APPLIED, "The id belongs to another machine", null, null);
    }

    private static List<InstanceId> ids(List<MachineSpec> machines) {
        return machines.stream().map(MachineSpec::id).toList();
    }

    private static ProvisionerFault impossible() {
        return new ProvisionerFault(Kind.PERMANENT, Effect.NOT_APPLIED, "No such machine can be made", null, null);
    }

    private static ProvisionerFault lost() {
        return new ProvisionerFault(Kind.TRANSIENT, Effect.UNKNOWN, "No answer in time", null, null);
    }
}
