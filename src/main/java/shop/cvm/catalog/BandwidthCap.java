package shop.cvm.catalog;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A rule of {@code bandwidth_caps.csv} for machines created since 2020-02-24.
 *
 * @param apiName network charge type as the cloud API names it
 * @param chargeType charge type of the machine
 * @param zones zones it is for; empty for all that no other rule names
 * @param minVcpu smallest machine it is for; null for any
 * @param maxVcpu largest machine it is for; null for any
 * @param maxMbps highest bandwidth
 */
record BandwidthCap(
        String apiName,
        String chargeType,
        Set<String> zones,
        @Nullable Integer minVcpu,
        @Nullable Integer maxVcpu,
        int maxMbps) {

    boolean covers(String apiName, ChargeType chargeType, int vcpu) {
        return this.apiName.equals(apiName)
                && this.chargeType.equals(chargeType.name())
                && (minVcpu == null || vcpu >= minVcpu)
                && (maxVcpu == null || vcpu <= maxVcpu);
    }
}
