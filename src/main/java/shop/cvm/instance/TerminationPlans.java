package shop.cvm.instance;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.time.ShopClock;

/**
 * Protects instances from being given up by mistake, and terminates postpaid ones at a set time ({@code domain.md} 2.2).
 * The two refuse each other. Neither keeps the shop from what it does because something was not paid.
 */
@Service
public class TerminationPlans {

    /** How far ahead a termination is set at least ({@code domain.md} 2.2). */
    public static final Duration SOONEST = Duration.ofMinutes(5);

    /** How far ahead a termination is set at most (ours). */
    public static final Duration LATEST = Duration.ofDays(366);

    private final InstanceRows instances;
    private final TerminationPlanRows rows;
    private final TimedTerminations timed;
    private final History history;
    private final ShopClock clock;

    TerminationPlans(
            InstanceRows instances,
            TerminationPlanRows rows,
            TimedTerminations timed,
            History history,
            ShopClock clock) {
        this.instances = instances;
        this.rows = rows;
        this.timed = timed;
        this.history = history;
        this.clock = clock;
    }

    /** What is settled about the end of an instance; empty if nothing is. */
    @Transactional(readOnly = true)
    public Optional<TerminationPlan> of(InstanceId instance) {
        return rows.findByInstanceId(instance.instanceId());
    }

    /** The same of several instances; one about which nothing is settled is missing. */
    @Transactional(readOnly = true)
    public Map<InstanceId, TerminationPlan> of(Collection<InstanceId> ids) {
        return rows.findByInstanceIdIn(ids.stream().map(InstanceId::instanceId).toList()).stream()
                .collect(toMap(TerminationPlan::instance, identity()));
    }

    /**
     * Protects an instance from being terminated or returned, or lifts that.
     *
     * @return whether that is news
     * @throws NoSuchInstance if the account has none of this id
     * @throws WrongInstanceState if it could not be made, or is given up; or is to be protected in the recycle bin
     * @throws TerminationIsTimed if it is to be terminated at a set time
     */
    @Transactional
    public boolean protect(AccountId account, InstanceId id, boolean on) {
        Instance instance = locked(account, id, "protect");
        if (on) {
            requireNotInBin(instance, "protect");
        }
        TerminationPlan plan = rows.findByInstanceId(id.instanceId()).orElse(null);
        if (plan != null && !plan.isProtected()) {
            if (on) {
                throw new TerminationIsTimed(id);
            }
            return false;
        }
        if (on == (plan != null)) {
            return false;
        }
        if (plan == null) {
            rows.save(TerminationPlan.protection(id));
        } else {
            rows.delete(plan);
        }
        history.write(Act.of(instance, on ? ActKind.PROTECTED : ActKind.UNPROTECTED, clock.now()));
        return true;
    }

    /**
     * Sets the time at which a postpaid instance is terminated by itself, or another one in place of it.
     *
     * @param at from {@link #SOONEST} to {@link #LATEST} ahead
     * @return whether that is news
     * @throws NoSuchInstance if the account has none of this id
     * @throws InvalidTerminationTime if it is too soon or too late
     * @throws InstanceIsPrepaid if it is
     * @throws WrongInstanceState if it could not be made, or is given up
     * @throws InstanceProtected if it is protected from termination
     */
    @Transactional
    public boolean terminateAt(AccountId account, InstanceId id, Instant at) {
        Instance instance = locked(account, id, "terminate at a set time");
        Instant now = clock.now();
        requirePossible(instance, at, now);
        TerminationPlan plan = rows.findByInstanceId(id.instanceId()).orElse(null);
        if (plan != null && plan.isProtected()) {
            throw new InstanceProtected(id);
        }
        if (plan == null) {
            rows.save(TerminationPlan.timed(id, at));
        } else if (plan.terminateAt().filter(at::equals).isPresent()) {
            return false;
        } else {
            plan.moveTo(at);
        }
        history.write(Act.of(instance, ActKind.TERMINATION_SET, at.toString(), now));
        return true;
    }

    /**
     * Lets an instance go on that was to be terminated at a set time.
     *
     * @return whether that is news
     * @throws NoSuchInstance if the account has none of this id
     * @throws WrongInstanceState if it is given up already
     */
    @Transactional
    public boolean cancel(AccountId account, InstanceId id) {
        Instance instance = locked(account, id, "cancel its termination");
        TerminationPlan plan = rows.findByInstanceId(id.instanceId()).orElse(null);
        if (plan == null || plan.isProtected()) {
            return false;
        }
        rows.delete(plan);
        history.write(Act.of(instance, ActKind.TERMINATION_CANCELLED, clock.now()));
        return true;
    }

    /**
     * Terminates what is due by the shop's clock. Any number of callers share the work.
     *
     * @return for how many machines something was done
     */
    public int runDue() {
        return timed.run();
    }

    /** However they ended, nothing about their end is left to be settled. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    public void on(InstanceTerminated news) {
        rows.deleteAll(news.ids().stream().map(InstanceId::instanceId).toList());
    }

    private static void requirePossible(Instance instance, Instant at, Instant now) {
        if (instance.configuration().isPrepaid()) {
            throw new InstanceIsPrepaid(instance.id());
        }
        if (at.isBefore(now.plus(SOONEST)) || at.isAfter(now.plus(LATEST))) {
            throw new InvalidTerminationTime(at, now);
        }
    }

    private Instance locked(AccountId account, InstanceId id, String asked) {
        Instance instance =
                instances.lock(id.instanceId(), account.accountId()).orElseThrow(() -> new NoSuchInstance(id));
        if (instance.isFailed() || instance.state().isEnded()) {
            throw new WrongInstanceState(id, instance.state(), asked);
        }
        return instance;
    }

    private static void requireNotInBin(Instance instance, String asked) {
        if (instance.isInBin()) {
            throw new WrongInstanceState(instance.id(), instance.state(), asked);
        }
    }
}
