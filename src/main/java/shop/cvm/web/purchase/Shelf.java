package shop.cvm.web.purchase;

import shop.cvm.catalog.Assortment;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Zone;

/**
 * The rows of the catalogue that a selection names, all of one version.
 *
 * @param catalog the version
 * @param chargeType what the zone is asked to sell by
 * @param zone the chosen zone
 * @param assortment what the zone sells
 * @param type the chosen type
 * @param image the chosen image
 */
record Shelf(
        CatalogSnapshot catalog,
        ChargeType chargeType,
        Zone zone,
        Assortment assortment,
        InstanceType type,
        Image image) {

    Region region() {
        return catalog.regionOf(zone);
    }

    Family family() {
        return catalog.familyOf(type);
    }
}
