package shop.cvm.instance;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.instance.NotReconfigurable.Reason;
import shop.cvm.time.ShopClock;

/**
 * Gives machines another configuration, as part of the transaction that moves the money for it. The machine itself is
 * changed afterwards ({@link Delivery}).
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Reshaping {

    private final InstanceRows rows;
    private final Placement placement;
    private final ApplicationEventPublisher publisher;
    private final History history;
    private final ReconfigurationSettings settings;
    private final ShopClock clock;

    Reshaping(
            InstanceRows rows,
            Placement placement,
            ApplicationEventPublisher publisher,
            History history,
            ReconfigurationSettings settings,
            ShopClock clock) {
        this.rows = rows;
        this.placement = placement;
        this.publisher = publisher;
        this.history = history;
        this.settings = settings;
        this.clock = clock;
    }

    public Instance lock(AccountId account, InstanceId id) {
        return rows.lock(id.instanceId(), account.accountId()).orElseThrow(() -> new NoSuchInstance(id));
    }

    public List<Instance> lock(AccountId account, Collection<InstanceId> ids) {
        return rows.lockAll(account, ids);
    }

    /** What is charged follows in the same transaction, before any balance is locked. */
    public void configure(Instance instance, Difference difference, UnitCost cost, List<InstanceRate> rates) {
        objection(instance, difference).ifPresent(reason -> {
            throw new NotReconfigurable(instance.id(), reason);
        });
        Shape shape = placement.reshaped(instance.shape(), difference.after());
        Instant now = clock.now();
        instance.configure(difference, shape, cost, rates, now);
        history.write(Act.of(instance, ActKind.CONFIGURED, difference.described(), now));
        publisher.publishEvent(new InstanceChanged(List.of(instance.id())));
    }

    @Transactional(propagation = Propagation.SUPPORTS)
    public Optional<Reason> objection(Instance instance, Difference difference) {
        return instance.objection(difference, isBoundToHost(difference), clock.now())
                .or(() -> difference.isOfNetworkBilling() && instance.networkSwitches() >= settings.networkSwitches()
                        ? Optional.of(Reason.SWITCHED)
                        : Optional.empty());
    }

    private boolean isBoundToHost(Difference difference) {
        return placement.hasLocalDisks(difference.before()) || placement.hasLocalDisks(difference.after());
    }
}
