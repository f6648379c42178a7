package shop.cvm.catalog;

import java.util.List;

/**
 * What a customer wants: one machine, in all that decides its price. Built by the pages and by the API, checked by
 * the catalogue, priced by the pricing module, frozen into the order, and delivered.
 *
 * @param chargeType prepaid or postpaid
 * @param months the period paid for, 1 to 36; 0 for postpaid
 * @param zone availability zone, for example {@code ap-guangzhou-3}
 * @param instanceType for example {@code S5.MEDIUM4}
 * @param image image id, for example {@code img-487zeit5}
 * @param systemDisk the disk the machine starts from
 * @param dataDisks up to 20 more disks
 * @param networkType basic network or VPC
 * @param internetChargeType how the public network is paid for
 * @param bandwidthMbps outbound bandwidth in Mbps; 0 means no public address
 */
public record InstanceSpec(
        ChargeType chargeType,
        int months,
        String zone,
        String instanceType,
        String image,
        Disk systemDisk,
        List<Disk> dataDisks,
        NetworkType networkType,
        InternetChargeType internetChargeType,
        int bandwidthMbps) {

    public InstanceSpec {
        dataDisks = List.copyOf(dataDisks);
    }

    /** The same machine for another period. */
    public InstanceSpec withMonths(int otherMonths) {
        return new InstanceSpec(
                chargeType,
                otherMonths,
                zone,
                instanceType,
                image,
                systemDisk,
                dataDisks,
                networkType,
                internetChargeType,
                bandwidthMbps);
    }

    /** The same machine with another bandwidth. */
    public InstanceSpec withBandwidth(int otherMbps) {
        return new InstanceSpec(
                chargeType,
                months,
                zone,
                instanceType,
                image,
                systemDisk,
                dataDisks,
                networkType,
                internetChargeType,
                otherMbps);
    }

    /** The same machine, paid for so many months in advance. */
    public InstanceSpec prepaid(int forMonths) {
        return new InstanceSpec(
                ChargeType.PREPAID,
                forMonths,
                zone,
                instanceType,
                image,
                systemDisk,
                dataDisks,
                networkType,
                internetChargeType,
                bandwidthMbps);
    }

    public boolean isPrepaid() {
        return chargeType == ChargeType.PREPAID;
    }

    /** Whether anything of it is charged by use: all of a postpaid machine, of a prepaid one its traffic. */
    public boolean isChargedByUse() {
        return !isPrepaid() || hasPublicAddress() && internetChargeType == InternetChargeType.TRAFFIC;
    }

    /** Whether the machine gets a public address: only if bandwidth was bought ({@code domain.md} 12.1). */
    public boolean hasPublicAddress() {
        return bandwidthMbps > 0;
    }
}
