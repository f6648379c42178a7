package shop.cvm.api;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.OsType;

/** The public images that machines can start with. */
@Component
class DescribeImages implements Action<DescribeImages.Request, DescribeImages.Answer> {

    private static final Set<String> FILTERS =
            Set.of("image-id", "image-type", "image-name", "platform", "image-state", "tag-key", "tag-value");
    private static final int MOST_VALUES = 5;
    private static final int MOST_IDS = 100;
    private static final int USUAL = 20;
    private static final String PUBLIC = "PUBLIC_IMAGE";
    private static final String NORMAL = "NORMAL";

    private final Catalog catalog;

    DescribeImages(Catalog catalog) {
        this.catalog = catalog;
    }

    record Request(
            List<String> imageIds,
            List<Filter> filters,
            @Nullable Long offset,
            @Nullable Long limit,
            @Nullable String instanceType) {}

    record ImageInfo(
            String imageId,
            String osName,
            String imageType,
            String imageName,
            String imageDescription,
            int imageSize,
            String architecture,
            String imageState,
            String platform,
            String imageCreator,
            String imageSource,
            int syncPercent,
            boolean isSupportCloudinit,
            List<Object> snapshotSet,
            List<Object> tags,
            String licenseType,
            boolean imageDeprecated) {}

    record Answer(int totalCount, List<ImageInfo> imageSet) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        if (!request.imageIds().isEmpty() && !request.filters().isEmpty()) {
            throw Fault.IMAGES_BY_ID_AND_FILTER.refusal();
        }
        Filters filters = Filters.of(request.filters(), MOST_VALUES, FILTERS);
        Paging paging = Paging.of(request.offset(), request.limit(), USUAL, MOST_IDS, Fault.IMAGE_LIMIT);
        CatalogSnapshot snapshot = catalog.snapshot();
        List<String> ids = ids(snapshot, request.imageIds());
        String architecture = architecture(snapshot, request.instanceType());
        List<Image> found = snapshot.images().stream()
                .filter(Image::listed)
                .filter(image -> request.imageIds().isEmpty() || ids.contains(image.id()))
                .filter(image -> architecture == null || image.architecture().equals(architecture))
                .filter(image -> filters.hold(name -> value(image, name, call.language())))
                .toList();
        return new Answer(
                found.size(),
                paging.of(found).stream()
                        .map(image -> info(image, call.language()))
                        .toList());
    }

    /** By whichever name they are asked for. */
    private static List<String> ids(CatalogSnapshot snapshot, List<String> named) {
        if (named.size() > MOST_IDS) {
            throw Fault.TOO_MANY.refusal("ImageIds", named.size(), MOST_IDS);
        }
        return named.stream()
                .map(id -> {
                    if (!id.matches("img-[a-z0-9]{8}")) {
                        throw Fault.MALFORMED_IMAGE_ID.refusal(id);
                    }
                    Image image = snapshot.image(id);
                    return image == null ? id : image.id();
                })
                .toList();
    }

    private static @Nullable String architecture(CatalogSnapshot snapshot, @Nullable String type) {
        if (type == null || type.isEmpty()) {
            return null;
        }
        InstanceType known = MachineSpecs.type(snapshot, type);
        return snapshot.familyOf(known).architecture();
    }

    private static @Nullable String value(Image image, String name, Locale language) {
        return switch (name) {
            case "image-id" -> image.id();
            case "image-type" -> PUBLIC;
            case "image-name" -> image.name().in(language);
            case "platform" -> image.platform();
            case "image-state" -> NORMAL;
            default -> null;
        };
    }

    private static ImageInfo info(Image image, Locale language) {
        return new ImageInfo(
                image.id(),
                image.name().in(language),
                PUBLIC,
                image.name().in(language),
                image.name().in(language),
                image.osType() == OsType.WINDOWS ? 50 : 20,
                image.architecture(),
                NORMAL,
                image.platform(),
                "",
                "OFFICIAL",
                100,
                image.osType() == OsType.LINUX,
                List.of(),
                List.of(),
                "TencentCloud",
                false);
    }
}
