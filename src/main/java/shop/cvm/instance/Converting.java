package shop.cvm.instance;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.time.ShopClock;

/** Makes hourly machines prepaid ones, as part of the transaction that pays for that. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Converting {

    private final InstanceRows rows;
    private final ApplicationEventPublisher publisher;
    private final ExpirySettings settings;
    private final ShopClock clock;

    Converting(InstanceRows rows, ApplicationEventPublisher publisher, ExpirySettings settings, ShopClock clock) {
        this.rows = rows;
        this.publisher = publisher;
        this.settings = settings;
        this.clock = clock;
    }

    public List<Instance> lock(Collection<InstanceId> ids) {
        return rows.lock(ids.stream().map(InstanceId::instanceId).toList());
    }

    /** What is charged by use follows in the same transaction, before any balance is locked. */
    public void convert(List<Conversion> conversions) {
        Map<InstanceId, Instance> machines = lock(
                        conversions.stream().map(Conversion::instance).toList())
                .stream()
                .collect(toMap(Instance::id, identity()));
        for (Conversion conversion : conversions) {
            Instance machine = machines.get(conversion.instance());
            if (machine == null) {
                throw new NoSuchInstance(conversion.instance());
            }
            machine.objectionToConversion().ifPresent(reason -> {
                throw new NotConvertible(machine.id(), reason);
            });
            machine.convert(conversion, settings, clock.now());
        }
        publisher.publishEvent(new InstanceChanged(List.copyOf(machines.keySet())));
    }
}
