package shop.cvm.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Draws valid specifications from everything the catalogue sells; the same seed gives the same ones. */
public final class RandomSpecs {

    private record Offer(Zone zone, InstanceType type, OsType os, ChargeType chargeType) {}

    private final CatalogSnapshot catalog;
    private final List<Offer> offers;

    public RandomSpecs(CatalogSnapshot catalog) {
        this.catalog = catalog;
        this.offers = offers(catalog);
    }

    /** How many combinations of zone, type, operating system and charge type are sold. */
    public int offers() {
        return offers.size();
    }

    /** The next valid specification of this random sequence. */
    public InstanceSpec next(SplittableRandom random) {
        Offer offer = pick(offers, random);
        Family family = catalog.familyOf(offer.type());
        String region = offer.zone().region();
        boolean prepaid = offer.chargeType() == ChargeType.PREPAID;
        InternetChargeType internet = pick(List.of(InternetChargeType.values()), random);
        int maxBandwidth = catalog.maxBandwidth(offer.zone(), offer.type(), offer.chargeType(), internet);
        return new InstanceSpec(
                offer.chargeType(),
                prepaid ? pick(catalog.periods(region, offer.type(), offer.os()), random) : 0,
                offer.zone().id(),
                offer.type().id(),
                pick(images(family, offer.os()), random).id(),
                disk(region, family, DiskUsage.SYSTEM_DISK, offer.chargeType(), random),
                dataDisks(region, family, offer.chargeType(), random),
                pick(catalog.networkTypes(catalog.regionOf(offer.zone()), family), random),
                internet,
                random.nextInt(maxBandwidth + 1));
    }

    private List<Image> images(Family family, OsType os) {
        return catalog.images(family).stream()
                .filter(image -> image.osType() == os)
                .toList();
    }

    private List<Disk> dataDisks(String region, Family family, ChargeType chargeType, SplittableRandom random) {
        boolean sold = !catalog.diskTypes(region, family, DiskUsage.DATA_DISK, chargeType)
                .isEmpty();
        List<Disk> disks = new ArrayList<>();
        for (int left = sold ? random.nextInt(4) : 0; left > 0; left--) {
            disks.add(disk(region, family, DiskUsage.DATA_DISK, chargeType, random));
        }
        return disks;
    }

    private Disk disk(String region, Family family, DiskUsage usage, ChargeType chargeType, SplittableRandom random) {
        DiskType type = pick(catalog.diskTypes(region, family, usage, chargeType), random);
        DiskType.Limits limits = type.limits(usage);
        int steps = (limits.max() - limits.min()) / limits.step();
        return new Disk(type.id(), limits.min() + limits.step() * random.nextInt(steps + 1));
    }

    private static List<Offer> offers(CatalogSnapshot catalog) {
        List<Offer> offers = new ArrayList<>();
        for (Region region : catalog.regions()) {
            for (Zone zone : region.zones()) {
                for (Family family : catalog.families()) {
                    family.types().forEach(type -> addOffers(catalog, zone, type, offers));
                }
            }
        }
        return List.copyOf(offers);
    }

    private static void addOffers(CatalogSnapshot catalog, Zone zone, InstanceType type, List<Offer> offers) {
        for (OsType os : OsType.values()) {
            for (ChargeType chargeType : ChargeType.values()) {
                if (catalog.isSold(zone, type, os, chargeType)) {
                    offers.add(new Offer(zone, type, os, chargeType));
                }
            }
        }
    }

    private static <T> T pick(List<T> list, SplittableRandom random) {
        return list.get(random.nextInt(list.size()));
    }
}
