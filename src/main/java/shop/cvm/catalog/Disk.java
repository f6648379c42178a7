package shop.cvm.catalog;

/**
 * A disk of a machine.
 *
 * @param type the disk type of the cloud API, for example {@code CLOUD_PREMIUM}
 * @param sizeGb size in GB
 */
public record Disk(String type, int sizeGb) {}
