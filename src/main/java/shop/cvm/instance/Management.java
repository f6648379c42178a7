package shop.cvm.instance;

import static java.util.stream.Collectors.toSet;

import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Stock;
import shop.cvm.ledger.Ledger;
import shop.cvm.time.ShopClock;

/**
 * What owners do with their machines. Each of it only writes down what is wanted, under the lock of the row, so that it
 * happens once however often and from however many pages it is asked for; {@link Delivery} sees to it afterwards.
 */
@Component
class Management {

    private final InstanceRows rows;
    private final TerminationPlanRows plans;
    private final EntityManager entities;
    private final LoginSecrets secrets;
    private final Ledger ledger;
    private final Stock stock;
    private final ApplicationEventPublisher publisher;
    private final History history;
    private final ExpirySettings expiry;
    private final ShopClock clock;

    Management(
            InstanceRows rows,
            TerminationPlanRows plans,
            EntityManager entities,
            LoginSecrets secrets,
            Ledger ledger,
            Stock stock,
            ApplicationEventPublisher publisher,
            History history,
            ExpirySettings expiry,
            ShopClock clock) {
        this.rows = rows;
        this.plans = plans;
        this.entities = entities;
        this.secrets = secrets;
        this.ledger = ledger;
        this.stock = stock;
        this.publisher = publisher;
        this.history = history;
        this.expiry = expiry;
        this.clock = clock;
    }

    @Transactional
    public boolean power(AccountId account, InstanceId id, PowerAction action) {
        Instance instance = locked(account, id);
        if (action == PowerAction.START) {
            requireNoArrears(List.of(instance));
        }
        return written(power(instance, action, clock.now()));
    }

    /** @throws OwnerInArrears if one of these machines of one account is hourly, and its owner owes money */
    void requireNoArrears(List<Instance> machines) {
        machines.stream()
                .filter(machine -> !machine.configuration().isPrepaid())
                .findFirst()
                .filter(hourly -> ledger.arrearsSince(hourly.account()).isPresent())
                .ifPresent(hourly -> {
                    throw new OwnerInArrears(hourly.id());
                });
    }

    /** @return what was done to it, to be written down; empty if nothing had to be */
    Optional<Act> power(Instance instance, PowerAction action, Instant now) {
        boolean asked = action == PowerAction.START ? start(instance, now) : instance.ask(action, now);
        return asked ? Optional.of(Act.of(instance, action.act(), now)) : Optional.empty();
    }

    private boolean written(Optional<Act> act) {
        act.ifPresent(history::write);
        return act.isPresent();
    }

    /** A machine that gave its host back takes another one out of stock, last of all. */
    private boolean start(Instance instance, Instant now) {
        boolean shelved = instance.isShelved();
        boolean asked = instance.ask(PowerAction.START, now);
        if (asked && shelved) {
            Configuration configuration = instance.configuration();
            stock.take(configuration.zoneId(), configuration.instanceType(), 1);
        }
        return asked;
    }

    @Transactional
    public boolean stop(AccountId account, InstanceId id, StoppedMode mode) {
        return written(stop(locked(account, id), mode, clock.now()));
    }

