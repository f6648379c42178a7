package shop.cvm.instance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.batch.Halves;
import shop.cvm.instance.ExpiryStep.Kind;
import shop.cvm.time.ShopClock;
import shop.cvm.work.OrderTrace;
import shop.cvm.work.Stopping;

/**
 * What happens to prepaid machines because of the time that was paid for, batch by batch of what is due. A machine is
 * locked before anybody looks at its time, so one that is renewed at the same moment is either renewed before, or stopped
 * and brought back.
 */
@Component
class ExpirySteps {

    private static final Logger log = LoggerFactory.getLogger(ExpirySteps.class);

    private static final Limit BATCH = Limit.of(100);
    private static final Limit ALONE = Limit.of(1);

    private static final Set<RenewFlag> ALL = EnumSet.allOf(RenewFlag.class);
    private static final Set<RenewFlag> BY_ITSELF = EnumSet.of(RenewFlag.NOTIFY_AND_AUTO_RENEW);
    private static final Set<RenewFlag> BY_HAND = EnumSet.complementOf(EnumSet.of(RenewFlag.NOTIFY_AND_AUTO_RENEW));

    private static final Set<InstanceState> IN_BIN = EnumSet.of(InstanceState.SHUTDOWN);
    private static final Set<InstanceState> NOT_IN_BIN = EnumSet.complementOf(EnumSet.of(InstanceState.SHUTDOWN));

    private final InstanceRows rows;
    private final ApplicationEventPublisher publisher;
    private final History history;
    private final TransactionOperations transaction;
    private final ExpirySettings settings;
    private final ShopClock clock;
    private final Stopping stopping;

    ExpirySteps(
            InstanceRows rows,
            ApplicationEventPublisher publisher,
            History history,
            TransactionOperations transaction,
            ExpirySettings settings,
            ShopClock clock,
            Stopping stopping) {
        this.rows = rows;
        this.publisher = publisher;
        this.history = history;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
        this.stopping = stopping;
    }

    /** A machine with what has happened to it. */
    private record Taken(InstanceId id, ExpiryStep step) {}

    int run() {
        Instant due = clock.now();
        return run(due, NOT_IN_BIN, BY_ITSELF, ALONE)
                + run(due, NOT_IN_BIN, BY_HAND, BATCH)
                + run(due, IN_BIN, ALL, BATCH);
    }

    /**
     * In a batch either all are stopped or all are released, so that usage is locked once, before anything else; a
     * machine that renews itself is alone, because its renewal locks a balance.
     */
    private int run(Instant due, Set<InstanceState> states, Set<RenewFlag> flags, Limit most) {
        int done = 0;
        int batch;
        do {
            batch = batch(due, states, flags, most);
            done += batch;
        } while (batch > 0 && !stopping.isStopping());
        return done;
    }

    /** @return how many were found; each of them is done, or put off */
    private int batch(Instant due, Set<InstanceState> states, Set<RenewFlag> flags, Limit most) {
        List<String> found = new ArrayList<>();
        try {
            return together(() -> rows.lockExpiring(due, states, flags, most), found);
        } catch (RuntimeException failed) {
            Halves.split(
                    found,
                    failed,
                    half -> together(() -> rows.lockExpiring(due, half), new ArrayList<>()),
                    this::postpone);
            return found.size();
        }
    }

    /** @param found gets the ids of the machines, whether it can be done for them or not */
    private int together(Supplier<List<Instance>> expiring, List<String> found) {
        transaction.executeWithoutResult(status -> {
            List<Instance> machines = expiring.get();
            machines.forEach(machine -> found.add(machine.id().instanceId()));
            Instant now = clock.now();
            lower(machines, now);
            publish(machines.stream().map(machine -> step(machine, now)).toList(), now);
        });
        return found.size();
    }

    private Taken step(Instance machine, Instant now) {
        return OrderTrace.get(machine.orderNumber(), () -> taken(machine, now));
    }

    private Taken taken(Instance machine, Instant now) {
        boolean renewed = machine.isRenewalDue(settings, now) && renewed(machine, now);
        return new Taken(machine.id(), renewed ? ExpiryStep.NOTHING : machine.stepOfExpiry(settings, now));
    }

    /** Before anything else: whatever the time of a machine ends in, it had less bandwidth in it. */
    private void lower(List<Instance> machines, Instant now) {
        List<LoweredBandwidth> lowered = machines.stream()
                .filter(machine -> machine.laterBandwidth().isPresent())
                .flatMap(machine -> OrderTrace.get(machine.orderNumber(), () -> lowered(machine, now)).stream())
                .toList();
        if (lowered.isEmpty()) {
            return;
        }
        history.write(lowered.stream().map(one -> act(one, now)).toList());
        publisher.publishEvent(new BandwidthLowered(lowered, now));
    }

    private static Optional<LoweredBandwidth> lowered(Instance machine, Instant now) {
        Optional<LoweredBandwidth> lowered = machine.lowerBandwidth(now);
        if (lowered.isEmpty() && machine.laterBandwidth().isEmpty()) {
            log.warn(
                    "Instance {}: the time that it was to have less bandwidth in is gone; it keeps what it has",
                    machine.id());
        }
        return lowered;
    }

    private static Act act(LoweredBandwidth lowered, Instant now) {
        String mbps = Integer.toString(lowered.difference().after().bandwidthMbps());
        return new Act(lowered.instance(), ActKind.BANDWIDTH_LOWERED, mbps, now);
    }

    /** @return whether somebody who heard of it has given it more time */
    private boolean renewed(Instance machine, Instant now) {
        Optional<Instant> before = machine.expiresAt();
        machine.lifetime().renewItself(() -> publisher.publishEvent(new RenewalDue(machine.id(), now)));
        return !machine.expiresAt().equals(before);
    }

    private void publish(List<Taken> taken, Instant now) {
        write(taken, Kind.EXPIRY, ActKind.EXPIRED, now);
        write(taken, Kind.RELEASE, ActKind.RELEASED, now);
        publish(taken, Kind.EXPIRY, (ids, days) -> new InstanceChanged(ids));
        publish(taken, Kind.RELEASE, (ids, days) -> new InstanceTerminated(ids));
        publish(taken, Kind.REMINDER, (ids, days) -> new InstanceExpiring(ids, days, now));
        publish(taken, Kind.EXPIRY, InstanceExpired::new);
        publish(taken, Kind.NOTICE, InstanceExpired::new);
    }

    private void write(List<Taken> taken, Kind kind, ActKind act, Instant now) {
        history.write(taken.stream()
                .filter(one -> one.step().kind() == kind)
                .map(one -> new Act(one.id(), act, "", now))
                .toList());
    }

    private void publish(List<Taken> taken, Kind kind, BiFunction<List<InstanceId>, Integer, Object> event) {
        Map<Integer, List<InstanceId>> byDays = taken.stream()
                .filter(one -> one.step().kind() == kind)
                .collect(groupingBy(one -> one.step().days(), TreeMap::new, mapping(Taken::id, toList())));
        byDays.forEach((days, ids) -> publisher.publishEvent(event.apply(ids, days)));
    }

    private void postpone(String id, RuntimeException failed) {
        log.error("Instance {}: what is due because of its time could not be done", id, failed);
        transaction.executeWithoutResult(
                status -> rows.lock(List.of(id)).forEach(machine -> machine.postponeExpiry(clock.now())));
    }
}
