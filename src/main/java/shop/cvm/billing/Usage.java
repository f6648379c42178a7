package shop.cvm.billing;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.UsedComponent;
import shop.cvm.instance.UsedComponent.Charging;

/**
 * Keeps the periods of usage in step with the machines: whatever has happened to a machine, its open periods are made
 * what its state asks for, so it does no harm to hear of it twice. Needs the transaction that changed the machine, and
 * locks the account's usage, after instances and before balances.
 */
@Component
class Usage {

    private final Instances instances;
    private final UsageRows rows;

    Usage(Instances instances, UsageRows rows) {
        this.instances = instances;
        this.rows = rows;
    }

    /** A component of one machine. */
    private record Part(InstanceId instance, shop.cvm.pricing.Component component) {

        static Part of(UsagePeriod period) {
            return new Part(period.instance(), period.component());
        }

        static Part of(UsedComponent used) {
            return new Part(used.instance(), used.rate().component());
        }
    }

    /** @param at when it happened; counts from the last full second, and never in an hour that is settled already */
    @Transactional(propagation = Propagation.MANDATORY)
    public void follow(Collection<InstanceId> machines, Instant at) {
        List<UsedComponent> used = instances.used(machines).stream()
                .filter(component -> component.charging() != Charging.NOT_BEGUN)
                .sorted(Comparator.comparing(component -> component.instance().instanceId()))
                .toList();
        SortedSet<String> accounts = accounts(machines, used);
        if (accounts.isEmpty()) {
            return;
        }
        Map<AccountId, Instant> settled = rows.lock(accounts, at);
        Map<Part, UsagePeriod> open = rows.open(machines).stream().collect(toMap(Part::of, identity()));
        List<UsagePeriod> ended = new ArrayList<>();
        List<UsagePeriod> begun = new ArrayList<>();
        for (UsedComponent component : used) {
            Instant from = from(component.account(), at, settled);
            UsagePeriod period = open.remove(Part.of(component));
            if (period != null) {
                change(period, component, later(from, period.startedAt()), ended, begun);
            } else if (component.charging() != Charging.ENDED) {
                begun.add(UsagePeriod.first(
                        component.instance(),
                        component.account(),
                        component.rate(),
                        component.charging() == Charging.ON,
                        from));
            }
        }
        leave(open.values(), at, settled, ended, begun);
        rows.store(ended, begun);
    }

    /** Machines without anything that is charged may have had something before. */
    private SortedSet<String> accounts(Collection<InstanceId> machines, List<UsedComponent> used) {
        SortedSet<String> accounts =
                used.stream().map(component -> component.account().accountId()).collect(toCollection(TreeSet::new));
        Set<InstanceId> without = new HashSet<>(machines);
        used.forEach(component -> without.remove(component.instance()));
        if (!without.isEmpty()) {
            accounts.addAll(rows.usingAccounts(without));
        }
        return accounts;
    }

    /** What is no part of its machine any more costs nothing, and ends with the machine. */
    private void leave(
            Collection<UsagePeriod> left,
            Instant at,
            Map<AccountId, Instant> settled,
            List<UsagePeriod> ended,
            List<UsagePeriod> begun) {
        if (left.isEmpty()) {
            return;
        }
        Set<InstanceId> gone = instances
                .all(left.stream().map(UsagePeriod::instance).toList())
                .stream()
                .filter(machine -> machine.endedAt().isPresent())
                .map(Instance::id)
                .collect(toSet());
        for (UsagePeriod period : left) {
            Instant from = later(from(period.account(), at, settled), period.startedAt());
            if (gone.contains(period.instance())) {
                ended.add(period.ended(from));
            } else if (period.charged()) {
                ended.add(period.ended(from));
                begun.add(period.paused(from));
            }
        }
    }

    private static Instant from(AccountId account, Instant at, Map<AccountId, Instant> settled) {
        Instant earliest = settled.getOrDefault(account, at);
        Instant second = at.truncatedTo(ChronoUnit.SECONDS);
        return second.isBefore(earliest) ? earliest : second;
    }

    /** Locks the usage of an account, if it ever had any, as whatever settles or changes it does. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void lock(AccountId account, Instant at) {
        rows.lock(new TreeSet<>(List.of(account.accountId())), at);
    }

    private static void change(
            UsagePeriod period, UsedComponent wanted, Instant at, List<UsagePeriod> ended, List<UsagePeriod> begun) {
        boolean charged = wanted.charging() == Charging.ON;
        if (wanted.charging() == Charging.ENDED) {
            ended.add(period.ended(at));
        } else if (charged != period.charged() || !period.isSame(wanted.rate())) {
            ended.add(period.ended(at));
            begun.add(period.next(wanted.rate(), charged, at));
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }
}
