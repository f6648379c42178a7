package shop.cvm.api;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Assortment;
import shop.cvm.catalog.Assortments;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Unavailability;
import shop.cvm.catalog.Zone;
import shop.cvm.money.Cny;

/** Which types are sold in which zones, in stock or not. */
@Component
class Offers {

    private final Catalog catalog;
    private final Assortments assortments;

    Offers(Catalog catalog, Assortments assortments) {
        this.catalog = catalog;
        this.assortments = assortments;
    }

    /**
     * A type that a zone sells.
     *
     * @param free how many are left
     * @param unavailability why it cannot be bought now, as the purchase page says it; null if it can
     */
    record Offer(
            CatalogSnapshot catalog,
            Zone zone,
            InstanceType type,
            ChargeType chargeType,
            int free,
            @Nullable Unavailability unavailability) {

        /** What one machine costs without disks, per hour or for a month. */
        ItemPrice price() {
            ComputePrice price = Stream.of(OsType.LINUX, OsType.WINDOWS)
                    .filter(os -> catalog.isSold(zone, type, os, chargeType))
                    .map(os -> Objects.requireNonNull(catalog.computePrice(zone.region(), type.id(), os)))
                    .findFirst()
                    .orElseThrow();
            return chargeType == ChargeType.PREPAID ? ofMonth(price) : ofHour(price);
        }

        private static ItemPrice ofMonth(ComputePrice price) {
            BigDecimal list = Objects.requireNonNull(price.perMonth());
            BigDecimal factor = price.monthFactors().getOrDefault(1, BigDecimal.ONE);
            return ItemPrice.prepaid(Cny.round(list), Cny.round(list.multiply(factor)));
        }

        private static ItemPrice ofHour(ComputePrice price) {
            return ItemPrice.byHour("HOUR", price.steps().get(0).rate().perHour(), step(price, 1), step(price, 2));
        }

        private static @Nullable BigDecimal step(ComputePrice price, int step) {
            return step >= price.steps().size()
                    ? null
                    : price.steps().get(step).rate().perHour();
        }
    }

    /** All of a region, zone by zone. */
    List<Offer> in(Region region) {
        CatalogSnapshot snapshot = catalog.snapshot();
        return region.zones().stream()
                .filter(Zone::isSold)
                .flatMap(zone ->
                        Arrays.stream(ChargeType.values()).flatMap(chargeType -> offers(snapshot, zone, chargeType)))
                .toList();
    }

    private Stream<Offer> offers(CatalogSnapshot snapshot, Zone zone, ChargeType chargeType) {
        Assortment assortment = assortments.of(snapshot, zone, chargeType);
        return snapshot.families().stream()
                .flatMap(family -> family.types().stream())
                .filter(type -> isSold(snapshot, zone, type, chargeType))
                .map(type -> new Offer(
                        snapshot, zone, type, chargeType, assortment.free(type.id()), assortment.reason(type.id())));
    }

    private static boolean isSold(CatalogSnapshot snapshot, Zone zone, InstanceType type, ChargeType chargeType) {
        return Arrays.stream(OsType.values()).anyMatch(os -> snapshot.isSold(zone, type, os, chargeType));
    }
}
