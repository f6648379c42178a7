package shop.cvm.instance;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import shop.cvm.account.AccountId;
import shop.cvm.account.KeyPair;
import shop.cvm.account.KeyPairId;
import shop.cvm.account.KeyPairs;
import shop.cvm.account.NoSuchKeyPair;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.SoldOut;
import shop.cvm.network.Standing;
import shop.cvm.time.ShopClock;

/** The machines customers own: launched by a paid order, made step by step, shown to their owner. */
@Service
public class Instances {

    /** Instances on one page of the list. */
    public static final int PAGE_SIZE = 20;

    private final InstanceRows rows;
    private final NewInstanceRows newRows;
    private final Placement placement;
    private final LoginSecrets secrets;
    private final KeyPairs keyPairs;
    private final Delivery delivery;
    private final Management management;
    private final Reconciler reconciler;
    private final ExpirySteps expiry;
    private final Extensions extensions;
    private final Reshaping reshaping;
    private final Converting converting;
    private final InstanceSettings settings;
    private final ExpirySettings expirySettings;
    private final ShopClock clock;

    Instances(
            InstanceRows rows,
            NewInstanceRows newRows,
            Placement placement,
            LoginSecrets secrets,
            KeyPairs keyPairs,
            Delivery delivery,
            Management management,
            Reconciler reconciler,
            ExpirySteps expiry,
            Extensions extensions,
            Reshaping reshaping,
            Converting converting,
            InstanceSettings settings,
            ExpirySettings expirySettings,
            ShopClock clock) {
        this.rows = rows;
        this.newRows = newRows;
        this.placement = placement;
        this.secrets = secrets;
        this.keyPairs = keyPairs;
        this.delivery = delivery;
        this.management = management;
        this.reconciler = reconciler;
        this.expiry = expiry;
        this.extensions = extensions;
        this.reshaping = reshaping;
        this.converting = converting;
        this.settings = settings;
        this.expirySettings = expirySettings;
        this.clock = clock;
    }

    /**
     * Makes a login fit to be kept until the machine is made.
     *
     * @param osType decides about the rules for a chosen password
     * @throws InvalidPassword if the password breaks one of them
     * @throws KeyPairNotForWindows if it is a key pair, and Windows
     * @throws NoSuchKeyPair if it is a key pair that the account does not have
     */
    public SealedLogin seal(AccountId account, Login login, OsType osType) {
        KeyPairId keyPair = login.keyPair();
        if (keyPair != null) {
            return sealed(account, keyPair, osType);
        }
        String password = login.password();
        if (login.kind() == LoginKind.RANDOM || password == null) {
            return new SealedLogin(LoginKind.RANDOM, null, null);
        }
        PasswordRule.of(osType).require(password, osType);
        return new SealedLogin(LoginKind.PASSWORD, secrets.encrypt(password), null);
    }

    private SealedLogin sealed(AccountId account, KeyPairId keyPair, OsType osType) {
        if (osType == OsType.WINDOWS) {
            throw new KeyPairNotForWindows();
        }
        KeyPair owned = keyPairs.keyPair(account, keyPair);
        return new SealedLogin(LoginKind.KEY_PAIR, null, owned.id());
    }

    /** Tells one chosen password or key pair from another without telling either password; empty for a random one. */
    public String digest(Login login) {
        if (login.keyPair() != null) {
            return login.keyPair().keyPairId();
        }
        return login.password() == null ? "" : secrets.digest(login.password());
    }

