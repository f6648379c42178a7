package shop.cvm.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A region with its zones, as {@code regions.csv} and {@code zones.csv} list them.
 *
 * @param id for example {@code ap-guangzhou}
 * @param numericId the number the cloud API uses for it
 * @param name full name, for example "South China (Guangzhou)"
 * @param city short name, for example "Guangzhou"
 * @param area China, APAC, Americas or Europe
 * @param unavailability why it is not sold, or null if it is
 * @param basicNetwork whether new machines may stand in the basic network (regions opened before 2017-08-03)
 * @param zones its zones in the order of the file
 */
public record Region(
        String id,
        int numericId,
        Localized name,
        Localized city,
        String area,
        @Nullable Unavailability unavailability,
        boolean basicNetwork,
        List<Zone> zones) {

    public Region {
        zones = List.copyOf(zones);
    }

    /** Whether it lies in mainland China, where more is sold to one customer ({@code domain.md} 1.2). */
    public boolean isMainland() {
        return area.equals("China") && !id.equals("ap-hongkong");
    }

    public boolean isSold() {
        return unavailability == null;
    }
}
