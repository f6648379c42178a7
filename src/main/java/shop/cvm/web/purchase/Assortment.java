package shop.cvm.web.purchase;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Unavailability;
import shop.cvm.catalog.Zone;

/**
 * What a zone sells for one charge type, with some operating system and at this moment, and why it does not sell the
 * rest.
 */
final class Assortment {

    private final Map<String, Unavailability> unsold;
    private final Map<String, Integer> free;

    private Assortment(Map<String, Unavailability> unsold, Map<String, Integer> free) {
        this.unsold = unsold;
        this.free = free;
    }

    /** What is not sold of the whole catalogue, by type, whatever the stock. */
    static Map<String, Unavailability> unsold(CatalogSnapshot catalog, Zone zone, ChargeType chargeType) {
        Map<String, Unavailability> unsold = new HashMap<>();
        for (Family family : catalog.families()) {
            boolean startable = !catalog.images(family).isEmpty();
            for (InstanceType type : family.types()) {
                Unavailability reason =
                        startable ? reason(catalog, zone, type, chargeType) : Unavailability.BY_APPLICATION;
                if (reason != null) {
                    unsold.put(type.id(), reason);
                }
            }
        }
        return Map.copyOf(unsold);
    }

    static Assortment of(Map<String, Unavailability> unsold, Map<String, Integer> free) {
        return new Assortment(unsold, free);
    }

    private static @Nullable Unavailability reason(
            CatalogSnapshot catalog, Zone zone, InstanceType type, ChargeType chargeType) {
        Unavailability linux = catalog.unavailability(zone, type, OsType.LINUX, chargeType);
        return linux == null || catalog.isSold(zone, type, OsType.WINDOWS, chargeType) ? null : linux;
    }

    /** Machines of this type that can be bought now. */
    int free(String type) {
        return unsold.containsKey(type) ? 0 : free.getOrDefault(type, 0);
    }

    /** Why this type cannot be bought now, or null if it can. */
    @Nullable
    Unavailability reason(String type) {
        Unavailability reason = unsold.get(type);
        return reason == null && free(type) == 0 ? Unavailability.SOLD_OUT : reason;
    }

    boolean sellsAnything() {
        return free.keySet().stream().anyMatch(type -> free(type) > 0);
    }

    boolean sells(InstanceType type) {
        return free(type.id()) > 0;
    }

    boolean sells(Family family) {
        return family.types().stream().anyMatch(this::sells);
    }

    /** Why nothing of this family can be bought now, or null if something can. */
    @Nullable
    Unavailability reason(Family family) {
        if (sells(family)) {
            return null;
        }
        boolean soldOut = family.types().stream().anyMatch(type -> !unsold.containsKey(type.id()));
        if (soldOut) {
            return Unavailability.SOLD_OUT;
        }
        Unavailability whole = family.unavailability();
        return whole != null || family.types().isEmpty()
                ? whole
                : reason(family.types().get(0).id());
    }
}
