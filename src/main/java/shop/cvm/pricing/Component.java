package shop.cvm.pricing;

/** What a line of a quote, an order or a bill is for. */
public enum Component {
    /** vCPU and memory. */
    COMPUTE,
    SYSTEM_DISK,
    DATA_DISK,
    /** Bandwidth paid by the month or hour. */
    BANDWIDTH,
    /** Outbound traffic, settled hourly by the GB; its line shows the price per GB and no amount. */
    TRAFFIC
}
