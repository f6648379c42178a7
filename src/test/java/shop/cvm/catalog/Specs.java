package shop.cvm.catalog;

import java.util.List;

/** Specifications with names, to start a test from. */
public final class Specs {

    private Specs() {}

    /** A small Linux machine in Guangzhou for one month, with a public address of 1 Mbps. */
    public static InstanceSpec prepaid() {
        return new InstanceSpec(
                ChargeType.PREPAID,
                1,
                "ap-guangzhou-3",
                "S5.MEDIUM4",
                "img-487zeit5",
                new Disk("CLOUD_PREMIUM", 50),
                List.of(),
                NetworkType.VPC,
                InternetChargeType.BANDWIDTH,
                1);
    }

    /** The same machine, postpaid. */
    public static InstanceSpec postpaid() {
        return with(prepaid(), ChargeType.POSTPAID_BY_HOUR, 0);
    }

    public static InstanceSpec with(InstanceSpec spec, ChargeType chargeType, int months) {
        return new InstanceSpec(
                chargeType,
                months,
                spec.zone(),
                spec.instanceType(),
                spec.image(),
                spec.systemDisk(),
                spec.dataDisks(),
                spec.networkType(),
                spec.internetChargeType(),
                spec.bandwidthMbps());
    }

    public static InstanceSpec withType(InstanceSpec spec, String zone, String instanceType) {
        return new InstanceSpec(
                spec.chargeType(),
                spec.months(),
                zone,
                instanceType,
                spec.image(),
                spec.systemDisk(),
                spec.dataDisks(),
                spec.networkType(),
                spec.internetChargeType(),
                spec.bandwidthMbps());
    }

    public static InstanceSpec withImage(InstanceSpec spec, String image) {
        return new InstanceSpec(
                spec.chargeType(),
                spec.months(),
                spec.zone(),
                spec.instanceType(),
                image,
                spec.systemDisk(),
                spec.dataDisks(),
                spec.networkType(),
                spec.internetChargeType(),
                spec.bandwidthMbps());
    }

    public static InstanceSpec withDisks(InstanceSpec spec, Disk systemDisk, Disk... dataDisks) {
        return new InstanceSpec(
                spec.chargeType(),
                spec.months(),
                spec.zone(),
                spec.instanceType(),
                spec.image(),
                systemDisk,
                List.of(dataDisks),
                spec.networkType(),
                spec.internetChargeType(),
                spec.bandwidthMbps());
    }

    public static InstanceSpec withNetwork(InstanceSpec spec, InternetChargeType internet, int bandwidthMbps) {
        return new InstanceSpec(
                spec.chargeType(),
                spec.months(),
                spec.zone(),
                spec.instanceType(),
                spec.image(),
                spec.systemDisk(),
                spec.dataDisks(),
                spec.networkType(),
                internet,
                bandwidthMbps);
    }

    public static InstanceSpec withNetworkType(InstanceSpec spec, NetworkType networkType) {
        return new InstanceSpec(
                spec.chargeType(),
                spec.months(),
                spec.zone(),
                spec.instanceType(),
                spec.image(),
                spec.systemDisk(),
                spec.dataDisks(),
                networkType,
                spec.internetChargeType(),
                spec.bandwidthMbps());
    }
}
