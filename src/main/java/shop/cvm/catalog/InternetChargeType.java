package shop.cvm.catalog;

/** How the public network is paid for. Together with the {@link ChargeType} it gives the value of the cloud API. */
public enum InternetChargeType {
    /** A fixed bandwidth, paid with the machine. */
    BANDWIDTH,
    /** Outbound traffic by the GB, settled every hour for both kinds of machine. */
    TRAFFIC;

    /** The {@code InternetChargeType} of the cloud API for a machine of this charge type ({@code domain.md} 6.1). */
    public String apiName(ChargeType chargeType) {
        if (this == TRAFFIC) {
            return "TRAFFIC_POSTPAID_BY_HOUR";
        }
        return chargeType == ChargeType.PREPAID ? "BANDWIDTH_PREPAID" : "BANDWIDTH_POSTPAID_BY_HOUR";
    }
}
