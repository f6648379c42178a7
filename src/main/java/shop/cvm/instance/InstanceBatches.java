package shop.cvm.instance;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.SoldOut;
import shop.cvm.time.ShopClock;

/**
 * What owners do with several of their machines at once: with all of them, or with none. All are locked before anything
 * is done, in ascending order of their ids. Unlike on a page, what is being done already is refused.
 */
@Service
public class InstanceBatches {

    private final InstanceRows rows;
    private final Management management;
    private final TerminationPlanRows plans;
    private final TerminationPlans terminations;
    private final InstanceGroups groups;
    private final History history;
    private final ApplicationEventPublisher publisher;
    private final ShopClock clock;

    InstanceBatches(
            InstanceRows rows,
            Management management,
            TerminationPlanRows plans,
            TerminationPlans terminations,
            InstanceGroups groups,
            History history,
            ApplicationEventPublisher publisher,
            ShopClock clock) {
        this.rows = rows;
        this.management = management;
        this.plans = plans;
        this.terminations = terminations;
        this.groups = groups;
        this.history = history;
        this.publisher = publisher;
        this.clock = clock;
    }

    /**
     * Starts or reboots them; what is started from stopped without charge takes its host out of stock last.
     *
     * @throws NoSuchInstance if one of them is not the account's, or gone
     * @throws WrongInstanceState if one of them is not in the state that this begins with
     * @throws OwnerInArrears if one of them is to be started and its owner owes money
     * @throws SoldOut if there is no host for one of them
     */
    @Transactional
    public void power(AccountId account, Collection<InstanceId> ids, PowerAction action) {
        List<Instance> machines = locked(account, ids);
        machines.forEach(machine -> require(machine, action));
        if (action == PowerAction.START) {
            management.requireNoArrears(machines);
        }
        Instant now = clock.now();
        history.write(machines.stream()
                .sorted(Comparator.comparing(
                                (Instance machine) -> machine.configuration().zoneId())
                        .thenComparing(machine -> machine.configuration().instanceType())
                        .thenComparing(machine -> machine.id().instanceId()))
                .flatMap(machine -> management.power(machine, action, now).stream())
                .toList());
    }

    /**
     * Stops them.
     *
     * @param mode whether they are charged on; those that cannot be stopped without charge are
     * @throws NoSuchInstance if one of them is not the account's, or gone
     * @throws WrongInstanceState if one of them does not run
     */
    @Transactional
    public void stop(AccountId account, Collection<InstanceId> ids, StoppedMode mode) {
        List<Instance> machines = locked(account, ids);
        machines.forEach(machine -> require(machine, PowerAction.STOP));
        Instant now = clock.now();
        history.write(machines.stream()
                .flatMap(machine -> management.stop(machine, mode, now).stream())
                .toList());
    }

    /**
     * Decides the same about all of them.
     *
     * @throws NoSuchInstance if one of them is not the account's, or gone
     * @throws WrongInstanceState if one of them neither runs nor stands still
     * @throws InvalidName if the name is too long, or has control characters
     * @throws InstanceShelved if one of them is to be called something else and is stopped without charge
     * @throws InvalidGroups if one of them cannot stand behind these security groups
     * @throws TerminationIsTimed if one of them is to be protected and terminated at a set time
     */
    @Transactional
    public void modify(AccountId account, Collection<InstanceId> ids, AttributeChange change) {
        List<Instance> machines = locked(account, ids);
        machines.forEach(InstanceBatches::requireSettled);
        if (!change.groups().isEmpty()) {
            groups.bind(account, ids, before -> change.groups());
        }
        if (change.isProtected() != null) {
            terminations.protect(account, ids, change.isProtected());
        }
        if (change.name() != null) {
            // Last: it goes past the machines that are read already, and what changes them otherwise must be written
            // before.
            history.write(management.rename(account, machines, change.name()));
        }
    }

