package shop.cvm.api;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceDisk;
import shop.cvm.order.WantedConfiguration;
import tools.jackson.databind.JsonNode;

/** Which disks of an instance are to have which size. */
final class WantedSizes {

    private WantedSizes() {}

    record SystemDisk(
            @Nullable Long diskSize,
            @Nullable JsonNode diskType,
            @Nullable JsonNode diskId,
            @Nullable JsonNode diskName,
            @Nullable JsonNode cdcId,
            @Nullable JsonNode encrypt,
            @Nullable JsonNode kmsKeyId) {}

    record DataDisk(
            @Nullable String diskId,
            @Nullable Long diskSize,
            @Nullable JsonNode diskType,
            @Nullable JsonNode deleteWithInstance,
            @Nullable JsonNode diskName,
            @Nullable JsonNode snapshotId,
            @Nullable JsonNode encrypt,
            @Nullable JsonNode kmsKeyId,
            @Nullable JsonNode throughputPerformance,
            @Nullable JsonNode cdcId,
            @Nullable JsonNode burstPerformance) {}

    /**
     * The same machine with disks of other sizes.
     *
     * @throws ApiRefusal if no size is named, or a disk that is none of its
     */
    static UnaryOperator<WantedConfiguration> of(Instance instance, @Nullable SystemDisk system, List<DataDisk> data) {
        if (system == null && data.isEmpty()) {
            throw Fault.MISSING.refusal("DataDisks");
        }
        if (system != null) {
            Unsold.require("SystemDisk.Encrypt", system.encrypt(), system.kmsKeyId(), system.cdcId());
        }
        List<InstanceDisk> disks = instance.disks();
        List<Integer> sizes =
                new ArrayList<>(disks.stream().skip(1).map(InstanceDisk::sizeGb).toList());
        data.forEach(disk -> sizes.set(position(disks, disk) - 1, size("DataDisks.DiskSize", disk.diskSize())));
        int first = system == null ? disks.get(0).sizeGb() : size("SystemDisk.DiskSize", system.diskSize());
        return machine -> new WantedConfiguration(
                machine.instanceType(), first, sizes, machine.internetChargeType(), machine.bandwidthMbps());
    }

    private static int position(List<InstanceDisk> disks, DataDisk wanted) {
        Unsold.require("DataDisks.Encrypt", wanted.encrypt(), wanted.kmsKeyId(), wanted.cdcId());
        Unsold.require("DataDisks.SnapshotId", wanted.snapshotId());
        Unsold.require("DataDisks.ThroughputPerformance", wanted.throughputPerformance(), wanted.burstPerformance());
        String id = wanted.diskId();
        if (id == null || id.isEmpty()) {
            throw Fault.MISSING.refusal("DataDisks.DiskId");
        }
        for (int position = 0; position < disks.size(); position++) {
            if (disks.get(position).diskId().equals(id)) {
                if (position == 0) {
                    throw Fault.ROOT_DISK.refusal(id);
                }
                return position;
            }
        }
        throw Fault.OTHER_DISK.refusal(id);
    }

    private static int size(String field, @Nullable Long size) {
        if (size == null) {
            throw Fault.MISSING.refusal(field);
        }
        return (int) Math.max(Math.min(size, Integer.MAX_VALUE), -1);
    }
}
