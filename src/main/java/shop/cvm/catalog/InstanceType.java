package shop.cvm.catalog;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * An instance type: the page's "Hardware".
 *
 * @param id for example {@code S5.MEDIUM4}
 * @param family id of its family
 * @param vcpu number of virtual processors, 1 or more
 * @param memoryGib memory in GiB
 * @param gpuCount graphics cards; a quarter and a half are shares of one; 0 for none
 * @param gpuModel model of the cards, empty for none
 * @param bandwidthGbps private network, in and out, in Gbps; null if not published
 * @param packetsPerSecond packets in and out; null if not published
 * @param localDisks local disks bound to the type; null for none
 * @param unavailability why it is sold nowhere, or null
 */
public record InstanceType(
        String id,
        String family,
        int vcpu,
        int memoryGib,
        BigDecimal gpuCount,
        String gpuModel,
        @Nullable BigDecimal bandwidthGbps,
        @Nullable Integer packetsPerSecond,
        @Nullable LocalDisks localDisks,
        @Nullable Unavailability unavailability) {

    /**
     * Local disks that belong to the type; their price is part of the type's.
     *
     * @param type {@code LOCAL_NVME} or {@code LOCAL_PRO}
     * @param count how many
     * @param sizeGbEach size of one in GB
     */
    public record LocalDisks(String type, int count, int sizeGbEach) {}
}
