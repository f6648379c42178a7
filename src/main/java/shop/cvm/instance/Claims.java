package shop.cvm.instance;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.work.Stopping;

/** Takes what is due for one node, for as long as a lease lasts. */
@Component
class Claims {

    private static final int SMALLEST_BATCH = 100;
    private static final Duration LEASE = Duration.ofSeconds(20);

    private final InstanceRows rows;
    private final Leases leases;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final Stopping stopping;
    private final int batch;

    Claims(
            InstanceRows rows,
            Leases leases,
            TransactionOperations transaction,
            Provisioner provisioner,
            Clock clock,
            Stopping stopping) {
        this.rows = rows;
        this.leases = leases;
        this.transaction = transaction;
        this.clock = clock;
        this.stopping = stopping;
        this.batch = Math.max(provisioner.batchSize(), SMALLEST_BATCH);
    }

    /** What is ours alone until a time of the system's clock. */
    record Claim(List<Instance> instances, Instant until) {

        boolean isEmpty() {
            return instances.isEmpty();
        }

        Claim part(List<Instance> some) {
            return new Claim(some, until);
        }
    }

    /**
     * @param due by the shop's clock
     * @return empty if nothing is due, or if this node is being stopped
     */
    Claim claim(Instant due) {
        if (stopping.isStopping()) {
            return new Claim(List.of(), clock.instant());
        }
        return transaction.execute(status -> {
            Instant now = clock.instant();
            Instant until = now.plus(LEASE).truncatedTo(ChronoUnit.MICROS);
            Claim claim = new Claim(rows.forStep(leases.take(due, now, until, batch)), until);
            // The disks must be read now: there is no transaction when the provisioner is asked.
            claim.instances().stream()
                    .filter(instance -> instance.question(due).isOfMachine())
                    .forEach(Instance::disks);
            return claim;
        });
    }

    /** What was claimed, read once more; without what somebody has changed since. */
    List<Instance> read(Claim claim) {
        Map<InstanceId, Instance> before = claim.instances().stream().collect(toMap(Instance::id, identity()));
        return rows.forStep(ids(claim)).stream()
                .filter(instance -> instance.isVersionOf(before.get(instance.id())))
                .toList();
    }

    /** Ends a claim in the transaction that applies its answers; what was not answered is due as before. */
    void end(Claim claim) {
        leases.giveBack(ids(claim), claim.until());
    }

    private static List<String> ids(Claim claim) {
        return claim.instances().stream().map(it -> it.id().instanceId()).toList();
    }
}
