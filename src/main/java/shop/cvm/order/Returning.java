package shop.cvm.order;

import java.time.Instant;
import java.util.List;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.instance.Instance;
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
        requirePossible(machine, now);
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

    /**
     * Whatever rule it is returned by.
     *
     * @throws NotReturnable because of the machine
     * @throws RenewalOpen if an order for more time can still be paid
     * @throws InArrears if its owner owes money
     */
    void requirePossible(Instance machine, Instant now) {
        if (!machine.configuration().isPrepaid()) {
            throw new NotReturnable(machine, NotReturnable.Reason.POSTPAID);
        }
        if (rows.findByInstanceId(machine.id().instanceId()).isPresent()) {
            throw new NotReturnable(machine, NotReturnable.Reason.RETURNED);
        }
        if (isOver(machine, now)) {
            throw new NotReturnable(machine, NotReturnable.Reason.OVER);
        }
        if (!machine.isReturnable()) {
            throw new NotReturnable(machine, NotReturnable.Reason.STATE);
        }
        if (plans.of(machine.id()).filter(TerminationPlan::isProtected).isPresent()) {
            throw new NotReturnable(machine, NotReturnable.Reason.PROTECTED);
        }
        open.of(List.of(machine.id())).values().forEach(order -> {
            throw new RenewalOpen(order);
        });
        if (ledger.arrearsSince(machine.account()).isPresent()) {
            throw new InArrears(ledger.balance(machine.account()).available().negated());
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
        if (!limits.isInTime(agreed.kind(), machine, machine.terms(), at)) {
            throw new NotReturnable(machine, NotReturnable.Reason.TOO_OLD);
        }
        ReturnValue value = values.of(agreed.kind(), machine, at);
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
