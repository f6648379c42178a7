package shop.cvm.instance;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;

/**
 * What another configuration changes of a machine.
 *
 * @param before what it is
 * @param after what it is to be: the same machine with another type, other sizes of the same disks, or another network
 * @param forced whether it is shut down for that, if it has to be, and started again
 */
public record Difference(InstanceSpec before, InstanceSpec after, boolean forced) {

    /** Of a machine that its owner shuts down before, if that has to be. */
    public Difference(InstanceSpec before, InstanceSpec after) {
        this(before, after, false);
    }

    public Difference {
        if (!before.zone().equals(after.zone())
                || before.chargeType() != after.chargeType()
                || !types(before).equals(types(after))) {
            throw new IllegalArgumentException("This is another machine: " + before + ", " + after);
        }
    }

    public boolean isNothing() {
        return before.equals(after);
    }

    /** Whether it gets other processors or another memory. */
    public boolean isOfType() {
        return !before.instanceType().equals(after.instanceType());
    }

    /** Whether something changes that its machine must be shut down for ({@code domain.md} 9.3). */
    public boolean isOfHardware() {
        return isOfType() || !disks(before).equals(disks(after));
    }

    /** Whether its public network is paid for in another way. */
    public boolean isOfNetworkBilling() {
        return before.internetChargeType() != after.internetChargeType();
    }

    /** Whether it gets another bandwidth, or pays for it in another way. */
    public boolean isOfNetwork() {
        return isOfNetworkBilling() || before.bandwidthMbps() != after.bandwidthMbps();
    }

    /** Whether it would have less of the bandwidth that it is paid for with. */
    public boolean lowersBandwidth() {
        return before.internetChargeType() == InternetChargeType.BANDWIDTH
                && !isOfNetworkBilling()
                && after.bandwidthMbps() < before.bandwidthMbps();
    }

    /** Whether one of its disks would get smaller. */
    public boolean shrinksADisk() {
        List<Disk> old = disks(before);
        List<Disk> other = disks(after);
        return IntStream.range(0, old.size())
                .anyMatch(index -> other.get(index).sizeGb() < old.get(index).sizeGb());
    }

    /** What it is afterwards, in figures that need no language: {@code S5.MEDIUM4, 50 + 100 GB, 5 Mbps}. */
    String described() {
        String sizes = disks(after).stream()
                .map(disk -> Integer.toString(disk.sizeGb()))
                .collect(joining(" + "));
        return after.instanceType() + ", " + sizes + " GB, " + after.bandwidthMbps() + " Mbps";
    }

    /** All disks of a machine, the system disk first. */
    static List<Disk> disks(InstanceSpec spec) {
        return Stream.concat(Stream.of(spec.systemDisk()), spec.dataDisks().stream())
                .toList();
    }

    private static List<String> types(InstanceSpec spec) {
        return disks(spec).stream().map(Disk::type).toList();
    }
}
