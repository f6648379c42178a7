package shop.cvm.instance;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.util.List;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.NetworkType;

/**
 * An {@link InstanceSpec} as columns of a row, all but its disks: frozen into the order and handed over to the
 * instance.
 */
@Embeddable
public record Configuration(
        @Enumerated(EnumType.STRING) ChargeType chargeType,
        int months,
        String zoneId,
        String instanceType,
        String imageId,
        @Enumerated(EnumType.STRING) NetworkType networkType,
        @Enumerated(EnumType.STRING) InternetChargeType internetChargeType,
        int bandwidthMbps) {

    public static Configuration of(InstanceSpec spec) {
        return new Configuration(
                spec.chargeType(),
                spec.months(),
                spec.zone(),
                spec.instanceType(),
                spec.image(),
                spec.networkType(),
                spec.internetChargeType(),
                spec.bandwidthMbps());
    }

    /** The specification this is part of. */
    public InstanceSpec with(Disk systemDisk, List<Disk> dataDisks) {
        return new InstanceSpec(
                chargeType,
                months,
                zoneId,
                instanceType,
                imageId,
                systemDisk,
                dataDisks,
                networkType,
                internetChargeType,
                bandwidthMbps);
    }

    /** The same with another image. */
    Configuration of(Image image) {
        return new Configuration(
                chargeType, months, zoneId, instanceType, image.id(), networkType, internetChargeType, bandwidthMbps);
    }

    /** The same with another bandwidth. */
    Configuration withBandwidth(int otherMbps) {
        return new Configuration(
                chargeType, months, zoneId, instanceType, imageId, networkType, internetChargeType, otherMbps);
    }

    public boolean isPrepaid() {
        return chargeType == ChargeType.PREPAID;
    }

    /** The same machine, paid for so many months in advance. */
    Configuration prepaid(int forMonths) {
        return new Configuration(
                ChargeType.PREPAID,
                forMonths,
                zoneId,
                instanceType,
                imageId,
                networkType,
                internetChargeType,
                bandwidthMbps);
    }

    /** Whether it has bandwidth that is paid for as such, and not by traffic. */
    public boolean isPaidByBandwidth() {
        return hasPublicAddress() && internetChargeType == InternetChargeType.BANDWIDTH;
    }

    /** Whether the instance gets a public address: only if bandwidth was bought ({@code domain.md} 12.1). */
    public boolean hasPublicAddress() {
        return bandwidthMbps > 0;
    }
}