    /**
     * Enters machines as part of the transaction that pays for them, so that paid money and machine are there together
     * or not at all. They are made afterwards ({@link #advanceDue()}).
     *
     * @return their ids, in the order of their names
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<InstanceId> launch(Launch launch) {
        Shape shape = placement.shape(launch.spec());
        Standing standing = placement.standing(launch);
        InstanceNames names = new InstanceNames(launch.naming().name(), launch.count());
        HostNames hostNames = new HostNames(launch.naming().hostName(), launch.count());
        List<Instance> machines = new ArrayList<>(launch.count());
        for (int position = 0; position < launch.count(); position++) {
            Instance instance = new Instance(
                    launch,
                    position,
                    new Naming(names.name(position), hostNames.name(position)),
                    shape,
                    standing,
                    secret(launch.login()),
                    settings.makeWithin());
            instance.awaitExpiry(expirySettings, launch.paidAt());
            machines.add(instance);
        }
        newRows.insert(machines);
        return machines.stream().map(Instance::id).toList();
    }

    /** @throws NoSuchInstance if the account has none of this id */
    @Transactional(readOnly = true)
    public Instance instance(AccountId account, InstanceId id) {
        return rows.findByInstanceIdAndAccountId(id.instanceId(), account.accountId())
                .orElseThrow(() -> new NoSuchInstance(id));
    }

    /** The account's prepaid instances whose time runs out first, with their disks; none that was returned. */
    @Transactional(readOnly = true)
    public List<Instance> expiring(AccountId account, int limit) {
        return rows.expiring(account.accountId(), limit);
    }

    /**
     * The machines of these accounts that are to renew themselves as far ahead as reminders go, with their disks, in the
     * sequence in which that is tried.
     */
    @Transactional(readOnly = true)
    public List<Instance> renewingSoon(Collection<AccountId> accounts) {
        Duration ahead = Duration.ofDays(expirySettings.reminderDays().get(0));
        return rows.renewing(
                accounts.stream().map(AccountId::accountId).toList(),
                clock.now().plus(ahead));
    }

    /** What was paid for a prepaid machine, term by term, oldest first; nothing for one that is paid by the hour. */
    @Transactional(readOnly = true)
    public List<InstanceTerm> terms(AccountId account, InstanceId id) {
        return instance(account, id).terms();
    }

    /** Those of these instances that are the account's, in ascending order of their ids. */
    @Transactional(readOnly = true)
    public List<Instance> instances(AccountId account, Collection<InstanceId> ids) {
        return rows.findByInstanceIdInAndAccountIdOrderByInstanceId(
                ids.stream().map(InstanceId::instanceId).toList(), account.accountId());
    }

    /** The same with their disks, some hundred at most. */
    @Transactional(readOnly = true)
    public List<Instance> withDisks(AccountId account, Collection<InstanceId> ids) {
        List<Instance> found = instances(account, ids);
        found.forEach(Instance::disks);
        return found;
    }

    /**
     * All of these instances, by id.
     *
     * @throws NoSuchInstance if one of them is not the account's
     */
    @Transactional(readOnly = true)
    public Map<InstanceId, Instance> owned(AccountId account, Collection<InstanceId> ids) {
        Map<InstanceId, Instance> owned = instances(account, ids).stream().collect(toMap(Instance::id, identity()));
        ids.stream().filter(id -> !owned.containsKey(id)).findFirst().ifPresent(id -> {
            throw new NoSuchInstance(id);
        });
        return owned;
    }

    /** These instances, whoever has them, in ascending order of their ids. */
    @Transactional(readOnly = true)
    public List<Instance> all(Collection<InstanceId> ids) {
        return rows.findByInstanceIdInOrderByInstanceId(
                ids.stream().map(InstanceId::instanceId).toList());
    }

    /** By how many instances of this account each of its key pairs is used; a key pair without any is missing. */
    @Transactional(readOnly = true)
    public Map<KeyPairId, Long> withKeyPairs(AccountId account) {
        return rows.countByKeyPair(account.accountId()).stream()
                .collect(toMap(count -> new KeyPairId(count.keyPairId()), KeyPairUse::instances));
    }