    /**
     * Decides for prepaid ones what happens by itself when their time runs out.
     *
     * @throws NoSuchInstance if one of them is not the account's, or gone
     * @throws WrongInstanceState if one of them is paid by the hour, or given up
     */
    @Transactional
    public void choose(AccountId account, Collection<InstanceId> ids, RenewFlag renewal) {
        List<Instance> machines = locked(account, ids);
        Instant now = clock.now();
        history.write(machines.stream()
                .flatMap(machine -> management.choose(machine, renewal, now).stream())
                .toList());
    }

    /**
     * Gives all of them the same new password.
     *
     * @param forced whether those that run are shut down for it and started again
     * @throws NoSuchInstance if one of them is not the account's, or gone
     * @throws InvalidPassword if it breaks the rules of the operating system of one of them
     * @throws InstanceShelved if one of them is stopped without charge
     * @throws WrongInstanceState if one of them runs and is not to be shut down, or is on its way to another state
     */
    @Transactional
    public void resetPassword(AccountId account, Collection<InstanceId> ids, Login login, boolean forced) {
        List<Instance> machines = locked(account, ids);
        Instant now = clock.now();
        history.write(machines.stream()
                .map(machine -> management.resetPassword(machine, login, forced, now))
                .toList());
    }

    /**
     * Gives up postpaid ones: nothing is charged for them from now on, and they are destroyed with their disks.
     *
     * @throws NoSuchInstance if one of them is not the account's, or gone
     * @throws InstanceIsPrepaid if one of them is
     * @throws WrongInstanceState if one of them neither runs nor stands still
     * @throws InstanceProtected if one of them is protected from termination
     */
    @Transactional
    public void terminate(AccountId account, Collection<InstanceId> ids) {
        List<Instance> machines = locked(account, ids);
        machines.forEach(InstanceBatches::requireSettled);
        requireUnprotected(machines);
        Instant now = clock.now();
        machines.forEach(machine -> machine.terminate(now));
        tell(machines, now);
    }

    /**
     * Gives up prepaid ones that wait in the recycle bin, before their time there is over.
     *
     * @throws NoSuchInstance if one of them is not the account's, or gone
     * @throws WrongInstanceState if one of them is not in the recycle bin
     * @throws InstanceProtected if one of them is protected from termination
     */
    @Transactional
    public void release(AccountId account, Collection<InstanceId> ids) {
        List<Instance> machines = locked(account, ids);
        Instant now = clock.now();
        requireUnprotected(machines);
        machines.forEach(machine -> machine.release(now));
        tell(machines, now);
    }

    private void requireUnprotected(List<Instance> machines) {
        plans
                .findByInstanceIdIn(machines.stream()
                        .map(machine -> machine.id().instanceId())
                        .toList())
                .stream()
                .filter(TerminationPlan::isProtected)
                .findFirst()
                .ifPresent(plan -> {
                    throw new InstanceProtected(plan.instance());
                });
    }

    /** All at once: whoever hears it locks what they share in one order. */
    private void tell(List<Instance> terminated, Instant now) {
        history.write(terminated.stream()
                .map(machine -> Act.of(machine, ActKind.TERMINATED, now))
                .toList());
        publisher.publishEvent(
                new InstanceTerminated(terminated.stream().map(Instance::id).toList()));
    }

    private List<Instance> locked(AccountId account, Collection<InstanceId> ids) {
        List<Instance> machines =
                rows.lock(ids.stream().map(InstanceId::instanceId).toList(), account.accountId());
        Set<InstanceId> found = machines.stream()
                .filter(machine -> machine.state() != InstanceState.TERMINATED)
                .map(Instance::id)
                .collect(Collectors.toSet());
        ids.stream().filter(id -> !found.contains(id)).findFirst().ifPresent(id -> {
            throw new NoSuchInstance(id);
        });
        return machines;
    }

    private static void require(Instance machine, PowerAction action) {
        if (machine.state() != action.from()) {
            throw new WrongInstanceState(machine.id(), machine.state(), action.name());
        }
    }

    private static void requireSettled(Instance machine) {
        if (!machine.isRunning() && machine.state() != InstanceState.STOPPED) {
            throw new WrongInstanceState(machine.id(), machine.state(), "change");
        }
    }
}
