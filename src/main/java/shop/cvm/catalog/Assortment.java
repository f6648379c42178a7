package shop.cvm.catalog;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a zone sells for one charge type, with some operating system and at this moment, and why it does not sell the
 * rest: the reason that page and API share.
 */
public final class Assortment {

    private final long version;
    private final Map<String, Unavailability> unsold;
    private final Map<String, Integer> free;
    private final boolean anything;

    private Assortment(long version, Map<String, Unavailability> unsold, Map<String, Integer> free) {
        this.version = version;
        this.unsold = unsold;
        this.free = free;
        this.anything =
                free.entrySet().stream().anyMatch(entry -> entry.getValue() > 0 && !unsold.containsKey(entry.getKey()));
    }

    /** @param free machines in stock by type */
    static Assortment of(CatalogSnapshot catalog, Zone zone, ChargeType chargeType, Map<String, Integer> free) {
        Map<String, Unavailability> unsold = new HashMap<>();
        for (Family family : catalog.families()) {
            for (InstanceType type : family.types()) {
                Unavailability reason = reason(catalog, zone, type, chargeType);
                if (reason != null) {
                    unsold.put(type.id(), reason);
                }
            }
        }
        return new Assortment(catalog.version(), unsold, free);
    }

    /** The same with another stock. */
    Assortment with(Map<String, Integer> newFree) {
        return new Assortment(version, unsold, newFree);
    }

    long version() {
        return version;
    }

    private static @Nullable Unavailability reason(
            CatalogSnapshot catalog, Zone zone, InstanceType type, ChargeType chargeType) {
        Unavailability linux = catalog.unavailability(zone, type, OsType.LINUX, chargeType);
        return linux == null || catalog.isSold(zone, type, OsType.WINDOWS, chargeType) ? null : linux;
    }

    /** Machines of this type that can be bought now. */
    public int free(String type) {
        return unsold.containsKey(type) ? 0 : free.getOrDefault(type, 0);
    }

    /** Why this type cannot be bought now, or null if it can. */
    public @Nullable Unavailability reason(String type) {
        Unavailability reason = unsold.get(type);
        return reason == null && free(type) == 0 ? Unavailability.SOLD_OUT : reason;
    }

    public boolean sellsAnything() {
        return anything;
    }

    public boolean sells(InstanceType type) {
        return free(type.id()) > 0;
    }

    public boolean sells(Family family) {
        return family.types().stream().anyMatch(this::sells);
    }

    /** Why nothing of this family can be bought now, or null if something can. */
    public @Nullable Unavailability reason(Family family) {
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