    /** The instances of this account that each of these key pairs lets into, all of them, in ascending order of their ids. */
    @Transactional(readOnly = true)
    public Map<KeyPairId, List<InstanceId>> withKeyPairs(AccountId account, Collection<KeyPairId> keyPairs) {
        return rows
                .withKeyPairs(
                        account.accountId(),
                        keyPairs.stream().map(KeyPairId::keyPairId).toList())
                .stream()
                .collect(groupingBy(
                        use -> new KeyPairId(use.keyPairId()),
                        mapping(use -> new InstanceId(use.instanceId()), toList())));
    }

    /** The machines that were made for these orders of this account, line by line, also those that are gone. */
    @Transactional(readOnly = true)
    public List<OrderedMachine> ofOrders(AccountId account, Collection<String> orderNumbers) {
        return rows.ofOrders(account.accountId(), orderNumbers);
    }

    /** The instances that an order of this account launched, in the order of its lines. */
    @Transactional(readOnly = true)
    public List<Instance> ofOrder(AccountId account, String orderNumber) {
        return rows.findByAccountIdAndOrderNumberOrderByLineAscPositionAsc(account.accountId(), orderNumber);
    }

    /** Those of these machines that could not be made, in ascending order of their ids. */
    @Transactional(readOnly = true)
    public List<Instance> failed(Collection<InstanceId> ids) {
        return rows.failed(ids.stream().map(InstanceId::instanceId).toList());
    }

    /** What is charged by use of these machines, in ascending order of their ids. */
    @Transactional(readOnly = true)
    public List<UsedComponent> used(Collection<InstanceId> ids) {
        return rows.used(ids.stream().map(InstanceId::instanceId).toList());
    }

    /** Whose these machines are, in ascending order of their ids; ids that nobody has are left out. */
    @Transactional(readOnly = true)
    public List<OwnedInstance> owners(Collection<InstanceId> ids) {
        return rows.owners(ids.stream().map(InstanceId::instanceId).toList());
    }

    /** How many machines of each of these accounts arrears concern, as long as they are there. */
    @Transactional(readOnly = true)
    public Map<AccountId, Concerned> concerned(Collection<AccountId> accounts) {
        Map<AccountId, Concerned> concerned =
                accounts.stream().collect(toMap(identity(), Concerned::none, (one, other) -> one, LinkedHashMap::new));
        rows.concerned(accounts.stream().map(AccountId::accountId).toList())
                .forEach(counted -> concerned.put(counted.account(), counted));
        return concerned;
    }

    /** How far the machines of these orders are, by order number; an order without machines is missing. */
    @Transactional(readOnly = true)
    public Map<String, LaunchProgress> progress(Collection<String> orderNumbers) {
        if (orderNumbers.isEmpty()) {
            return Map.of();
        }
        return rows.progress(orderNumbers).stream().collect(toMap(LaunchProgress::orderNumber, identity()));
    }

    /**
     * Hands out the random password of a running machine and forgets it.
     *
     * @param form names the form that asks, in 1 to 64 letters, digits and hyphens. For a minute it gets the same answer
     *     again: who presses twice, or whose answer is lost on the way, loses nothing. Anything else names none.
     * @return the password; empty if there is none to show (any more)
     * @throws NoSuchInstance if the account has no such instance
     */
    public Optional<String> takePassword(AccountId account, InstanceId id, String form) {
        return management.takePassword(account, id, form);
    }

    /**
     * Asks for an instance to be started, stopped or rebooted; that happens soon and by itself.
     *
     * @return whether anything has to be done for that; if not, it is being done already, or has been
     * @throws NoSuchInstance if the account has none of this id
     * @throws WrongInstanceState if it is in a state in which that cannot be asked for
     * @throws OwnerInArrears if an hourly machine is to be started by somebody who owes money
     * @throws SoldOut if its host was given back and no other is free
     */
    public boolean power(AccountId account, InstanceId id, PowerAction action) {
        return management.power(account, id, action);
    }

