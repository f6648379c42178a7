package shop.cvm.web;

import java.util.Optional;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.DiskType;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.Localized;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Zone;

/**
 * What things that were bought are called: {@code ${@names.zone(id).in(#locale)}}. What has left the catalogue since is
 * called by its id.
 */
@Component("names")
public class CatalogNames {

    private final Catalog catalog;

    CatalogNames(Catalog catalog) {
        this.catalog = catalog;
    }

    public Localized zone(String id) {
        Zone zone = catalog.snapshot().zone(id);
        return zone == null ? new Localized(id, id) : zone.name();
    }

    /** The region of a zone; empty if the catalogue does not know the zone. */
    public String regionOf(String zoneId) {
        Zone zone = catalog.snapshot().zone(zoneId);
        return zone == null ? "" : zone.region();
    }

    public Localized region(String id) {
        Region region = catalog.snapshot().region(id);
        return region == null ? new Localized(id, id) : region.name();
    }

    public Localized image(String id) {
        Image image = catalog.snapshot().image(id);
        return image == null ? new Localized(id, id) : image.name();
    }

    public Localized diskType(String id) {
        DiskType type = catalog.snapshot().diskType(id);
        return type == null ? new Localized(id, id) : type.name();
    }

    /** The family of an instance type. */
    public Localized family(String instanceType) {
        CatalogSnapshot snapshot = catalog.snapshot();
        return Optional.ofNullable(snapshot.type(instanceType))
                .map(snapshot::familyOf)
                .map(Family::name)
                .orElseGet(() -> new Localized(instanceType, instanceType));
    }

    /** The instance type itself, as long as the catalogue has it. */
    public Optional<InstanceType> type(String id) {
        return Optional.ofNullable(catalog.snapshot().type(id));
    }
}
