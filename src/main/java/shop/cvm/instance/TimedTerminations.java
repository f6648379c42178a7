package shop.cvm.instance;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.batch.Halves;
import shop.cvm.time.ShopClock;
import shop.cvm.work.Stopping;

/**
 * Terminates machines at the time that their owners have set, some of one account at a time, because their end unfreezes
 * money of it. A machine is locked before its time is looked at, so one whose time is moved at the same moment is either
 * terminated before, or at the new time.
 */
@Component
class TimedTerminations {

    private static final Logger log = LoggerFactory.getLogger(TimedTerminations.class);

    private static final Limit BATCH = Limit.of(100);

    /** How long a machine that is on its way to another state is given. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(5);

    private static final Duration AFTER_A_FAULT = Duration.ofMinutes(1);

    private final InstanceRows instances;
    private final TerminationPlanRows plans;
    private final ApplicationEventPublisher publisher;
    private final History history;
    private final TransactionOperations transaction;
    private final ShopClock clock;
    private final Stopping stopping;

    TimedTerminations(
            InstanceRows instances,
            TerminationPlanRows plans,
            ApplicationEventPublisher publisher,
            History history,
            TransactionOperations transaction,
            ShopClock clock,
            Stopping stopping) {
        this.instances = instances;
        this.plans = plans;
        this.publisher = publisher;
        this.history = history;
        this.transaction = transaction;
        this.clock = clock;
        this.stopping = stopping;
    }

    int run() {
        Instant due = clock.now();
        int all = 0;
        int done;
        do {
            done = someAccounts(due);
            all += done;
        } while (done > 0 && !stopping.isStopping());
        return all;
    }

    private int someAccounts(Instant due) {
        int done = 0;
        for (String account : transaction.execute(status -> Set.copyOf(plans.accountsDue(due, BATCH)))) {
            int batch = 1;
            while (batch > 0 && !stopping.isStopping()) {
                batch = batch(account, due);
                done += batch;
            }
        }
        return done;
    }

    /** @return how many were found; each of them is done, or put off */
    private int batch(String account, Instant due) {
        List<String> found = new ArrayList<>();
        try {
            return together(() -> instances.lockTerminating(account, due, BATCH), found);
        } catch (RuntimeException failed) {
            Halves.split(
                    found, failed, half -> together(() -> instances.lock(half), new ArrayList<>()), this::postpone);
            return found.size();
        }
    }

    /** @param found gets the ids of the machines, whether it can be done for them or not */
    private int together(Supplier<List<Instance>> due, List<String> found) {
        transaction.executeWithoutResult(status -> {
            List<Instance> machines = due.get();
            machines.forEach(machine -> found.add(machine.id().instanceId()));
            terminate(machines, plans(found), clock.now());
        });
        return found.size();
    }

    private void terminate(List<Instance> machines, Map<InstanceId, TerminationPlan> planned, Instant now) {
        List<Instance> ended = new ArrayList<>();
        for (Instance machine : machines) {
            TerminationPlan plan = planned.get(machine.id());
            if (plan == null || !plan.isDue(now)) {
                continue;
            }
            if (machine.isFailed() || machine.configuration().isPrepaid()) {
                plans.delete(plan);
            } else if (machine.isRunning() || machine.state() == InstanceState.STOPPED) {
                machine.terminate(now);
                ended.add(machine);
            } else {
                plan.postpone(now.plus(ON_ITS_WAY));
            }
        }
        tell(ended, now);
    }

    private void tell(List<Instance> ended, Instant now) {
        if (!ended.isEmpty()) {
            history.write(ended.stream()
                    .map(machine -> Act.of(machine, ActKind.TERMINATED_ON_TIME, now))
                    .toList());
            publisher.publishEvent(
                    new InstanceTerminated(ended.stream().map(Instance::id).toList()));
        }
    }

    private Map<InstanceId, TerminationPlan> plans(List<String> ids) {
        return plans.findByInstanceIdIn(ids).stream().collect(toMap(TerminationPlan::instance, identity()));
    }

    private void postpone(String id, RuntimeException failed) {
        log.error("Instance {}: it could not be terminated at the time that was set", id, failed);
        transaction.executeWithoutResult(status -> {
            instances.lock(List.of(id));
            plans.findByInstanceId(id)
                    .ifPresent(plan -> plan.postpone(clock.now().plus(AFTER_A_FAULT)));
        });
    }
}
