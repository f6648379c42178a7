package shop.cvm.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Breaks valid specifications in any of their parts, and mends them by the nearest choices of their faults. */
final class BrokenSpecs {

    private final List<String> zones = new ArrayList<>(List.of("ap-shanghai-99", "nowhere"));
    private final List<String> types = new ArrayList<>(List.of("S99.HUGE"));
    private final List<String> images = new ArrayList<>(List.of("img-none"));
    private final List<String> disks = new ArrayList<>(List.of("CLOUD_NONE"));

    BrokenSpecs(CatalogSnapshot catalog) {
        catalog.regions().forEach(region -> region.zones().forEach(zone -> zones.add(zone.id())));
        catalog.families().forEach(family -> family.types().forEach(type -> types.add(type.id())));
        catalog.images().forEach(image -> images.add(image.id()));
        catalog.diskTypes().forEach(disk -> disks.add(disk.id()));
    }

    /** About every third part of it is drawn anew, sold or not. */
    InstanceSpec of(InstanceSpec spec, SplittableRandom random) {
        List<Disk> dataDisks = new ArrayList<>(spec.dataDisks());
        dataDisks.replaceAll(disk -> disk(disk, random));
        if (random.nextInt(20) == 0) {
            for (int more = 0; more <= CatalogSnapshot.MAX_DATA_DISKS; more++) {
                dataDisks.add(disk(new Disk("CLOUD_PREMIUM", 50), random));
            }
        }
        return new InstanceSpec(
                spec.chargeType(),
                seldom(random) ? random.nextInt(40) : spec.months(),
                pick(spec.zone(), zones, random),
                pick(spec.instanceType(), types, random),
                pick(spec.image(), images, random),
                disk(spec.systemDisk(), random),
                dataDisks,
                seldom(random) ? NetworkType.BASIC : spec.networkType(),
                spec.internetChargeType(),
                seldom(random) ? random.nextInt(-10, 3_000) : spec.bandwidthMbps());
    }

    /** The specification with every fault replaced by its nearest choice. */
    static InstanceSpec mended(InstanceSpec spec, List<SpecFault> faults) {
        InstanceSpec mended = spec;
        for (SpecFault fault : faults) {
            mended = mended(mended, fault);
        }
        return mended;
    }

    private static InstanceSpec mended(InstanceSpec spec, SpecFault fault) {
        String nearest = fault.nearest();
        if (fault.field().startsWith("dataDisks")) {
            Disk[] disks = mendedDisks(spec.dataDisks(), fault).toArray(Disk[]::new);
            return Specs.withDisks(spec, spec.systemDisk(), disks);
        }
        if (nearest == null) {
            throw new AssertionError("No choice for " + fault);
        }
        Disk disk = spec.systemDisk();
        Disk[] others = spec.dataDisks().toArray(Disk[]::new);
        return switch (fault.field()) {
            case "zone" -> Specs.withType(spec, nearest, spec.instanceType());
            case "type" -> Specs.withType(spec, spec.zone(), nearest);
            case "image" -> Specs.withImage(spec, nearest);
            case "period" -> Specs.with(spec, spec.chargeType(), Integer.parseInt(nearest));
            case "systemDiskType" -> Specs.withDisks(spec, new Disk(nearest, disk.sizeGb()), others);
            case "systemDiskSize" -> Specs.withDisks(spec, new Disk(disk.type(), Integer.parseInt(nearest)), others);
            case "network" -> Specs.withNetworkType(spec, NetworkType.valueOf(nearest));
            case "bandwidth" -> Specs.withNetwork(spec, spec.internetChargeType(), Integer.parseInt(nearest));
            default -> throw new AssertionError("No such part: " + fault);
        };
    }

    /** Without a choice there are no data disks here at all. */
    private static List<Disk> mendedDisks(List<Disk> disks, SpecFault fault) {
        String nearest = fault.nearest();
        if (nearest == null) {
            return List.of();
        }
        List<Disk> mended = new ArrayList<>(disks);
        for (int index = 0; index < disks.size(); index++) {
            Disk disk = disks.get(index);
            if (fault.field().equals("dataDisks[" + index + "].type")) {
                mended.set(index, new Disk(nearest, disk.sizeGb()));
            } else if (fault.field().equals("dataDisks[" + index + "].size")) {
                mended.set(index, new Disk(disk.type(), Integer.parseInt(nearest)));
            }
        }
        return fault.field().equals("dataDisks") ? mended.subList(0, Integer.parseInt(nearest)) : mended;
    }

    private Disk disk(Disk disk, SplittableRandom random) {
        return new Disk(pick(disk.type(), disks, random), seldom(random) ? random.nextInt(-5, 40_000) : disk.sizeGb());
    }

    private static String pick(String valid, List<String> all, SplittableRandom random) {
        return seldom(random) ? all.get(random.nextInt(all.size())) : valid;
    }

    private static boolean seldom(SplittableRandom random) {
        return random.nextInt(3) == 0;
    }
}
