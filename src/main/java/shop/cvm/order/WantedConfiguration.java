package shop.cvm.order;

import java.util.List;
import java.util.stream.IntStream;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;

/**
 * What an owner can change of a machine.
 *
 * @param instanceType for example {@code S5.LARGE8}
 * @param systemDiskGb size of the disk it starts from
 * @param dataDisksGb sizes of its data disks, in their order
 * @param internetChargeType how its public network is paid for
 * @param bandwidthMbps outbound bandwidth; 0 for no public address
 */
public record WantedConfiguration(
        String instanceType,
        int systemDiskGb,
        List<Integer> dataDisksGb,
        InternetChargeType internetChargeType,
        int bandwidthMbps) {

    public WantedConfiguration {
        dataDisksGb = List.copyOf(dataDisksGb);
    }

    /** What it is now. */
    public static WantedConfiguration of(InstanceSpec spec) {
        return new WantedConfiguration(
                spec.instanceType(),
                spec.systemDisk().sizeGb(),
                spec.dataDisks().stream().map(Disk::sizeGb).toList(),
                spec.internetChargeType(),
                spec.bandwidthMbps());
    }

    /** This machine with all of it; disks that nothing is said about stay as they are, and none is added. */
    InstanceSpec on(InstanceSpec machine) {
        List<Disk> disks = machine.dataDisks();
        return new InstanceSpec(
                machine.chargeType(),
                machine.months(),
                machine.zone(),
                instanceType,
                machine.image(),
                new Disk(machine.systemDisk().type(), systemDiskGb),
                IntStream.range(0, disks.size())
                        .mapToObj(index -> resized(disks.get(index), index))
                        .toList(),
                machine.networkType(),
                internetChargeType,
                bandwidthMbps);
    }

    private Disk resized(Disk disk, int index) {
        return index < dataDisksGb.size() ? new Disk(disk.type(), dataDisksGb.get(index)) : disk;
    }
}
