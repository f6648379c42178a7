package shop.cvm.catalog;

/** How a machine is paid for; the names are those of the cloud API ({@code InstanceChargeType}). */
public enum ChargeType {
    /** Prepaid by month or year: the whole period is paid before delivery. */
    PREPAID,
    /** Postpaid: metered by the second, settled every full hour. */
    POSTPAID_BY_HOUR
}
