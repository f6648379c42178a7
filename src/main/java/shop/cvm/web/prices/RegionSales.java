package shop.cvm.web.prices;

import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Unavailability;
import shop.cvm.catalog.Zone;

/** What one region sells in any of its zones, whatever the stock, and why it does not sell the rest. */
final class RegionSales {

    private final CatalogSnapshot catalog;
    private final Region region;

    RegionSales(CatalogSnapshot catalog, Region region) {
        this.catalog = catalog;
        this.region = region;
    }

    boolean sells(InstanceType type, OsType os, ChargeType chargeType) {
        return reason(type, os, chargeType) == null;
    }

    /** Whether the type is sold prepaid or postpaid. */
    boolean sells(InstanceType type, OsType os) {
        return sells(type, os, ChargeType.PREPAID) || sells(type, os, ChargeType.POSTPAID_BY_HOUR);
    }

    boolean sells(Family family) {
        return family.types().stream().anyMatch(type -> sells(type, OsType.LINUX));
    }

    /** Why no zone of the region sells this type in this way, or null if one does. */
    @Nullable
    Unavailability reason(InstanceType type, OsType os, ChargeType chargeType) {
        if (region.unavailability() != null) {
            return region.unavailability();
        }
        Unavailability ofSoldZone = null;
        for (Zone zone : region.zones()) {
            Unavailability reason = catalog.unavailability(zone, type, os, chargeType);
            if (reason == null) {
                return null;
            }
            ofSoldZone = ofSoldZone == null && zone.isSold() ? reason : ofSoldZone;
        }
        return ofSoldZone == null ? Unavailability.SOLD_OUT : ofSoldZone;
    }
}
