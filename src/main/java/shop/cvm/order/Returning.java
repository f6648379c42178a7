package shop.cvm.order;

import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.TerminationPlan;
import shop.cvm.instance.TerminationPlans;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.pricing.ReturnValue;
import shop.cvm.time.ShopClock;

/**
 * Returning a machine: one transaction that puts it into the recycle bin, writes the return down and pays back. The lock
 * on the machine makes sure that neither its expiry nor a renewal nor another return comes in between; the key of the
 * return, its place among those of the account and the ledger's reference are the net below.
 */
@Component
class Returning {

    private final ReturnRows rows;
    private final ReturnLimits limits;
    private final ReturnValues values;
    private final OpenRenewals open;
    private final Instances instances;
    private final TerminationPlans plans;
    private final Ledger ledger;
    private final ReturnSettings settings;
    private final ApplicationEventPublisher events;
    private final ShopClock clock;

    Returning(
            ReturnRows rows,
            ReturnLimits limits,
            ReturnValues values,
            OpenRenewals open,
            Instances instances,
            TerminationPlans plans,
            Ledger ledger,
            ReturnSettings settings,
            ApplicationEventPublisher events,
            ShopClock clock) {
        this.rows = rows;
        this.limits = limits;
        this.values = values;
        this.open = open;
        this.instances = instances;
        this.plans = plans;
        this.ledger = ledger;
        this.settings = settings;
        this.events = events;
        this.clock = clock;
    }

    /**
     * What is in the way of returning machines, beside themselves.
     *
     * @param returned those that were returned before
     * @param guarded those that are protected
     * @param open those in an order that can still be paid
     * @param owed what their owner owes; null for nothing
     */
    record Obstacles(
            Set<InstanceId> returned,
            Set<InstanceId> guarded,
            Map<InstanceId, OrderNumber> open,
            @Nullable Money owed) {}

    /** In a few queries for any number of machines of this account. */
    Obstacles obstacles(AccountId account, Collection<Instance> machines) {
        List<InstanceId> ids = machines.stream().map(Instance::id).toList();
        Set<InstanceId> returned = rows
                .findByInstanceIdIn(ids.stream().map(InstanceId::instanceId).toList())
                .stream()
                .map(MachineReturn::instance)
                .collect(toSet());
        boolean owes = ledger.arrearsSince(account).isPresent();
        Money owed = owes ? ledger.balance(account).available().negated() : null;
        return new Obstacles(returned, guarded(ids), open.of(ids), owed);
    }

    private Set<InstanceId> guarded(List<InstanceId> ids) {
        return plans.of(ids).values().stream()
                .filter(TerminationPlan::isProtected)
                .map(TerminationPlan::instance)
                .collect(toSet());
    }

    /** In lock order: the machine, its usage, the account's place, the balance. */
    @Transactional
    public MachineReturn make(AccountId account, String token, AgreedReturn agreed) {
        Instance machine = instances.lock(account, agreed.instance());
        MachineReturn made =
                rows.findByInstanceId(agreed.instance().instanceId()).orElse(null);
        if (made != null && made.wasAskedBy(token, agreed)) {
            return made;
        }
        Instant now = clock.now();
        requirePossible(machine, obstacles(account, List.of(machine)), now);
        ReturnValue value = agreedValue(machine, agreed, now);
        ReturnPlace place = limits.next(account, agreed.kind(), now)
                .orElseThrow(() -> new NotReturnable(machine, NotReturnable.Reason.LIMIT));
        instances.giveBack(account, agreed.instance());
        MachineReturn written = rows.saveAndFlush(new MachineReturn(account, token, agreed, place, value, now));
        payBack(account, written);
        Instant releaseAt = machine.releaseAt().orElseThrow();
        events.publishEvent(new MachineReturned(account, machine.id(), releaseAt));
        return written;
    }

    /** A machine that can be returned, with what is paid back. */
    private record Checked(Instance machine, AgreedReturn agreed, ReturnValue value) {}