    /** @return what was done to it, to be written down; empty if nothing had to be */
    Optional<Act> stop(Instance instance, StoppedMode mode, Instant now) {
        if (!instance.stop(mode, now)) {
            return Optional.empty();
        }
        boolean sparing = instance.stoppedMode() == StoppedMode.STOP_CHARGING;
        ActKind kind = sparing ? ActKind.STOPPED_WITHOUT_CHARGE : ActKind.STOPPED;
        return Optional.of(Act.of(instance, kind, now));
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public Isolated isolate(AccountId account) {
        List<Instance> used = rows.lockUsed(account.accountId());
        Instant now = clock.now();
        Set<Instance> before =
                used.stream().filter(Instance::isHeldBackForArrears).collect(toSet());
        List<Instance> isolated =
                used.stream().filter(instance -> instance.isolate(now)).toList();
        history.write(isolated.stream()
                .filter(instance -> !before.contains(instance))
                .map(instance -> Act.of(instance, isolation(instance), now))
                .toList());
        return Isolated.of(isolated, isolated.size() == used.size());
    }

    private static ActKind isolation(Instance instance) {
        return instance.configuration().isPrepaid() ? ActKind.ARREARS_CUT_OFF : ActKind.ARREARS_STOPPED;
    }

    @Transactional(propagation = Propagation.MANDATORY)
    public Released release(AccountId account) {
        List<Instance> used = rows.lockUsed(account.accountId());
        Released released = Released.of(used);
        Instant now = clock.now();
        history.write(used.stream()
                .filter(Instance::isHeldBackForArrears)
                .map(instance -> Act.of(instance, ActKind.ARREARS_CLEARED, now))
                .toList());
        used.forEach(Instance::release);
        return released;
    }

    /** As after a request of their owner, everybody who held something for them gives it back in this transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Instance> reclaim(AccountId account) {
        Instant now = clock.now();
        List<Instance> reclaimed = rows.lockUsed(account.accountId()).stream()
                .filter(instance -> instance.isolation() == Isolation.ARREAR)
                .toList();
        reclaimed.forEach(instance -> instance.reclaim(now));
        history.write(reclaimed.stream()
                .map(instance -> Act.of(instance, ActKind.RECLAIMED, now))
                .toList());
        if (!reclaimed.isEmpty()) {
            publisher.publishEvent(
                    new InstanceTerminated(reclaimed.stream().map(Instance::id).toList()));
        }
        return reclaimed;
    }

    /** @return what was done to these machines, which are locked, to be written down */
    List<Act> rename(AccountId account, List<Instance> machines, String name) {
        String stripped = named(name);
        machines.stream().filter(Instance::isShelved).findFirst().ifPresent(shelved -> {
            throw new InstanceShelved(shelved.id());
        });
        rows.renameAll(
                machines.stream().map(machine -> machine.id().instanceId()).toList(), account.accountId(), stripped);
        Instant now = clock.now();
        return machines.stream()
                .map(machine -> Act.of(machine, ActKind.RENAMED, stripped, now))
                .toList();
    }

    private static String named(String name) {
        String stripped = name.strip();
        if (stripped.length() > Naming.MAX_NAME || stripped.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidName();
        }
        return stripped;
    }

    @Transactional
    public void rename(AccountId account, InstanceId id, String name) {
        String stripped = named(name);
        if (rows.rename(id.instanceId(), account.accountId(), stripped) == 0) {
            throw rows.findByInstanceIdAndAccountId(id.instanceId(), account.accountId())
                    .filter(instance ->
                            instance.isShelved() && instance.endedAt().isEmpty())
                    .<RuntimeException>map(shelved -> new InstanceShelved(id))
                    .orElseGet(() -> new NoSuchInstance(id));
        }
        history.write(new Act(id, ActKind.RENAMED, stripped, clock.now()));
    }

    @Transactional
    public void choose(AccountId account, InstanceId id, RenewFlag renewal) {
        written(choose(locked(account, id), renewal, clock.now()));
    }

    /** @return what was done to it, to be written down; empty if it had been chosen */
    Optional<Act> choose(Instance instance, RenewFlag renewal, Instant now) {
        RenewFlag before = instance.renewal();
        instance.choose(renewal, expiry, now);
        return renewal == before
                ? Optional.empty()
                : Optional.of(Act.of(instance, ActKind.RENEWAL_CHOSEN, renewal.name(), now));
    }

    @Transactional
    public Optional<String> takePassword(AccountId account, InstanceId id, String form) {
        Instance instance = locked(account, id);
        Instant now = clock.now();
        boolean isToShow = instance.hasPasswordToShow();
        if (isToShow) {
            history.write(Act.of(instance, ActKind.PASSWORD_SHOWN, now));
        }
        String named = SentForm.isNamed(form) ? form : null;
        return Optional.ofNullable(instance.access().handOut(isToShow, named, now))
                .map(secrets::decrypt);
    }

    /** @param forced a running machine is shut down for it and started again */
    @Transactional
    public void resetPassword(AccountId account, InstanceId id, Login login, boolean forced) {
        history.write(resetPassword(locked(account, id), login, forced, clock.now()));
    }

    /** @return what was done to it, to be written down */
    Act resetPassword(Instance instance, Login login, boolean forced, Instant now) {
        if (login.keyPair() != null) {
            throw new IllegalArgumentException("A password is reset to a password");
        }
        String typed = login.password();
        String password = typed == null ? PasswordRule.random() : typed;
        PasswordRule.of(instance.shape().osType())
                .require(password, instance.shape().osType());
        instance.resetPassword(login.kind(), secrets.encrypt(password), forced, now);
        return Act.of(instance, ActKind.PASSWORD_RESET, now);
    }

    /** Whoever hears it in the same transaction gives back what was held for the machine: money, quota and stock. */
    @Transactional
    public boolean terminate(AccountId account, InstanceId id, String typedName) {
        Instance instance = locked(account, id);
        Instant now = clock.now();
        if (!instance.state().isEnded() && !typedName.strip().equals(instance.calledBy())) {
            throw new NameNotConfirmed(id);
        }
        requireUnprotected(instance);
        boolean news = instance.terminate(now);
        if (news) {
            history.write(Act.of(instance, ActKind.TERMINATED, now));
            publisher.publishEvent(new InstanceTerminated(List.of(id)));
        }
        return news;
    }

    /** Whoever hears it in the same transaction stops charging its traffic. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void giveBack(AccountId account, InstanceId id) {
        Instance instance = locked(account, id);
        requireUnprotected(instance);
        Instant now = clock.now();
        instance.giveBack(laterTerms(instance, now), expiry, now);
        history.write(Act.of(instance, ActKind.RETURNED, now));
        publisher.publishEvent(new InstanceChanged(List.of(id)));
    }

    /** Each begins where the one before ends, so the database lets go of one after the other only, from the last on. */
    private List<InstanceTerm> laterTerms(Instance instance, Instant now) {
        Deque<InstanceTerm> later = new ArrayDeque<>();
        Optional<InstanceTerm> last = instance.withdrawTerm(now);
        while (last.isPresent()) {
            entities.flush();
            later.addFirst(last.get());
            last = instance.withdrawTerm(now);
        }
        return List.copyOf(later);
    }

    private void requireUnprotected(Instance instance) {
        if (plans.existsByInstanceIdAndIsProtectedTrue(instance.id().instanceId())) {
            throw new InstanceProtected(instance.id());
        }
    }

    private Instance locked(AccountId account, InstanceId id) {
        return rows.lock(id.instanceId(), account.accountId()).orElseThrow(() -> new NoSuchInstance(id));
    }
}
