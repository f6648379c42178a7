package shop.cvm.instance;

import static java.util.stream.Collectors.toMap;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.OrderColumn;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;
import shop.cvm.account.KeyPairId;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.DiskUsage;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.instance.NotReconfigurable.Reason;
import shop.cvm.money.HourlyRate;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.Standing;
import shop.cvm.network.SubnetId;
import shop.cvm.pricing.Component;

/** A machine that was bought: what it is, how it is paid for, and how far its making is. */
@Entity
@Table(name = "instances")
public class Instance {

    private static final String CLOUD = "CLOUD";
    private static final Duration SHORTEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    @Id
    private String instanceId;

    private String accountId;
    private String orderNumber;
    private int line;
    private int position;

    @Embedded
    private Configuration configuration;

    @Embedded
    private Shape shape;

    @Embedded
    private UnitCost cost;

    @ElementCollection
    @CollectionTable(name = "instance_disks", joinColumns = @JoinColumn(name = "instance_id"))
    @OrderColumn(name = "position")
    @BatchSize(size = 1000)
    private List<InstanceDisk> disks;

    @ElementCollection
    @CollectionTable(name = "instance_rates", joinColumns = @JoinColumn(name = "instance_id"))
    @BatchSize(size = 1000)
    private List<InstanceRate> rates;

    private String name;
    private String hostName;

    @Embedded
    private NetworkInterface network;

    @Embedded
    private Access access;

    @Enumerated(EnumType.STRING)
    private InstanceState state;

    @Enumerated(EnumType.STRING)
    private Isolation isolation;

    @Enumerated(EnumType.STRING)
    private StoppedMode stoppedMode;

    private boolean shutDownForArrears;
    private boolean shelved;
    private int configured;
    private int networkSwitches;

    private Instant paidAt;

    @Embedded
    private Making making;

    private @Nullable Instant runningAt;

    @Embedded
    private Lifetime lifetime;

    @Embedded
    private Errand errand;

    private @Nullable Instant endedAt;

    @Embedded
    private Pace pace;

    @Version
    private int version;

    @SuppressWarnings("NullAway.Init")
    protected Instance() {}

    Instance(
            Launch launch,
            int position,
            Naming naming,
            Shape shape,
            Standing standing,
            @Nullable String secret,
            Duration makeWithin) {
        this.instanceId = InstanceId.next().instanceId();
        this.accountId = launch.account().accountId();
        this.orderNumber = launch.orderNumber();
        this.line = launch.line();
        this.position = position;
        this.configuration = Configuration.of(launch.spec());
        this.shape = shape;
        this.cost = launch.cost();
        this.disks = InstanceDisk.of(launch.spec());
        this.name = naming.name();
        this.hostName = naming.hostName();
        this.rates = launch.rates();
        this.network = new NetworkInterface(standing.subnet(), standing.securityGroup());
        this.access = new Access(launch.login(), secret, launch.paidAt());
        this.state = InstanceState.PENDING;
        this.isolation = Isolation.NOTISOLATED;
        this.stoppedMode = StoppedMode.KEEP_CHARGING;
        this.paidAt = launch.paidAt();
        this.lifetime = new Lifetime(launch);
        this.making = new Making(paidAt.plus(makeWithin));
        this.errand = new Errand();
        this.pace = new Pace(paidAt);
    }

    static List<InstanceId> ids(Collection<Instance> machines, Predicate<Instance> which) {
        return machines.stream().filter(which).map(Instance::id).toList();
    }

    public InstanceId id() {
        return new InstanceId(instanceId);
    }

    public AccountId account() {
        return new AccountId(accountId);
    }

    public String orderNumber() {
        return orderNumber;
    }

    /** Line of the order, 0 for the first. */
    public int line() {
        return line;
    }

    /** Its place among the machines of that line, 0 for the first. */
    int position() {
        return position;
    }

    /** What the customer calls it; empty if it has no name. */
    public String name() {
        return name;
    }

