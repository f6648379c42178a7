package shop.cvm.instance;

/** What a shutdown does to the price of an hourly machine; the names are those of the cloud API ({@code domain.md} 5.5). */
public enum StoppedMode {
    /** Nothing: everything stays as it is, and so does the price. */
    KEEP_CHARGING,
    /** vCPU and memory are given back and cost nothing; so is the public address. Disks and bandwidth are charged on. */
    STOP_CHARGING
}
