package shop.cvm.web.purchase;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.Assortments;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Zone;

/** Finds the zone a query asks for, or the nearest one that has something to sell. */
final class PlaceChoice {

    private static final String USUAL_REGION = "ap-guangzhou";

    private final CatalogSnapshot catalog;
    private final Assortments assortments;
    private final ChargeType chargeType;
    private final QueryText query;

    PlaceChoice(CatalogSnapshot catalog, Assortments assortments, ChargeType chargeType, QueryText query) {
        this.catalog = catalog;
        this.assortments = assortments;
        this.chargeType = chargeType;
        this.query = query;
    }

    /** The wanted zone, else one of its region that sells the wanted type, else any of the region, else of the shop. */
    Zone choose() {
        Region region = region();
        Zone wanted = zoneNamed();
        if (wanted != null && wanted.region().equals(region.id()) && sellsAnything(wanted)) {
            return wanted;
        }
        String type = query.text(Parameter.TYPE);
        return Stream.of(openZones(region).filter(zone -> type != null && sells(zone, type)), openZones(region), all())
                .flatMap(zones -> zones)
                .filter(this::sellsAnything)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No zone sells anything " + chargeType));
    }

    private Region region() {
        Region named = catalog.region(text(Parameter.REGION));
        Zone zone = zoneNamed();
        if (named == null && zone != null) {
            named = catalog.regionOf(zone);
        }
        return named != null && named.isSold() ? named : nearest(named);
    }

    /** A region of the same part of the world, the usual one first. */
    private Region nearest(@Nullable Region closed) {
        return catalog.regions().stream()
                .filter(Region::isSold)
                .min(Comparator.comparing((Region region) ->
                                closed != null && !region.area().equals(closed.area()))
                        .thenComparing(region -> !region.id().equals(USUAL_REGION)))
                .orElseThrow(() -> new IllegalStateException("No region is sold"));
    }

    private @Nullable Zone zoneNamed() {
        return catalog.zone(text(Parameter.ZONE));
    }

    private String text(String parameter) {
        String text = query.text(parameter);
        return text == null ? "" : text;
    }

    private Stream<Zone> all() {
        return Stream.concat(
                        Stream.of(nearest(null)), catalog.regions().stream().filter(Region::isSold))
                .flatMap(this::openZones);
    }

    private Stream<Zone> openZones(Region region) {
        List<Zone> zones = region.isSold() ? region.zones() : List.of();
        return zones.stream().filter(Zone::isSold);
    }

    private boolean sellsAnything(Zone zone) {
        return zone.isSold() && assortments.of(catalog, zone, chargeType).sellsAnything();
    }

    private boolean sells(Zone zone, String type) {
        return assortments.of(catalog, zone, chargeType).free(type) > 0;
    }
}
