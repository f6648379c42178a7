package shop.cvm.catalog;

/**
 * A disk type with its limits.
 *
 * @param id for example {@code CLOUD_PREMIUM}
 * @param name for example "Premium Cloud Disk"
 * @param system limits as a system disk
 * @param data limits as a data disk
 * @param listed whether it is sold with new machines
 */
public record DiskType(String id, Localized name, Limits system, Limits data, boolean listed) {

    /**
     * Sizes in GB that one use of a disk type allows.
     *
     * @param offered whether the type can be used that way at all
     * @param min smallest size
     * @param max largest size
     * @param step sizes are multiples of it
     */
    public record Limits(boolean offered, int min, int max, int step) {

        /** Whether the size lies in the range and on a step. */
        public boolean allows(int sizeGb) {
            return offered && sizeGb >= min && sizeGb <= max && sizeGb % step == 0;
        }

        /** The allowed size closest to this one; the larger one if two are. */
        public int nearest(int sizeGb) {
            int bounded = Math.min(Math.max(sizeGb, min), max);
            int rounded = Math.floorDiv(bounded + step / 2, step) * step;
            return Math.min(Math.max(rounded, roundUp(min)), max - max % step);
        }

        private int roundUp(int sizeGb) {
            return Math.floorDiv(sizeGb + step - 1, step) * step;
        }
    }

    /** The limits for one of the two uses. */
    public Limits limits(DiskUsage usage) {
        return usage == DiskUsage.SYSTEM_DISK ? system : data;
    }
}
