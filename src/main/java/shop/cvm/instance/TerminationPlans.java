package shop.cvm.instance;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.data.domain.Limit;
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
    private final EntityManager entities;
    private final TimedTerminations timed;
    private final History history;
    private final ShopClock clock;

    TerminationPlans(
            InstanceRows instances,
            TerminationPlanRows rows,
            EntityManager entities,
            TimedTerminations timed,
            History history,
            ShopClock clock) {
        this.instances = instances;
        this.rows = rows;
        this.entities = entities;
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
     * What is terminated by itself of an account's instances in a region, the soonest first.
     *
     * @param limit how many at most
     */
    @Transactional(readOnly = true)
    public List<TerminationPlan> timed(AccountId account, String region, int limit) {
        return rows.timed(account.accountId(), region, Limit.of(limit));
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
        return protect(account, List.of(id), on);
    }

    /** The same with several instances: with all of them, or with none. */
    @Transactional
    public boolean protect(AccountId account, Collection<InstanceId> ids, boolean on) {
        List<Instance> locked = locked(account, ids, "protect");
        Map<InstanceId, TerminationPlan> plans = of(ids);
        List<Instance> news = new ArrayList<>();
        for (Instance instance : locked) {
            if (on) {
                requireNotInBin(instance, "protect");
            }
            if (protect(instance, plans.get(instance.id()), on)) {
                news.add(instance);
            }
        }
        ActKind kind = on ? ActKind.PROTECTED : ActKind.UNPROTECTED;
        Instant now = clock.now();
        history.write(news.stream().map(one -> Act.of(one, kind, now)).toList());
        return !news.isEmpty();
    }

    private boolean protect(Instance instance, @Nullable TerminationPlan plan, boolean on) {
        if (plan != null && !plan.isProtected()) {
            if (on) {
                throw new TerminationIsTimed(instance.id());
            }
            return false;
        }
        if (on == (plan != null)) {
            return false;
        }
        if (plan == null) {
            entities.persist(TerminationPlan.protection(instance.id()));
        } else {
            rows.delete(plan);
        }
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
        return terminateAt(account, List.of(id), at);
    }

    /** The same with several instances: with all of them, or with none. */
    @Transactional
    public boolean terminateAt(AccountId account, Collection<InstanceId> ids, Instant at) {
        List<Instance> locked = locked(account, ids, "terminate at a set time");
        Map<InstanceId, TerminationPlan> plans = of(ids);
        Instant now = clock.now();
        List<Instance> news = new ArrayList<>();
        for (Instance instance : locked) {
            requirePossible(instance, at, now);
            if (terminateAt(instance, plans.get(instance.id()), at)) {
                news.add(instance);
            }
        }
        history.write(news.stream()
                .map(one -> Act.of(one, ActKind.TERMINATION_SET, at.toString(), now))
                .toList());
        return !news.isEmpty();
    }

    private boolean terminateAt(Instance instance, @Nullable TerminationPlan plan, Instant at) {
        if (plan != null && plan.isProtected()) {
            throw new InstanceProtected(instance.id());
        }
        if (plan == null) {
            entities.persist(TerminationPlan.timed(instance.id(), at));
        } else if (plan.terminateAt().filter(at::equals).isPresent()) {
            return false;
        } else {
            plan.moveTo(at);
        }
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
        return cancel(account, List.of(id));
    }

    /** The same with several instances: with all of them, or with none. */
    @Transactional
    public boolean cancel(AccountId account, Collection<InstanceId> ids) {
        List<Instance> locked = locked(account, ids, "cancel its termination");
        Map<InstanceId, TerminationPlan> plans = of(ids);
        Instant now = clock.now();
        List<Act> acts = new ArrayList<>();
        for (Instance instance : locked) {
            TerminationPlan plan = plans.get(instance.id());
            if (plan != null && !plan.isProtected()) {
                rows.delete(plan);
                acts.add(Act.of(instance, ActKind.TERMINATION_CANCELLED, now));
            }
        }
        history.write(acts);
        return !acts.isEmpty();
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

    private List<Instance> locked(AccountId account, Collection<InstanceId> ids, String asked) {
        List<Instance> locked = instances.lockAll(account, ids);
        locked.stream()
                .filter(instance -> instance.isFailed() || instance.state().isEnded())
                .findFirst()
                .ifPresent(instance -> {
                    throw new WrongInstanceState(instance.id(), instance.state(), asked);
                });
        return locked;
    }

    private static void requireNotInBin(Instance instance, String asked) {
        if (instance.isInBin()) {
            throw new WrongInstanceState(instance.id(), instance.state(), asked);
        }
    }
}