    /**
     * What it calls itself. Where its private address is to be in that, {@code {IP}} stands for it until the address is
     * known. Empty if that was left to the machine.
     */
    public String hostName() {
        return HostNames.addressed(hostName, network.privateIp());
    }

    /** The same, as it was wanted. */
    String wantedHostName() {
        return hostName;
    }

    public InstanceState state() {
        return state;
    }

    boolean isPending() {
        return state == InstanceState.PENDING;
    }

    public boolean isRunning() {
        return state == InstanceState.RUNNING;
    }

    public Configuration configuration() {
        return configuration;
    }

    /** What was bought; only for an instance that was read alone, because a list is read without disks. */
    public InstanceSpec spec() {
        List<InstanceDisk> data = disks.stream()
                .filter(disk -> disk.diskUsage() == DiskUsage.DATA_DISK)
                .toList();
        return configuration.with(
                disks.get(0).disk(), data.stream().map(InstanceDisk::disk).toList());
    }

    public Shape shape() {
        return shape;
    }

    public UnitCost cost() {
        return cost;
    }

    /** The system disk first; only for an instance that was read alone. */
    public List<InstanceDisk> disks() {
        return List.copyOf(disks);
    }

    public SubnetId subnet() {
        return network.subnet();
    }

    public SecurityGroupId securityGroup() {
        return network.securityGroup();
    }

    public Optional<String> privateIp() {
        return Optional.ofNullable(network.privateIp());
    }

    public Optional<String> publicIp() {
        return Optional.ofNullable(network.publicIp());
    }

    /** Whether every address it is to have is known. */
    public boolean isAddressed() {
        return network.addressedAt() != null && !lacksPublicAddress();
    }

    /** With bandwidth that it had not before, and when it got another host, it has to be given one. */
    private boolean lacksPublicAddress() {
        return configuration.hasPublicAddress() && network.publicIp() == null && !shelved && !state.isEnded();
    }

    public LoginKind loginKind() {
        return access.kind();
    }

    /** Whose private half lets in; empty for a login by password, and for an instance that is gone. */
    public Optional<KeyPairId> keyPair() {
        return Optional.ofNullable(access.keyPair());
    }

    /** Whether a random password waits to be shown, for the first and last time. */
    public boolean hasPasswordToShow() {
        boolean settled = !errand.hasLogin() && !errand.isReinstalling();
        return (isRunning() || state == InstanceState.STOPPED) && access.hasSecretToShow() && settled;
    }

    /** Prepaid: whether it renews itself. */
    public boolean isAutoRenewed() {
        return lifetime.renewal() == RenewFlag.NOTIFY_AND_AUTO_RENEW;
    }

    /** Prepaid: what happens by itself when its time runs out; means nothing for one that is paid by the hour. */
    public RenewFlag renewal() {
        return lifetime.renewal();
    }

    public Instant paidAt() {
        return paidAt;
    }

    /** When it ran for the first time. */
    public Optional<Instant> runningAt() {
        return Optional.ofNullable(runningAt);
    }

    /** Prepaid: the end of what was paid for. */
    public Optional<Instant> expiresAt() {
        return Optional.ofNullable(lifetime.expiresAt());
    }

    /** Prepaid: less bandwidth that it was renewed with and gets where the new time begins; empty for none. */
    public Optional<LaterBandwidth> laterBandwidth() {
        return lifetime.laterBandwidth();
    }

    /** Prepaid: what it is to be when what was paid for ends; only for an instance that was read alone. */
    public InstanceSpec specAtEnd() {
        InstanceSpec spec = spec();
        return laterBandwidth().map(later -> spec.withBandwidth(later.mbps())).orElse(spec);
    }

    /** Whether its time is over and it can still be renewed. */
    public boolean isInBin() {
        return state == InstanceState.SHUTDOWN;
    }

    /** In the recycle bin: when it is released, with its data. */
    public Optional<Instant> releaseAt() {
        return Optional.ofNullable(lifetime.releaseAt());
    }