    /**
     * Asks for an instance to be stopped, with its price going on or without. Without: vCPU and memory cost nothing while
     * it is off, its public address is given back, and it needs a free machine in stock to start again
     * ({@code domain.md} 5.5). A machine that cannot be stopped like that is stopped and charged on
     * ({@link Instance#canStopCharging()}).
     *
     * @return whether anything has to be done for that
     * @throws NoSuchInstance if the account has none of this id
     * @throws WrongInstanceState if it is in a state in which that cannot be asked for, or is to be stopped without
     *     charge and is off already and charged on
     */
    public boolean stop(AccountId account, InstanceId id, StoppedMode mode) {
        return management.stop(account, id, mode);
    }

    /**
     * Holds back what the account uses without paying: shuts down its hourly machines and cuts off the public network
     * of those billed by traffic. To be asked again as long as some were still being made.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Isolated isolate(AccountId account) {
        return management.isolate(account);
    }

    /** Gives back to the account what was held back from it. What was shut down stays so until its owner starts it. */
    @Transactional(propagation = Propagation.MANDATORY)
    public Released release(AccountId account) {
        return management.release(account);
    }

    /**
     * Gives up the machines that are held back for arrears, for good.
     *
     * @return them
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Instance> reclaim(AccountId account) {
        return management.reclaim(account);
    }

    /**
     * Locks an instance until the caller's transaction ends.
     *
     * @throws NoSuchInstance if the account has none of this id
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Instance lock(AccountId account, InstanceId id) {
        return reshaping.lock(account, id);
    }

    /**
     * Locks instances until the caller's transaction ends, by one statement, in ascending order of their ids.
     *
     * @throws NoSuchInstance if one of them is not the account's
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Instance> lock(AccountId account, Collection<InstanceId> ids) {
        return reshaping.lock(account, ids);
    }

    /** Locks instances until the caller's transaction ends, in ascending order of their ids. */
    @Transactional(propagation = Propagation.MANDATORY)
    public List<Instance> lock(Collection<InstanceId> ids) {
        return converting.lock(ids);
    }

    /**
     * Gives another configuration to an instance that the running transaction has locked. What is charged for it follows
     * at once, the machine itself soon and by itself.
     *
     * @param cost what it costs from now on
     * @param rates what its components cost from now on
     * @throws NotReconfigurable if it cannot be configured like this now
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void configure(Instance instance, Difference difference, UnitCost cost, List<InstanceRate> rates) {
        reshaping.configure(instance, difference, cost, rates);
    }

    /**
     * Has an instance last longer that the running transaction has locked and made cheaper.
     *
     * @param days how many days, from the end of its time on; nothing is paid for them
     * @throws WrongInstanceState if it neither runs nor stands still
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void prolong(Instance instance, Extension days) {
        instance.prolong(days, expirySettings, clock.now());
    }

    /** Why an instance, read with its disks, cannot be configured like this now; empty if it can. */
    public Optional<NotReconfigurable.Reason> objection(Instance instance, Difference difference) {
        return reshaping.objection(instance, difference);
    }

    /** Why these instances cannot be paid in advance from now on, as far as it is about themselves; others can. */
    public Map<InstanceId, NotConvertible.Reason> objectionsToConversion(Collection<Instance> machines) {
        return converting.objections(machines);
    }

    /**
     * Makes hourly instances prepaid ones as part of the transaction that pays for that: their time begins now, and what
     * they use is charged up to this second.
     *
     * @param paid at most once for each instance
     * @throws NotConvertible if one of them cannot be converted any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void convert(List<Conversion> paid) {
        converting.convert(paid);
    }

    /**
     * Calls an instance something else.
     *
     * @param name at most {@link Naming#MAX_NAME} characters; empty for none
     * @throws InvalidName if it is longer, or has control characters
     * @throws InstanceShelved if it is stopped without charge
     * @throws NoSuchInstance if the account has none of this id, or it is gone
     */
    public void rename(AccountId account, InstanceId id, String name) {
        management.rename(account, id, name);
    }

