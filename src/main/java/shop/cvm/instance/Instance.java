package shop.cvm.instance;

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
import java.util.List;
import java.util.Optional;
import org.hibernate.annotations.BatchSize;
import org.jspecify.annotations.Nullable;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.DiskUsage;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.SubnetId;
import shop.cvm.time.ShopCalendar;

/** A machine that was bought: what it is, how it is paid for, and how far its making is. */
@Entity
@Table(name = "instances")
public class Instance {

    /** How soon the same machine is looked at again at the earliest, so that a hasty provisioner cannot keep us busy. */
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration PASSWORD_KEPT = Duration.ofDays(7);
    private static final Duration TIME_TO_LOOK = Duration.ofDays(1);

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
    @BatchSize(size = 100)
    private List<InstanceDisk> disks;

    private String name;
    private boolean autoRenew;
    private String subnetId;
    private String securityGroupId;
    private @Nullable String privateIp;
    private @Nullable String publicIp;

    @Enumerated(EnumType.STRING)
    private LoginKind loginKind;

    private @Nullable String loginSecret;
    private @Nullable Instant loginSecretUntil;

    @Enumerated(EnumType.STRING)
    private InstanceState state;

    private Instant paidAt;
    private @Nullable Instant allocatedAt;
    private @Nullable Instant runningAt;
    private @Nullable Instant addressedAt;
    private @Nullable Instant expiresAt;

    private @Nullable Instant nextStepAt;
    private @Nullable Instant leaseUntil;
    private int attempt;

    @Enumerated(EnumType.STRING)
    private ProvisionerFault.@Nullable Kind lastFault;

    @Version
    private int version;

    @SuppressWarnings("NullAway.Init")
    protected Instance() {}

    Instance(Launch launch, int position, String name, Shape shape, Place place, String secret) {
        this.instanceId = InstanceId.next().instanceId();
        this.accountId = launch.account().accountId();
        this.orderNumber = launch.orderNumber();
        this.line = launch.line();
        this.position = position;
        this.configuration = Configuration.of(launch.spec());
        this.shape = shape;
        this.cost = launch.cost();
        this.disks = InstanceDisk.of(launch.spec());
        this.name = name;
        this.autoRenew = launch.autoRenew();
        this.subnetId = place.subnet().subnetId();
        this.securityGroupId = place.securityGroup().securityGroupId();
        this.loginKind = launch.login().kind();
        this.loginSecret = secret;
        this.loginSecretUntil = launch.paidAt().plus(PASSWORD_KEPT);
        this.state = InstanceState.PENDING;
        this.paidAt = launch.paidAt();
        this.expiresAt = configuration.isPrepaid() ? ShopCalendar.plusMonths(paidAt, configuration.months()) : null;
        this.nextStepAt = paidAt;
    }

    /** Where a new machine stands in the network. */
    record Place(SubnetId subnet, SecurityGroupId securityGroup) {}

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

    /** What the customer calls it; empty if it has no name. */
    public String name() {
        return name;
    }

    public InstanceState state() {
        return state;
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
        return new SubnetId(subnetId);
    }

    public SecurityGroupId securityGroup() {
        return new SecurityGroupId(securityGroupId);
    }

    public Optional<String> privateIp() {
        return Optional.ofNullable(privateIp);
    }

    public Optional<String> publicIp() {
        return Optional.ofNullable(publicIp);
    }

    /** Whether every address it is to have is known. */
    public boolean isAddressed() {
        return addressedAt != null;
    }

    public LoginKind loginKind() {
        return loginKind;
    }

    /** Whether a random password waits to be shown, for the first and last time. */
    public boolean hasPasswordToShow() {
        return isRunning() && loginKind == LoginKind.RANDOM && loginSecret != null;
    }

    /** Prepaid: whether it renews itself. */
    public boolean isAutoRenewed() {
        return autoRenew;
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
        return Optional.ofNullable(expiresAt);
    }

    /** What keeps it from getting on since the last try. */
    public Optional<ProvisionerFault.Kind> lastFault() {
        return Optional.ofNullable(lastFault);
    }

    int version() {
        return version;
    }

    @Nullable
    String loginSecret() {
        return loginSecret;
    }

    void forgetLoginSecret() {
        loginSecret = null;
        loginSecretUntil = null;
    }

    /** Nobody else takes the next step before this time of the system's clock. */
    void lease(Instant until) {
        leaseUntil = until;
    }

    /** Takes over what the provisioner sees, and says when to look again. */
    void observed(Observation seen, Instant now) {
        leaseUntil = null;
        lastFault = null;
        switch (seen.phase()) {
            case BUILDING -> allocated(now);
            case RUNNING -> running(seen, now);
            default -> {}
        }
        nextStepAt = isAddressed() ? null : nextLook(seen.nextLook(), now);
    }

    /** Waits longer after every failure in a row. */
    void failed(ProvisionerFault fault, Instant now) {
        leaseUntil = null;
        lastFault = fault.kind();
        nextStepAt = nextLook(fault.retryAfter().map(now::plus).orElse(null), now);
    }

    /** At the time that the provisioner advises; if it has no advice, in 1, 2, 4 … seconds, at most a minute. */
    private Instant nextLook(@Nullable Instant advised, Instant now) {
        if (advised == null) {
            Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(attempt, 6));
            attempt++;
            return now.plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE);
        }
        Instant earliest = now.plus(SHORTEST_PAUSE);
        return advised.isBefore(earliest) ? earliest : advised;
    }

    private void allocated(Instant now) {
        if (allocatedAt == null) {
            allocatedAt = now;
            attempt = 0;
        }
    }

    /** A machine that took long to make still leaves its owner time to see the password. */
    private void showLoginUntilAtLeast(Instant earliest) {
        if (loginSecretUntil != null && loginSecretUntil.isBefore(earliest)) {
            loginSecretUntil = earliest;
        }
    }

    private void running(Observation seen, Instant now) {
        allocated(now);
        if (state != InstanceState.RUNNING) {
            become(InstanceState.RUNNING);
            runningAt = now;
            attempt = 0;
            if (loginKind == LoginKind.PASSWORD) {
                forgetLoginSecret();
            } else {
                showLoginUntilAtLeast(now.plus(TIME_TO_LOOK));
            }
        }
        privateIp = seen.privateIp();
        publicIp = seen.publicIp();
        if (addressedAt == null && privateIp != null && (publicIp != null || !configuration.hasPublicAddress())) {
            addressedAt = now;
        }
    }

    private void become(InstanceState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("Instance " + instanceId + " is " + state + " and cannot become " + next);
        }
        state = next;
    }
}
