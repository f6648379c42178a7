package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.DiskType;
import shop.cvm.catalog.DiskUsage;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.Zone;

/** The disks of a machine of this family. */
record WantedDisks(CatalogSnapshot snapshot, Zone zone, Family family, ChargeType chargeType) {

    private static final int USUAL_SIZE = 50;
    private static final int MOST = 21;
    private static final String USUAL_TYPE = "CLOUD_PREMIUM";

    Disk system(MachineRequest.@Nullable SystemDisk disk) {
        if (disk == null) {
            return new Disk(type(null, DiskUsage.SYSTEM_DISK), USUAL_SIZE);
        }
        Unsold.require("SystemDisk.Encrypt", disk.encrypt(), disk.kmsKeyId(), disk.cdcId());
        Long size = disk.diskSize();
        int wanted = size == null || size == 0 ? USUAL_SIZE : size(size);
        return new Disk(type(disk.diskType(), DiskUsage.SYSTEM_DISK), wanted);
    }

    List<Disk> data(List<MachineRequest.DataDisk> disks) {
        if (disks.size() > MOST) {
            throw Fault.TOO_MANY.refusal("DataDisks", disks.size(), MOST);
        }
        return disks.stream()
                .filter(disk -> !Long.valueOf(0).equals(disk.diskSize()))
                .map(this::data)
                .toList();
    }

    private Disk data(MachineRequest.DataDisk disk) {
        Unsold.require("DataDisks.SnapshotId", disk.snapshotId());
        Unsold.require("DataDisks.Encrypt", disk.encrypt(), disk.kmsKeyId(), disk.cdcId());
        Unsold.require("DataDisks.ThroughputPerformance", disk.throughputPerformance(), disk.burstPerformance());
        if (disk.deleteWithInstance() != null && !disk.deleteWithInstance()) {
            throw Fault.NOT_SUPPORTED.refusal("DataDisks.DeleteWithInstance");
        }
        Long size = disk.diskSize();
        if (size == null) {
            throw Fault.MISSING.refusal("DataDisks.DiskSize");
        }
        return new Disk(type(disk.diskType(), DiskUsage.DATA_DISK), size(size));
    }

    /** What does not fit is no size of a disk either way. */
    private static int size(long size) {
        return (int) Math.max(Math.min(size, Integer.MAX_VALUE), -1);
    }

    private String type(@Nullable String id, DiskUsage usage) {
        if (id != null && !id.isEmpty()) {
            if (snapshot.diskType(id) == null) {
                throw Fault.INVALID_VALUE.refusal("DiskType", id);
            }
            return id;
        }
        List<String> offered = snapshot.diskTypes(zone.region(), family, usage, chargeType).stream()
                .map(DiskType::id)
                .toList();
        return offered.isEmpty() || offered.contains(USUAL_TYPE) ? USUAL_TYPE : offered.get(0);
    }
}