    /** Prepaid: what was paid for, oldest first; only within the transaction that read it. */
    public List<InstanceTerm> terms() {
        return lifetime.terms();
    }

    /** What keeps it from getting on since the last try. */
    public Optional<ProvisionerFault.Kind> lastFault() {
        return Optional.ofNullable(pace.lastFault());
    }

    /** When its owner gave it up; since then nothing is charged. */
    public Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }

    /** Why it is held back from its owner. */
    public Isolation isolation() {
        return isolation;
    }

    /** Whether it ran until it was shut down because its owner owes money. */
    boolean isShutDownForArrears() {
        return shutDownForArrears;
    }

    boolean isHeldBackForArrears() {
        return isolation == Isolation.ARREAR || isNetworkCut();
    }

    /** What its shutdown does to its price; means something while it is shut down. */
    public StoppedMode stoppedMode() {
        return stoppedMode;
    }

    /** Whether its host was given back to stock: it needs another one to start. */
    public boolean isShelved() {
        return shelved;
    }

    /** Billed by traffic: whether its public network is cut off because its owner owes money. */
    public boolean isNetworkCut() {
        return network.isCut();
    }

    /** Whether it can be shut down without charge: billed by the hour, with nothing on the disks of its host. */
    public boolean canStopCharging() {
        return !configuration.isPrepaid() && isFreeOfItsHost();
    }

    private boolean isFreeOfItsHost() {
        return disks.stream().allMatch(disk -> disk.diskType().startsWith(CLOUD));
    }

    /** Whether it is being given another password. */
    public boolean isGettingPassword() {
        return errand.hasPassword();
    }

    /** Whether it is being told which key pair lets in from now on. */
    public boolean isGettingKeyPair() {
        return errand.isBindingKey();
    }

    /** What has to be typed to confirm that it is meant: its name, or its id if it has none. */
    public String calledBy() {
        return name.isEmpty() ? instanceId : name;
    }

    /** Whether it could not be made and never will be. */
    public boolean isFailed() {
        return making.isGivenUp();
    }

    /** Why it was given up; empty for a machine that may still be made, or was. */
    public Optional<LaunchFailure> failure() {
        return Optional.ofNullable(making.failure());
    }

    /** How often it was given another configuration. */
    public int configured() {
        return configured;
    }

    /** How often the way its public network is paid for was changed. */
    public int networkSwitches() {
        return networkSwitches;
    }

    /** Whether its machine is still being made what it is configured as. */
    public boolean isReshaping() {
        return errand.isReshaping();
    }

    /** Whether its system disk is to be installed anew. */
    public boolean isReinstalling() {
        return errand.isReinstalling();
    }

    /** Postpaid: what makes the freeze of its hour this very one in the ledger. */
    public String freezeReference() {
        return "freeze:" + instanceId + (configured == 0 ? "" : ":" + configured);
    }

    int version() {
        return version;
    }

    /** Whether nobody has changed it since it was read as this one. */
    boolean isVersionOf(@Nullable Instance before) {
        return before != null && before.version == version;
    }

    /** What is charged by use. */
    List<InstanceRate> rates() {
        return List.copyOf(rates);
    }

    Making making() {
        return making;
    }

    Lifetime lifetime() {
        return lifetime;
    }

    Pace pace() {
        return pace;
    }

    Access access() {
        return access;
    }

    NetworkInterface network() {
        return network;
    }

    Errand errand() {
        return errand;
    }

    /** What has to be asked next. */
    Question question(Instant now) {
        return isManaged()
                ? new ManagedSteps(this, now).question()
                : new MakingSteps(this, now, Duration.ZERO).question();
    }

    /** Whether it must not be there, and nobody is about to destroy it: what is ours, not what conflicts with it. */
    boolean isUnwanted() {
        return making.absentAt() != null && making.failure() != LaunchFailure.CONFLICT;
    }

    /** It is there all the same: it has to be destroyed, again. */
    void turnedUp(Instant now) {
        if (isUnwanted()) {
            making.turnedUp();
            pace.hurry(now);
        }
    }

    /** Takes over what the provisioner sees, and says when to look again. */
    void observed(Observation seen, Instant now, Duration refundWithin) {
        MakingSteps steps = new MakingSteps(this, now, refundWithin);
        boolean isFirst = !steps.wasAsked();
        ProvisionerFault.Kind before = pace.lastFault();
        pace.answered(null);
        if (isManaged()) {
            new ManagedSteps(this, now).observed(seen);
        } else {
            steps.observed(seen, before, isFirst);
        }
    }

    /** Waits longer after every failure in a row, as long as there is hope. */
    void failed(ProvisionerFault fault, Instant now, Duration refundWithin) {
        MakingSteps steps = new MakingSteps(this, now, refundWithin);
        boolean isFirst = !steps.wasAsked();
        Instant advised = fault.retryAfter().map(now::plus).orElse(null);
        pace.answered(fault.kind());
        if (isManaged()) {
            new ManagedSteps(this, now).failed(fault.kind(), advised);
        } else {
            steps.failed(fault.kind(), advised, isFirst);
        }
    }

    /** Whether its owner has decided about it since it ran for the first time, and it does not simply run as it is. */
    private boolean isManaged() {
        return !making.isGivenUp() && !isPending() && (!isRunning() || errand.isReshaping());
    }

    /** It runs for the first time. */
    void ran(Instant now) {
        become(InstanceState.RUNNING);
        runningAt = now;
        access.known(now);
    }

    /** Its network is as the provisioner sees it; a machine that has given back its host has no public address. */
    void addressed(Observation seen, Instant now) {
        network.addressed(seen.privateIp(), shelved ? null : seen.publicIp(), configuration.hasPublicAddress(), now);
    }

    /** It was given up, and its money goes back. */
    void launchFailed(Instant now) {
        become(InstanceState.LAUNCH_FAILED);
        making.failed(now);
        access.close();
    }

    /** It has shut down. */
    void stopped() {
        become(InstanceState.STOPPED);
        if (stoppedMode == StoppedMode.STOP_CHARGING) {
            shelved = true;
            network.losePublicAddress();
        }
    }

    /** It runs again. */
    void started() {
        become(InstanceState.RUNNING);
        stoppedMode = StoppedMode.KEEP_CHARGING;
    }

    /** Nothing is left of it. */
    void destroyed(Instant now) {
        if (state == InstanceState.TERMINATING) {
            become(InstanceState.TERMINATED);
        }
        network.loseAddresses();
        making.vanished(now);
    }

    void become(InstanceState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("Instance " + instanceId + " is " + state + " and cannot become " + next);
        }
        state = next;
    }

    /**
     * Its owner wants it started, stopped or rebooted.
     *
     * @return whether anything has to be done for that; if not, it is being done already, or has been
     * @throws WrongInstanceState if it is in a state in which that cannot be asked for
     */
    boolean ask(PowerAction action, Instant now) {
        if (action.isDoneIn(state)) {
            return false;
        }
        require(state == action.from(), action.name());
        become(action.through());
        errand.asked(now, action == PowerAction.REBOOT);
        if (action == PowerAction.START) {
            letGo();
            shelved = false;
        }
        act(now);
        return true;
    }

    /**
     * Its owner wants it stopped.
     *
     * @param mode whether it is charged on; a machine that cannot be shut down without charge is
     * @return whether anything has to be done for that
     * @throws WrongInstanceState if it is in a state in which that cannot be asked for, or is off already and charged on
     */
    boolean stop(StoppedMode mode, Instant now) {
        StoppedMode wanted = canStopCharging() ? mode : StoppedMode.KEEP_CHARGING;
        boolean asked = ask(PowerAction.STOP, now);
        if (asked) {
            stoppedMode = wanted;
        }
        require(wanted == StoppedMode.KEEP_CHARGING || stoppedMode == wanted, "stop without charge");
        return asked;
    }

    /**
     * Its owner owes money: it is shut down, or, paid in advance, its public network is.
     *
     * @return whether that could be done; a machine that is still being made is left alone
     */
    boolean isolate(Instant now) {
        if (configuration.isPrepaid()) {
            network.cut();
            return true;
        }
        if (isPending()) {
            return false;
        }
        isolation = Isolation.ARREAR;
        if (state.canBecome(InstanceState.STOPPING)) {
            become(InstanceState.STOPPING);
            stoppedMode = StoppedMode.KEEP_CHARGING;
            shutDownForArrears = true;
        }
        if (state == InstanceState.STOPPING) {
            errand.asked(now, false);
            act(now);
        }
        return true;
    }

    /** Its owner has paid: it can be started again. */
    void release() {
        network.join();
        if (isolation == Isolation.ARREAR) {
            letGo();
        }
    }

    private void letGo() {
        isolation = Isolation.NOTISOLATED;
        shutDownForArrears = false;
    }

    /** Its owner has not paid in time. */
    void reclaim(Instant now) {
        if (isolation != Isolation.ARREAR) {
            throw new IllegalStateException("Instance " + instanceId + " is not held back for arrears");
        }
        end(now);
    }

    /** Waits for what comes next because of its time; called once it has begun. */
    void awaitExpiry(ExpirySettings settings, Instant now) {
        lifetime.await(settings, now);
    }

    /** Something about its time has failed: it is tried again after pauses that grow from a minute to an hour. */
    void postponeExpiry(Instant now) {
        Instant since = expiresAt().filter(now::isAfter).orElse(now);
        Duration overdue = Duration.between(since, now);
        Duration pause = overdue.compareTo(LONGEST_PAUSE) < 0 ? overdue : LONGEST_PAUSE;
        lifetime.lookAgain(now.plus(pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause));
    }

    /**
     * Does what has become due because of its time: of several things that were missed the last one counts, and what
     * changes the machine comes in sequence. A machine that is still being made has to wait.
     */
    ExpiryStep stepOfExpiry(ExpirySettings settings, Instant now) {
        if (isFailed() || state.isEnded()) {
            lifetime.end();
            return ExpiryStep.NOTHING;
        }
        if (isPending()) {
            postponeExpiry(now);
            return ExpiryStep.NOTHING;
        }
        if (isInBin() ? lifetime.isReleaseDue(now) : lifetime.isOver(now)) {
            return isInBin() ? discard(now) : expire(settings, now);
        }
        ExpiryStep news = lifetime.news(settings, now);
        lifetime.await(settings, now);
        return news;
    }

    /**
     * Its owner wants something else to happen when its time runs out.
     *
     * @throws WrongInstanceState if it has no such time, or is given up
     */
    void choose(RenewFlag renewal, ExpirySettings settings, Instant now) {
        require(configuration.isPrepaid() && !isFailed() && !state.isEnded(), "choose how it is renewed");
        lifetime.choose(renewal);
        lifetime.await(settings, now);
    }

    /** Whether it is to be renewed by itself now. */
    boolean isRenewalDue(ExpirySettings settings, Instant now) {
        return isRenewable() && lifetime.isRenewalDue(settings, now);
    }

    /**
     * Gives it the bandwidth that it was renewed with, once the time has begun that was paid for with that. Nothing is
     * charged otherwise: its bandwidth is paid in advance. If that time was taken away, and whoever did so knew nothing of
     * the bandwidth, it keeps what it has.
     *
     * @return what has changed; empty if nothing has
     */
    Optional<LoweredBandwidth> lowerBandwidth(Instant now) {
        LaterBandwidth later = laterBandwidth().orElse(null);
        if (later == null || later.at().isAfter(now)) {
            return Optional.empty();
        }
        lifetime.forgetBandwidth();
        return lifetime.orderOfTimeFrom(later.at()).map(order -> lowered(later, order, now));
    }

    private LoweredBandwidth lowered(LaterBandwidth later, String orderNumber, Instant now) {
        InstanceSpec before = spec();
        configured++;
        configuration = configuration.withBandwidth(later.mbps());
        errand.reshape();
        act(now);
        return new LoweredBandwidth(id(), orderNumber, new Difference(before, spec()));
    }

    private ExpiryStep expire(ExpirySettings settings, Instant now) {
        intoBin(Isolation.EXPIRE, settings, now);
        return new ExpiryStep(ExpiryStep.Kind.EXPIRY, 0);
    }

    /** Shut down at once, whatever it was doing; a password that it does not know yet it gets when it comes back. */
    private void intoBin(Isolation reason, ExpirySettings settings, Instant now) {
        become(InstanceState.SHUTDOWN);
        isolation = reason;
        lifetime.over(settings, now);
        lifetime.await(settings, now);
        errand.asked(now, false);
        act(now);
    }

    /** Whether its owner can return it as it is: it is prepaid, and runs or stands still ({@code domain.md} 9.2). */
    public boolean isReturnable() {
        return configuration.isPrepaid() && (isRunning() || state == InstanceState.STOPPED);
    }

    /** Whether it is in the recycle bin, or gone from there, because its owner returned it. */
    public boolean isReturned() {
        return isolation == Isolation.MANMADE;
    }

    /** Takes away the last part of its time that has not begun, to be kept for {@link #giveBack}. */
    Optional<InstanceTerm> withdrawTerm(Instant now) {
        return lifetime.withdraw(now);
    }

    /**
     * Its owner returns it: what was paid for ends now, and it waits in the recycle bin like one that has expired.
     *
     * @param later parts of its time that had not begun, oldest first
     * @throws WrongInstanceState if it cannot be returned as it is, or its time is over
     */
    void giveBack(List<InstanceTerm> later, ExpirySettings settings, Instant now) {
        require(isReturnable() && !lifetime.isOver(now), "be returned");
        lifetime.cut(later, now);
        intoBin(Isolation.MANMADE, settings, now);
    }

    /** Whether its time can be prolonged: it is prepaid and has run, and nobody has given it up. */
    public boolean isRenewable() {
        return configuration.isPrepaid() && runningAt != null && !isFailed() && !state.isEnded();
    }

    /** When the time of those of these machines ends that can be renewed. */
    public static Map<InstanceId, Instant> renewableEnds(Collection<Instance> machines) {
        return machines.stream()
                .filter(Instance::isRenewable)
                .collect(toMap(Instance::id, machine -> machine.expiresAt().orElseThrow()));
    }

    /**
     * Its owner has paid for more time; from the recycle bin it comes back and runs.
     *
     * @throws WrongInstanceState if it cannot be renewed any more
     */
    void renew(Extension extension, ExpirySettings settings, Instant now) {
        require(isRenewable(), "renew");
        lifetime.extend(extension);
        lifetime.await(settings, now);
        if (isInBin()) {
            comeBack(now);
        }
    }

    /** With a password or key that it does not know yet it gets that first, for which it must be off. */
    private void comeBack(Instant now) {
        become(errand.hasLogin() ? InstanceState.STOPPING : InstanceState.STARTING);
        isolation = Isolation.NOTISOLATED;
        errand.asked(now, errand.hasLogin());
        act(now);
    }

    /**
     * Why it cannot be configured otherwise now, as far as it is about itself; empty if it can.
     *
     * @param bound whether disks of a host belong to its type, or to the other one
     */
    Optional<Reason> objection(Difference difference, boolean bound, Instant now) {
        if (isolation == Isolation.ARREAR) {
            return Optional.of(Reason.ARREARS);
        }
        if (!isRunning() && state != InstanceState.STOPPED) {
            return Optional.of(Reason.NOT_READY);
        }
        if (lifetime.isOver(now)) {
            return Optional.of(Reason.OVER);
        }
        return shelved ? Optional.of(Reason.SHELVED) : objectionOf(difference, bound);
    }

    private Optional<Reason> objectionOf(Difference difference, boolean bound) {
        if (difference.isNothing()) {
            return Optional.of(Reason.NOTHING);
        }
        if (difference.shrinksADisk()) {
            return Optional.of(Reason.DISK_SHRINKS);
        }
        if (configuration.isPrepaid() && difference.lowersBandwidth()) {
            return Optional.of(Reason.BANDWIDTH_LOWERS);
        }
        if (difference.isOfNetwork() && laterBandwidth().isPresent()) {
            return Optional.of(Reason.LOWERS_LATER);
        }
        if (difference.isOfHardware() && (bound || !isFreeOfItsHost())) {
            return Optional.of(Reason.LOCAL_DISKS);
        }
        return difference.isOfHardware() && isRunning() && !difference.forced()
                ? Optional.of(Reason.RUNS)
                : Optional.empty();
    }

    /** Its owner wants it to be something else, which it is to be soon; its price steps begin anew with another type. */
    void configure(Difference difference, Shape newShape, UnitCost newCost, List<InstanceRate> newRates, Instant now) {
        configured++;
        if (difference.isOfNetworkBilling()) {
            networkSwitches++;
        }
        int series = difference.isOfType() ? configured : series();
        rates.clear();
        newRates.forEach(rate -> rates.add(rate.component() == Component.COMPUTE ? rate.of(series) : rate));
        List<Disk> sizes = Difference.disks(difference.after());
        for (int index = 0; index < sizes.size(); index++) {
            disks.set(index, disks.get(index).resized(sizes.get(index).sizeGb()));
        }
        configuration = Configuration.of(difference.after());
        shape = newShape;
        cost = newCost;
        if (!configuration.hasPublicAddress()) {
            network.losePublicAddress();
        }
        errand.reshape();
        if (difference.isOfHardware() && isRunning()) {
            become(InstanceState.STOPPING);
            errand.asked(now, true);
        }
        act(now);
    }

    /**
     * It is cheaper now, and lasts longer with what was paid.
     *
     * @throws WrongInstanceState if it neither runs nor stands still
     */
    void prolong(Extension extension, ExpirySettings settings, Instant now) {
        require(isReturnable(), "last longer");
        lifetime.prolong(extension);
        lifetime.await(settings, now);
    }

    /** Why it cannot be paid in advance from now on, as far as it is about itself; empty if it can. */
    Optional<NotConvertible.Reason> objectionToConversion() {
        if (configuration.isPrepaid()) {
            return Optional.of(NotConvertible.Reason.PREPAID);
        }
        if (isolation == Isolation.ARREAR) {
            return Optional.of(NotConvertible.Reason.ARREARS);
        }
        if (!isRunning() && state != InstanceState.STOPPED) {
            return Optional.of(NotConvertible.Reason.NOT_READY);
        }
        if (shelved) {
            return Optional.of(NotConvertible.Reason.SHELVED);
        }
        return configuration.isPaidByBandwidth() ? Optional.of(NotConvertible.Reason.BANDWIDTH) : Optional.empty();
    }

    /** Its owner has paid for a time: it was paid by the hour until now, and is paid in advance from now on. */
    void convert(Conversion conversion, ExpirySettings settings, Instant now) {
        configuration = configuration.prepaid(conversion.months());
        cost = new UnitCost(conversion.paid(), HourlyRate.ZERO);
        rates.clear();
        rates.addAll(conversion.rates());
        lifetime.begin(conversion, now);
        lifetime.await(settings, now);
    }

    private int series() {
        return rates.stream()
                .filter(rate -> rate.component() == Component.COMPUTE)
                .mapToInt(InstanceRate::configuration)
                .findFirst()
                .orElse(0);
    }

    private ExpiryStep discard(Instant now) {
        end(now);
        return new ExpiryStep(ExpiryStep.Kind.RELEASE, 0);
    }

    /**
     * Its owner wants another password; it has to be shut down for that. Asking again replaces a password that it does
     * not know yet.
     *
     * @param forced a running machine is shut down for it and started again
     * @throws InstanceShelved if it is stopped without charge
     * @throws WrongInstanceState if it does not stand still, and is not to be, or cannot be, stopped
     */
    void resetPassword(LoginKind kind, String secret, boolean forced, Instant now) {
        goOffForLogin(forced, "change its password", now);
        errand.newPassword(secret);
        access.change(kind, secret, now);
        act(now);
    }

    /**
     * Its owner wants to get in by this key pair, and nobody by a password or another key pair from then on; it has to
     * be shut down for that.
     *
     * @param forced a running machine is shut down for it and started again
     * @throws InstanceShelved if it is stopped without charge
     * @throws WrongInstanceState if it does not stand still, and is not to be, or cannot be, stopped
     */
    void bindKeyPair(KeyPairId keyPair, boolean forced, Instant now) {
        goOffForLogin(forced, "be bound to a key pair", now);
        errand.bindKey();
        access.change(new SealedLogin(LoginKind.KEY_PAIR, null, keyPair), null, now);
        act(now);
    }

    /** Another login can take the place of one that it does not know yet. */
    private void goOffForLogin(boolean forced, String wish, Instant now) {
        if (shelved && state == InstanceState.STOPPED) {
            throw new InstanceShelved(id());
        }
        boolean stops = isRunning() && forced;
        require(state == InstanceState.STOPPED || stops || errand.hasLogin(), wish);
        if (stops) {
            become(InstanceState.STOPPING);
            errand.asked(now, true);
        }
    }

    /**
     * Its owner wants it installed anew; afterwards it runs. It is stopped for that if it runs.
     *
     * @param secret the encrypted password; null for a login by key pair
     * @throws InstanceShelved if it is stopped without charge
     * @throws WrongInstanceState if it neither runs nor stands still, or is being installed anew already
     */
    void reinstall(Image image, SealedLogin login, @Nullable String secret, Instant now) {
        if (shelved && state == InstanceState.STOPPED) {
            throw new InstanceShelved(id());
        }
        boolean isAtRest = isRunning() || state == InstanceState.STOPPED;
        require(isAtRest && !isReinstalling(), "be installed anew");
        configuration = configuration.of(image);
        shape = shape.of(image);
        if (isRunning()) {
            become(InstanceState.STOPPING);
        }
        errand.asked(now, true);
        errand.reinstall();
        access.change(login, secret, now);
        act(now);
    }

    /**
     * Its owner gives it up; one that was paid for in advance only once it waits in the recycle bin.
     *
     * @return whether that is news
     * @throws InstanceIsPrepaid if it is, and does not wait there
     * @throws WrongInstanceState if it neither runs nor stands still
     */
    boolean terminate(Instant now) {
        if (state.isEnded()) {
            return false;
        }
        if (isInBin()) {
            end(now);
            return true;
        }
        if (configuration.isPrepaid()) {
            throw new InstanceIsPrepaid(id());
        }
        require(isRunning() || state == InstanceState.STOPPED, "terminate");
        letGo();
        end(now);
        return true;
    }

    /**
     * Its owner does not want it back from the recycle bin.
     *
     * @throws WrongInstanceState if it is not there
     */
    void release(Instant now) {
        require(isInBin(), "be released");
        end(now);
    }

    private void end(Instant now) {
        become(InstanceState.TERMINATING);
        endedAt = now;
        access.close();
        lifetime.end();
        errand.dropped();
        act(now);
    }

    private void require(boolean fits, String asked) {
        if (!fits) {
            throw new WrongInstanceState(id(), state, asked);
        }
    }

    /** Whatever was asked before its owner decided means nothing any more, and nobody has to wait for it. */
    private void act(Instant now) {
        pace.answered(null);
        pace.startAnew();
        pace.hurry(now);
    }
}
