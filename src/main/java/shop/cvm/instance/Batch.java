package shop.cvm.instance;

import jakarta.persistence.Convert;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.List;
import java.util.stream.Stream;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.network.SecurityGroupTemplate;

/**
 * Some machines, all alike, as columns of a row: of a cart's item, or of an order's line.
 *
 * @param configuration one machine, all but its disks
 * @param disks its disks, the system disk first
 * @param count how many machines
 * @param naming what they are called
 * @param autoRenew prepaid: whether they renew themselves
 * @param loginKind how their owner gets in
 * @param securityGroup the default group they stand behind
 */
@Embeddable
public record Batch(
        Configuration configuration,
        @Convert(converter = DisksConverter.class) List<Disk> disks,
        int count,
        Naming naming,
        boolean autoRenew,
        @Enumerated(EnumType.STRING) LoginKind loginKind,
        @Enumerated(EnumType.STRING) SecurityGroupTemplate securityGroup) {

    public Batch {
        disks = List.copyOf(disks);
    }

    /** @param autoRenew whether they are to renew themselves; has no meaning for postpaid ones */
    public static Batch of(
            InstanceSpec spec,
            int count,
            Naming naming,
            boolean autoRenew,
            LoginKind loginKind,
            SecurityGroupTemplate securityGroup) {
        return new Batch(
                Configuration.of(spec),
                Stream.concat(Stream.of(spec.systemDisk()), spec.dataDisks().stream())
                        .toList(),
                count,
                naming,
                autoRenew && spec.isPrepaid(),
                loginKind,
                securityGroup);
    }

    /** Its disks as one column keeps them, for example {@code CLOUD_PREMIUM:50,CLOUD_SSD:100}. */
    public String diskColumn() {
        return DisksConverter.column(disks);
    }

    /** One machine. */
    public InstanceSpec spec() {
        return configuration.with(disks.get(0), disks.subList(1, disks.size()));
    }

    /** The same, so many of it. */
    public Batch times(int newCount) {
        return new Batch(configuration, disks, newCount, naming, autoRenew, loginKind, securityGroup);
    }

    /** The same for another period, in months. */
    public Batch runningFor(int months) {
        InstanceSpec spec = spec().withMonths(months);
        return new Batch(Configuration.of(spec), disks, count, naming, autoRenew, loginKind, securityGroup);
    }
}
