package shop.cvm.instance;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.time.ShopClock;

/** Gives machines more time, as part of the transaction that pays for it. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Extensions {

    private final InstanceRows rows;
    private final ApplicationEventPublisher publisher;
    private final History history;
    private final ExpirySettings settings;
    private final ShopClock clock;

    Extensions(
            InstanceRows rows,
            ApplicationEventPublisher publisher,
            History history,
            ExpirySettings settings,
            ShopClock clock) {
        this.rows = rows;
        this.publisher = publisher;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    /** @return the ends of those of these machines that can be renewed, locked in ascending order, and so they stay */
    public Map<InstanceId, Instant> lockRenewable(Collection<InstanceId> ids) {
        return Instance.renewableEnds(locked(ids));
    }

    public void renew(List<Extension> extensions) {
        Instant now = clock.now();
        Map<InstanceId, Instance> machines = locked(
                        extensions.stream().map(Extension::instance).toList())
                .stream()
                .collect(toMap(Instance::id, identity()));
        List<InstanceId> back = machines.values().stream()
                .filter(Instance::isInBin)
                .map(Instance::id)
                .toList();
        List<Act> acts = new ArrayList<>();
        for (Extension extension : extensions) {
            Instance machine = machines.get(extension.instance());
            if (machine == null) {
                throw new NoSuchInstance(extension.instance());
            }
            acts.add(Act.of(machine, kind(machine), extension.orderNumber(), now));
            machine.renew(extension, settings, now);
        }
        history.write(acts);
        if (!back.isEmpty()) {
            publisher.publishEvent(new InstanceChanged(back));
        }
        publisher.publishEvent(
                new InstanceRenewed(extensions.stream().map(Extension::instance).toList()));
    }

    private static ActKind kind(Instance machine) {
        if (machine.lifetime().isRenewingItself()) {
            return ActKind.AUTO_RENEWED;
        }
        return machine.isInBin() ? ActKind.RECOVERED : ActKind.RENEWED;
    }

    private List<Instance> locked(Collection<InstanceId> ids) {
        return rows.lock(ids.stream().map(InstanceId::instanceId).toList());
    }
}
