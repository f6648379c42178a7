package shop.cvm.instance;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.instance.NotConvertible.Reason;
import shop.cvm.time.ShopClock;

/** Makes hourly machines prepaid ones, as part of the transaction that pays for that. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Converting {

    private final InstanceRows rows;
    private final TerminationPlanRows plans;
    private final ApplicationEventPublisher publisher;
    private final History history;
    private final ExpirySettings settings;
    private final ShopClock clock;

    Converting(
            InstanceRows rows,
            TerminationPlanRows plans,
            ApplicationEventPublisher publisher,
            History history,
            ExpirySettings settings,
            ShopClock clock) {
        this.rows = rows;
        this.plans = plans;
        this.publisher = publisher;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    public List<Instance> lock(Collection<InstanceId> ids) {
        return rows.lock(ids.stream().map(InstanceId::instanceId).toList());
    }

    /** What is charged by use follows in the same transaction, before any balance is locked. */
    public void convert(List<Conversion> conversions) {
        Instant now = clock.now();
        Map<InstanceId, Instance> machines = lock(
                        conversions.stream().map(Conversion::instance).toList())
                .stream()
                .collect(toMap(Instance::id, identity()));
        Map<InstanceId, Reason> objections = objections(machines.values());
        List<Act> acts = new ArrayList<>();
        for (Conversion conversion : conversions) {
            Instance machine = machines.get(conversion.instance());
            if (machine == null) {
                throw new NoSuchInstance(conversion.instance());
            }
            if (objections.containsKey(machine.id())) {
                throw new NotConvertible(machine.id(), objections.get(machine.id()));
            }
            machine.convert(conversion, settings, now);
            acts.add(Act.of(machine, ActKind.CONVERTED, conversion.orderNumber(), now));
        }
        history.write(acts);
        publisher.publishEvent(new InstanceChanged(List.copyOf(machines.keySet())));
    }

    /** Why these machines cannot be converted; those that can are missing. One query for any number of them. */
    @Transactional(propagation = Propagation.SUPPORTS)
    public Map<InstanceId, Reason> objections(Collection<Instance> machines) {
        Set<InstanceId> timed = timed(machines);
        Map<InstanceId, Reason> objections = new HashMap<>();
        for (Instance machine : machines) {
            Optional<Reason> planned = timed.contains(machine.id()) ? Optional.of(Reason.TIMED) : Optional.empty();
            machine.objectionToConversion().or(() -> planned).ifPresent(reason -> objections.put(machine.id(), reason));
        }
        return objections;
    }

    private Set<InstanceId> timed(Collection<Instance> machines) {
        List<String> ids =
                machines.stream().map(machine -> machine.id().instanceId()).toList();
        return plans.findByInstanceIdIn(ids).stream()
                .filter(plan -> !plan.isProtected())
                .map(TerminationPlan::instance)
                .collect(toSet());
    }
}
