package shop.cvm.instance;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.NetworkType;
import shop.cvm.catalog.Zone;
import shop.cvm.network.Networks;
import shop.cvm.network.Standing;

/** Finds out what a new machine will be and where it will stand. */
@Component
class Placement {

    private final Catalog catalog;
    private final Networks networks;

    Placement(Catalog catalog, Networks networks) {
        this.catalog = catalog;
        this.networks = networks;
    }

    Shape shape(InstanceSpec spec) {
        CatalogSnapshot snapshot = catalog.snapshot();
        return Shape.of(
                zone(snapshot, spec).region(),
                known(snapshot.type(spec.instanceType()), spec),
                known(snapshot.image(spec.image()), spec));
    }

    /** A machine of this shape with the hardware of another type. */
    Shape reshaped(Shape shape, InstanceSpec spec) {
        return shape.of(known(catalog.snapshot().type(spec.instanceType()), spec));
    }

    /** Whether disks of its host belong to the type. */
    boolean hasLocalDisks(InstanceSpec spec) {
        InstanceType type = catalog.snapshot().type(spec.instanceType());
        return type != null && type.localDisks() != null;
    }

    Standing standing(Launch launch) {
        CatalogSnapshot snapshot = catalog.snapshot();
        Zone zone = zone(snapshot, launch.spec());
        if (launch.spec().networkType() == NetworkType.VPC) {
            return networks.defaultStanding(launch.account(), zone, launch.securityGroup());
        }
        return new Standing(
                networks.basicSubnet(snapshot.regionOf(zone)).id(),
                networks.securityGroup(launch.account(), zone.region(), launch.securityGroup()));
    }

    private static Zone zone(CatalogSnapshot snapshot, InstanceSpec spec) {
        return known(snapshot.zone(spec.zone()), spec);
    }

    private static <T> T known(@Nullable T found, InstanceSpec spec) {
        if (found == null) {
            throw new IllegalStateException("The catalogue no longer knows everything in " + spec);
        }
        return found;
    }
}
