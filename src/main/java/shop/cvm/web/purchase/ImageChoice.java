package shop.cvm.web.purchase;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Zone;

/** Finds the image a query asks for among those the chosen hardware can be sold with. */
final class ImageChoice {

    private static final String USUAL_PLATFORM = "Ubuntu";
    private static final String USUAL_VERSION = "22.04";

    private ImageChoice() {}

    /** Operating systems this type is sold with. */
    static Set<OsType> systems(CatalogSnapshot catalog, Zone zone, InstanceType type, ChargeType chargeType) {
        Set<OsType> systems = EnumSet.noneOf(OsType.class);
        for (OsType os : OsType.values()) {
            if (catalog.isSold(zone, type, os, chargeType)) {
                systems.add(os);
            }
        }
        return systems;
    }

    /** The wanted image, unless another operating system is wanted; then that one's first; else the usual image. */
    static Image choose(CatalogSnapshot catalog, InstanceType type, Set<OsType> systems, QueryText query) {
        Family family = catalog.familyOf(type);
        String platform = query.text(Parameter.IMAGE_OS);
        Image named = catalog.image(Objects.requireNonNullElse(query.text(Parameter.IMAGE), ""));
        Image wanted = named != null && isOffered(named, family, systems) ? named : null;
        if (wanted != null && (platform == null || platform.equals(wanted.platform()))) {
            return wanted;
        }
        List<Image> offered = catalog.images(family).stream()
                .filter(image -> isOffered(image, family, systems))
                .toList();
        if (platform != null
                && offered.stream().anyMatch(image -> image.platform().equals(platform))) {
            return first(offered, platform);
        }
        return wanted != null ? wanted : first(offered, named == null ? USUAL_PLATFORM : named.platform());
    }

    private static boolean isOffered(Image image, Family family, Set<OsType> systems) {
        return image.listed() && image.architecture().equals(family.architecture()) && systems.contains(image.osType());
    }

    /** The same images, those of the usual operating system before the others. */
    static List<Image> usualFirst(List<Image> images) {
        return images.stream()
                .sorted(Comparator.comparing(image -> !image.platform().equals(USUAL_PLATFORM)))
                .toList();
    }

    private static Image first(List<Image> offered, String platform) {
        Predicate<Image> samePlatform = image -> image.platform().equals(platform);
        Predicate<Image> usual = image ->
                image.platform().equals(USUAL_PLATFORM) && image.version().equals(USUAL_VERSION);
        return Stream.<Predicate<Image>>of(samePlatform.and(usual), samePlatform, usual, image -> true)
                .flatMap(wish -> offered.stream().filter(wish))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No image is sold for this type"));
    }
}
