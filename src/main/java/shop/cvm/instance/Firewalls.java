package shop.cvm.instance;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.instance.FirewallRows.Untold;
import shop.cvm.network.SecurityGroup;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.SecurityGroupRule;
import shop.cvm.network.SecurityGroups;
import shop.cvm.time.ShopClock;
import shop.cvm.work.Stopping;

/**
 * Tells provisioners what may reach machines whose security groups have changed: claims some, asks outside any
 * transaction, and notes down who knows. Asking twice does no harm, so whoever dies in between is followed by the next.
 */
@Component
class Firewalls {

    private static final Logger log = LoggerFactory.getLogger(Firewalls.class);

    private static final int BATCH = 100;
    private static final Duration LEASE = Duration.ofSeconds(20);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
    private static final int DOUBLINGS = 12;

    private final FirewallRows rows;
    private final InstanceRows instances;
    private final InstanceGroups bindings;
    private final SecurityGroups groups;
    private final Provisioner provisioner;
    private final TransactionOperations transaction;
    private final ShopClock clock;
    private final Stopping stopping;

    Firewalls(
            FirewallRows rows,
            InstanceRows instances,
            InstanceGroups bindings,
            SecurityGroups groups,
            Provisioner provisioner,
            TransactionOperations transaction,
            ShopClock clock,
            Stopping stopping) {
        this.rows = rows;
        this.instances = instances;
        this.bindings = bindings;
        this.groups = groups;
        this.provisioner = provisioner;
        this.transaction = transaction;
        this.clock = clock;
        this.stopping = stopping;
    }

    /** @return how many machines were asked about */
    int run() {
        Instant due = clock.now();
        int all = 0;
        for (List<Untold> some = claim(due); !some.isEmpty(); some = claim(due)) {
            tell(some);
            all += some.size();
        }
        return all;
    }

    private List<Untold> claim(Instant due) {
        return stopping.isStopping() ? List.of() : transaction.execute(status -> rows.claim(due, LEASE, BATCH));
    }

    private void tell(List<Untold> some) {
        List<InstanceId> ids = some.stream().map(Untold::id).toList();
        Map<InstanceId, Instance> machines =
                instances
                        .findByInstanceIdIn(
                                ids.stream().map(InstanceId::instanceId).toList())
                        .stream()
                        .collect(toMap(Instance::id, identity()));
        Map<InstanceId, List<SecurityGroupRule>> rules = rules(ids);
        List<Untold> told = new ArrayList<>();
        List<Untold> untold = new ArrayList<>();
        for (Untold one : some) {
            Instance machine = machines.get(one.id());
            boolean gone =
                    machine == null || machine.isFailed() || machine.state().isEnded();
            boolean done = gone || knows(one.id(), rules.getOrDefault(one.id(), List.of()));
            (done ? told : untold).add(one);
        }
        store(told, untold);
    }

    private boolean knows(InstanceId id, List<SecurityGroupRule> rules) {
        Answer answer = Answer.from(id, () -> provisioner.firewall(id, rules));
        if (answer.fault() != null) {
            log.warn("Instance {}: its provisioner does not know its security groups yet", id, answer.fault());
        }
        return answer.seen() != null && answer.seen().phase() != Phase.ABSENT;
    }

    private void store(List<Untold> told, List<Untold> untold) {
        transaction.executeWithoutResult(status -> {
            rows.lock(Stream.concat(told.stream(), untold.stream()).toList());
            rows.told(told);
            Instant now = clock.now();
            untold.forEach(one -> rows.postpone(
                    List.of(one), now.plus(SHORTEST_PAUSE.multipliedBy(1L << Math.min(one.attempt(), DOUBLINGS)))));
        });
    }

    private Map<InstanceId, List<SecurityGroupRule>> rules(Collection<InstanceId> ids) {
        Map<InstanceId, List<SecurityGroupId>> bound = bindings.of(ids);
        Map<SecurityGroupId, SecurityGroup> found =
                groups.groups(bound.values().stream().flatMap(List::stream).collect(toSet()));
        return bound.entrySet().stream().collect(toMap(Map.Entry::getKey, entry -> entry.getValue().stream()
                .map(found::get)
                .filter(Objects::nonNull)
                .flatMap(group -> group.rules().stream())
                .toList()));
    }
}
