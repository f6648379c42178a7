package shop.cvm.catalog;

import org.jspecify.annotations.Nullable;

/**
 * An availability zone.
 *
 * @param id for example {@code ap-guangzhou-3}
 * @param numericId the number the cloud API uses for it
 * @param region id of its region
 * @param name for example "Guangzhou Zone 3"
 * @param number its number within the region
 * @param unavailability why it is not sold, or null if it is
 */
public record Zone(
        String id,
        int numericId,
        String region,
        Localized name,
        int number,
        @Nullable Unavailability unavailability) {

    public boolean isSold() {
        return unavailability == null;
    }
}
