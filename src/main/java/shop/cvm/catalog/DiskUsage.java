package shop.cvm.catalog;

/** What a disk is for; the names are those of the cloud API. */
public enum DiskUsage {
    SYSTEM_DISK,
    DATA_DISK
}
