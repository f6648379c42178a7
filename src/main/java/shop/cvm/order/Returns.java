package shop.cvm.order;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.joda.money.Money;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.pricing.ReturnValue;
import shop.cvm.time.ShopClock;

/**
 * Giving prepaid machines back before their time is over ({@code domain.md} 11.2 and 11.3): what is paid back for each,
 * line by line, and the return itself.
 */
@Service
public class Returns {

    private static final Pattern TOKEN = Pattern.compile("[!-~]{1,64}");

    /** Others that take a place at the same moment are few: an account has a handful of places. */
    private static final int MOST_TRIES = 5;

    private final ReturnRows rows;
    private final Returning returning;
    private final ReturnLimits limits;
    private final ReturnValues values;
    private final Instances instances;
    private final ReturnSettings settings;
    private final ShopClock clock;

    Returns(
            ReturnRows rows,
            Returning returning,
            ReturnLimits limits,
            ReturnValues values,
            Instances instances,
            ReturnSettings settings,
            ShopClock clock) {
        this.rows = rows;
        this.returning = returning;
        this.limits = limits;
        this.values = values;
        this.instances = instances;
        this.settings = settings;
        this.clock = clock;
    }

    /** How it is done here. */
    public ReturnSettings settings() {
        return settings;
    }

    /** How many more machines the account can return by this rule. */
    public int left(AccountId account, ReturnKind kind) {
        return limits.left(account, kind, clock.now());
    }

    /**
     * What is paid back for those of these machines that are the account's if they are returned together, in ascending
     * order of their ids. Where everything can be paid back for some of them only, it is for those for which it makes most
     * difference. An offer holds for a while ({@link ReturnSettings#offerFor()}).
     */
    @Transactional(readOnly = true)
    public List<ReturnOffer> offers(AccountId account, Collection<InstanceId> machines) {
        Instant now = clock.now();
        Map<ReturnKind, Integer> left = new EnumMap<>(ReturnKind.class);
        for (ReturnKind kind : ReturnKind.values()) {
            left.put(kind, limits.left(account, kind, now));
        }
        List<Instance> owned = instances.instances(account, machines);
        Map<InstanceId, ReturnValues.Valued> valued = values.of(owned);
        Returning.Obstacles obstacles = returning.obstacles(account, owned);
        List<ReturnOffer> offers = new ArrayList<>();
        valued.values().stream()
                .sorted(Comparator.<ReturnValues.Valued, Money>comparing(one -> gain(one, now))
                        .reversed()
                        .thenComparing(one -> one.machine().id().instanceId()))
                .forEach(one -> offers.add(offer(one, obstacles, left, now)));
        offers.sort(Comparator.comparing(offer -> offer.instance().id().instanceId()));
        return offers;
    }

    /**
     * Returns a machine: it is shut down and put into the recycle bin, and what was agreed is paid back to the balance. The
     * same token with the same agreement gives the return that was made first.
     *
     * @param token chosen by the caller, 1 to 64 printable ASCII characters
     * @throws NoSuchInstance if the account has no such machine
     * @throws NotReturnable if it cannot be returned, by this rule or at all
     * @throws RenewalOpen if it is in an order for more time that can still be paid
     * @throws InArrears if the account owes money
     * @throws ReturnChanged if not just this would be paid back, or it was agreed too long ago
     */
    @Transactional(propagation = Propagation.NEVER)
    public MachineReturn give(AccountId account, AgreedReturn agreed, String token) {
        if (!TOKEN.matcher(token).matches()) {
            throw new IllegalArgumentException("A token has 1 to 64 printable ASCII characters");
        }
        RuntimeException taken = null;
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            try {
                return returning.make(account, token, agreed);
            } catch (DataIntegrityViolationException placeTaken) {
                // Another of the account's machines was returned at this very moment: there may be a place behind it.
                taken = placeTaken;
            }
        }
        throw new CannotAcquireLockException("No place among the returns of account " + account, taken);
    }

    /** The return of a machine, if it was returned once. */
    @Transactional(readOnly = true)
    public Optional<MachineReturn> of(InstanceId machine) {
        return rows.findByInstanceId(machine.instanceId());
    }

    /** Those of these machines that were returned, each with its return. */
    @Transactional(readOnly = true)
    public List<MachineReturn> of(Collection<InstanceId> machines) {
        return rows.findByInstanceIdIn(
                machines.stream().map(InstanceId::instanceId).toList());
    }

    /** What it makes for its owner that everything is paid back. */
    private static Money gain(ReturnValues.Valued machine, Instant now) {
        Money all = machine.returned(ReturnKind.FIVE_DAY, now).refund();
        return all.minus(machine.returned(ReturnKind.ORDINARY, now).refund());
    }

    private ReturnOffer offer(
            ReturnValues.Valued valued, Returning.Obstacles obstacles, Map<ReturnKind, Integer> left, Instant now) {
        Instance machine = valued.machine();
        try {
            returning.requirePossible(machine, obstacles, now);
            ReturnKind kind = kind(valued, left, now);
            ReturnValue value = valued.returned(kind, now);
            left.merge(kind, -1, Integer::sum);
            return new ReturnOffer(machine, machine.terms(), now, kind, value, null);
        } catch (NotReturnable | RenewalOpen | InArrears refused) {
            return new ReturnOffer(machine, machine.terms(), now, null, null, refused);
        }
    }

    /** @throws NotReturnable if no rule is left for it */
    private ReturnKind kind(ReturnValues.Valued valued, Map<ReturnKind, Integer> left, Instant now) {
        Instance machine = valued.machine();
        boolean wasInTime = false;
        for (ReturnKind kind : ReturnKind.values()) {
            boolean isInTime = valued.allows(kind) && limits.isInTime(kind, machine, machine.terms(), now);
            if (isInTime && left.getOrDefault(kind, 0) > 0) {
                return kind;
            }
            wasInTime |= isInTime;
        }
        throw new NotReturnable(machine, wasInTime ? NotReturnable.Reason.LIMIT : NotReturnable.Reason.TOO_OLD);
    }
}
