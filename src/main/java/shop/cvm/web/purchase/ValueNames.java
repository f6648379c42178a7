package shop.cvm.web.purchase;

import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.DiskType;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Zone;

/** What values of parameters are called, as far as they have a name; what nobody knows is shown as it was written. */
record ValueNames(CatalogSnapshot catalog, Words words) {

    private static final int LONGEST = 40;

    String name(String parameter, String value) {
        String known = known(Parameter.kind(parameter), value);
        return known == null ? shortened(value) : known;
    }

    private @Nullable String known(String parameter, String value) {
        switch (parameter) {
            case Parameter.REGION:
                Region region = catalog.region(value);
                return region == null ? null : words.in(region.city());
            case Parameter.ZONE:
                Zone zone = catalog.zone(value);
                return zone == null ? null : words.in(zone.name());
            case Parameter.FAMILY:
                Family family = catalog.family(value);
                return family == null ? null : words.in(family.name());
            case Parameter.IMAGE:
                Image image = catalog.image(value);
                return image == null ? null : words.in(image.name());
            case Parameter.SYSTEM_DISK_TYPE, Parameter.DATA_DISK_TYPES:
                return disk(catalog, value, words);
            case Parameter.SYSTEM_DISK_SIZE, Parameter.DATA_DISK_SIZES:
                return shortened(value) + " GB";
            default:
                return words.known("purchase.value." + parameter + "." + value);
        }
    }

    /** Name of a disk type, or its id if it is unknown. */
    static String disk(CatalogSnapshot catalog, String id, Words words) {
        DiskType type = catalog.diskType(id);
        return type == null ? shortened(id) : words.in(type.name());
    }

    private static String shortened(String value) {
        return value.codePointCount(0, value.length()) <= LONGEST
                ? value
                : value.substring(0, value.offsetByCodePoints(0, LONGEST)) + "…";
    }
}
