package shop.cvm.api;

import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.InternetChargeType;

/** The public network of a machine. */
record WantedInternet(InternetChargeType chargeType, int mbps) {

    private static final int MORE_THAN_ANY = 1_000_000;

    static WantedInternet of(MachineRequest.@Nullable Internet wanted, ChargeType chargeType) {
        InternetChargeType usual =
                chargeType == ChargeType.PREPAID ? InternetChargeType.BANDWIDTH : InternetChargeType.TRAFFIC;
        if (wanted == null) {
            return new WantedInternet(usual, 0);
        }
        Unsold.require("InternetAccessible.BandwidthPackageId", wanted.bandwidthPackageId());
        Unsold.require("InternetAccessible.IPv6AddressType", wanted.iPv6AddressType(), wanted.antiDDoSPackageId());
        Long out = wanted.internetMaxBandwidthOut();
        long mbps = out == null ? 0 : out;
        Boolean assigned = wanted.publicIpAssigned();
        if (assigned != null && (assigned && mbps == 0 || !assigned && mbps > 0)) {
            throw Fault.COMBINATION.refusal("PublicIpAssigned", "InternetMaxBandwidthOut");
        }
        InternetChargeType internet = named(wanted.internetChargeType(), chargeType, usual);
        return new WantedInternet(internet, (int) Math.max(Math.min(mbps, MORE_THAN_ANY), -1));
    }

    private static InternetChargeType named(@Nullable String name, ChargeType chargeType, InternetChargeType usual) {
        if (name == null || name.isEmpty()) {
            return usual;
        }
        for (InternetChargeType type : InternetChargeType.values()) {
            if (type.apiName(chargeType).equals(name)) {
                return type;
            }
        }
        throw switch (name) {
            case "BANDWIDTH_PREPAID", "BANDWIDTH_POSTPAID_BY_HOUR" ->
                Fault.COMBINATION.refusal("InternetChargeType", "InstanceChargeType");
            case "BANDWIDTH_PACKAGE" -> Fault.NOT_SUPPORTED.refusal("InternetChargeType");
            default -> Fault.INVALID_VALUE.refusal("InternetChargeType", name);
        };
    }
}