    /**
     * Several at once, each as nobody has asked for it before. In lock order as well: all machines, what all of them use,
     * the account's places, the balance.
     *
     * @throws RuntimeException as for a single one; nothing was returned then
     */
    @Transactional
    public void makeAll(AccountId account, Map<InstanceId, AgreedReturn> agreed) {
        List<Instance> machines = instances.lock(agreed.keySet());
        Instant now = clock.now();
        Obstacles obstacles = obstacles(account, machines);
        List<Checked> returned = machines.stream()
                .map(machine -> checked(machine, Objects.requireNonNull(agreed.get(machine.id())), obstacles, now))
                .toList();
        returned.forEach(one -> instances.giveBack(account, one.machine().id()));
        List<MachineReturn> written =
                returned.stream().map(one -> written(account, one, now)).toList();
        written.forEach(made -> payBack(account, made));
        returned.forEach(one -> events.publishEvent(new MachineReturned(
                account, one.machine().id(), one.machine().releaseAt().orElseThrow())));
    }

    private Checked checked(Instance machine, AgreedReturn agreed, Obstacles obstacles, Instant now) {
        requirePossible(machine, obstacles, now);
        return new Checked(machine, agreed, agreedValue(machine, agreed, now));
    }

    private MachineReturn written(AccountId account, Checked one, Instant now) {
        ReturnPlace place = limits.next(account, one.agreed().kind(), now)
                .orElseThrow(() -> new NotReturnable(one.machine(), NotReturnable.Reason.LIMIT));
        String token = UUID.randomUUID().toString();
        return rows.saveAndFlush(new MachineReturn(account, token, one.agreed(), place, one.value(), now));
    }

    /**
     * Whatever rule it is returned by.
     *
     * @throws NotReturnable because of the machine
     * @throws RenewalOpen if an order for more time can still be paid
     * @throws InArrears if its owner owes money
     */
    void requirePossible(Instance machine, Obstacles obstacles, Instant now) {
        if (!machine.configuration().isPrepaid()) {
            throw new NotReturnable(machine, NotReturnable.Reason.POSTPAID);
        }
        if (obstacles.returned().contains(machine.id())) {
            throw new NotReturnable(machine, NotReturnable.Reason.RETURNED);
        }
        if (isOver(machine, now)) {
            throw new NotReturnable(machine, NotReturnable.Reason.OVER);
        }
        if (!machine.isReturnable()) {
            throw new NotReturnable(machine, NotReturnable.Reason.STATE);
        }
        if (obstacles.guarded().contains(machine.id())) {
            throw new NotReturnable(machine, NotReturnable.Reason.PROTECTED);
        }
        OrderNumber order = obstacles.open().get(machine.id());
        if (order != null) {
            throw new RenewalOpen(order);
        }
        if (obstacles.owed() != null) {
            throw new InArrears(obstacles.owed());
        }
    }

    private static boolean isOver(Instance machine, Instant now) {
        boolean isThere = !machine.isFailed() && !machine.state().isEnded();
        return isThere
                && machine.state() != InstanceState.PENDING
                && machine.expiresAt().filter(now::isBefore).isEmpty();
    }

    /** @throws ReturnChanged if that is not what would be paid back, or was offered too long ago */
    private ReturnValue agreedValue(Instance machine, AgreedReturn agreed, Instant now) {
        Instant at = agreed.at();
        boolean isFresh = !at.isAfter(now) && at.isAfter(now.minus(settings.offerFor()));
        if (!isFresh) {
            throw new ReturnChanged(machine.id());
        }
        ReturnValues.Valued valued = values.of(machine);
        if (!valued.allows(agreed.kind()) || !limits.isInTime(agreed.kind(), machine, machine.terms(), at)) {
            throw new NotReturnable(machine, NotReturnable.Reason.TOO_OLD);
        }
        ReturnValue value = valued.returned(agreed.kind(), at);
        if (!value.refund().isEqual(agreed.refund())) {
            throw new ReturnChanged(machine.id());
        }
        return value;
    }

    private void payBack(AccountId account, MachineReturn made) {
        if (made.refund().isPositive()) {
            String id = made.instance().instanceId();
            ledger.refund(new Movement(
                    account, made.refund(), "return:" + id, Description.of("return", id), made.at(), null));
        }
    }
}