    /**
     * Decides what happens by itself when the time of a prepaid instance runs out.
     *
     * @throws NoSuchInstance if the account has none of this id
     * @throws WrongInstanceState if it is paid by the hour, or given up
     */
    public void choose(AccountId account, InstanceId id, RenewFlag renewal) {
        management.choose(account, id, renewal);
    }

    /**
     * Gives an instance another password, and with that a login by password. It has to stand still for that.
     *
     * @param login a chosen or a random password; a random one is shown once, as after the purchase
     * @param forced a running instance is shut down for it and started again
     * @throws InvalidPassword if a chosen password breaks the rules of the instance's operating system
     * @throws InstanceShelved if it is stopped without charge
     * @throws NoSuchInstance if the account has none of this id
     * @throws WrongInstanceState if it runs and is not to be shut down for it, or is on its way to another state
     */
    public void resetPassword(AccountId account, InstanceId id, Login login, boolean forced) {
        management.resetPassword(account, id, login, forced);
    }

    /**
     * Gives up a postpaid instance: nothing is charged for it from now on, what was frozen for it is available again,
     * and it is destroyed with its disks. A prepaid one is given up in the recycle bin only, before its time there is
     * over ({@code domain.md} 9.2); nothing is paid back for it.
     *
     * @param typedName what its owner typed to confirm that ({@link Instance#calledBy()})
     * @return whether that is news
     * @throws NoSuchInstance if the account has none of this id
     * @throws NameNotConfirmed if something else was typed
     * @throws InstanceProtected if it is protected from termination
     * @throws InstanceIsPrepaid if it is, and does not wait in the recycle bin
     * @throws WrongInstanceState if it neither runs nor stands still
     */
    public boolean terminate(AccountId account, InstanceId id, String typedName) {
        return management.terminate(account, id, typedName);
    }

    /**
     * Puts a prepaid instance into the recycle bin as part of the transaction that pays its owner back: its time ends now,
     * and it is kept there like one that has expired, from where a renewal brings it back.
     *
     * @throws NoSuchInstance if the account has none of this id
     * @throws InstanceProtected if it is protected from termination
     * @throws WrongInstanceState if it neither runs nor stands still, is paid by the hour, or its time is over
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void giveBack(AccountId account, InstanceId id) {
        management.giveBack(account, id);
    }

    /**
     * Moves everything on that is due by the shop's clock, batch by batch until nothing is left; any number of callers
     * share the work.
     *
     * @return how many steps were taken
     */
    public int advanceDue() {
        return delivery.advanceDue();
    }

    /**
     * Does what is due by the shop's clock because the time of prepaid machines runs out or is over: reminds, stops,
     * keeps in the recycle bin, releases. Any number of callers share the work.
     *
     * @return for how many machines something was done
     */
    public int expireDue() {
        return expiry.run();
    }

    /**
     * Locks machines that are about to be renewed, in ascending order of their ids, whatever order they are named in.
     *
     * @return when the time of those ends that can be; none of these can be stopped, released or renewed by others until
     *     the caller's transaction ends
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Map<InstanceId, Instant> lockRenewable(Collection<InstanceId> ids) {
        return extensions.lockRenewable(ids);
    }

    /**
     * Gives machines more time as part of the transaction that pays for it: it begins where what was paid for ends, or
     * has ended. A machine in the recycle bin comes back and runs.
     *
     * @param paid at most once for each machine
     * @throws WrongInstanceState if one of them cannot be renewed any more
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void renew(List<Extension> paid) {
        extensions.renew(paid);
    }

    /**
     * Compares what the provisioner has with what it should have: destroys what turned up after it was given up, and
     * what nobody knows; reports what is missing. Never makes a machine.
     */
    public void reconcile() {
        reconciler.reconcile();
    }

    private @Nullable String secret(SealedLogin login) {
        if (login.kind() == LoginKind.KEY_PAIR) {
            return null;
        }
        String chosen = login.secret();
        return chosen != null ? chosen : secrets.encrypt(PasswordRule.random());
    }
}
