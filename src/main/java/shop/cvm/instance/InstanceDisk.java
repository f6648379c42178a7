package shop.cvm.instance;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.List;
import java.util.stream.Stream;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.DiskUsage;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.network.ResourceId;

/**
 * A disk of an instance.
 *
 * @param diskId {@code disk-} and eight characters
 * @param diskUsage what it is for
 * @param diskType for example {@code CLOUD_PREMIUM}
 * @param sizeGb size in GB
 */
@Embeddable
public record InstanceDisk(
        String diskId, @Enumerated(EnumType.STRING) DiskUsage diskUsage, String diskType, int sizeGb) {

    /** New disks as the specification wants them, the system disk first. */
    static List<InstanceDisk> of(InstanceSpec spec) {
        return Stream.concat(
                        Stream.of(of(DiskUsage.SYSTEM_DISK, spec.systemDisk())),
                        spec.dataDisks().stream().map(disk -> of(DiskUsage.DATA_DISK, disk)))
                .toList();
    }

    private static InstanceDisk of(DiskUsage usage, Disk disk) {
        return new InstanceDisk(ResourceId.next("disk"), usage, disk.type(), disk.sizeGb());
    }

    InstanceDisk resized(int otherSizeGb) {
        return new InstanceDisk(diskId, diskUsage, diskType, otherSizeGb);
    }

    Disk disk() {
        return new Disk(diskType, sizeGb);
    }
}
