package shop.cvm.web.purchase;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Zone;

/** Finds the image a query asks for among those the chosen hardware can be sold with. */
final class ImageChoice {

    private static final String USUAL_PLATFORM = "Ubuntu";
    private static final String USUAL_VERSION = "22.04";

    private ImageChoice() {}

    /** Images this type is sold with, in the order of the catalogue. */
    static List<Image> offered(CatalogSnapshot catalog, Zone zone, InstanceType type, ChargeType chargeType) {
        Set<OsType> systems = EnumSet.noneOf(OsType.class);
        for (OsType os : OsType.values()) {
            if (catalog.isSold(zone, type, os, chargeType)) {
                systems.add(os);
            }
        }
        return catalog.images(catalog.familyOf(type)).stream()
                .filter(image -> systems.contains(image.osType()))
                .toList();
    }

    /** The wanted image, unless another operating system is wanted; then that one's first; else the usual image. */
    static Image choose(CatalogSnapshot catalog, List<Image> offered, QueryText query) {
        String name = query.text(Parameter.IMAGE);
        Image wanted = name == null ? null : catalog.image(name);
        String platform = query.text(Parameter.IMAGE_OS);
        if (platform == null
                || offered.stream().noneMatch(image -> image.platform().equals(platform))) {
            return wanted != null && offered.contains(wanted) ? wanted : first(offered, platformOf(wanted));
        }
        return wanted != null && wanted.platform().equals(platform) && offered.contains(wanted)
                ? wanted
                : first(offered, platform);
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

    private static String platformOf(@Nullable Image image) {
        return image == null ? USUAL_PLATFORM : image.platform();
    }
}
