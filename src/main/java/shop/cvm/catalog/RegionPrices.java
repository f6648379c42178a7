package shop.cvm.catalog;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The price book of one region.
 *
 * @param compute vCPU and memory by operating system and instance type
 * @param disks price per GB by charge type and disk type
 * @param bandwidth price per Mbps by charge type
 * @param traffic price per GB of outbound traffic; null if not sold
 */
record RegionPrices(
        Map<OsType, Map<String, ComputePrice>> compute,
        Map<ChargeType, Map<String, UnitPrice>> disks,
        Map<ChargeType, BandwidthPrice> bandwidth,
        @Nullable UnitPrice traffic) {

    static final RegionPrices NONE = new RegionPrices(Map.of(), Map.of(), Map.of(), null);

    RegionPrices {
        compute = Map.copyOf(compute);
        disks = Map.copyOf(disks);
        bandwidth = Map.copyOf(bandwidth);
    }
}
