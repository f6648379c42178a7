package shop.cvm.web.purchase;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a part's view follows from, where comparing that is much cheaper than making the view. */
final class Basis {

    private Basis() {}

    /** Everything the view of this part is made from; null if the view itself is as good. */
    static @Nullable Object of(Part part, Picture picture) {
        Shelf shelf = picture.shelf();
        Selection selection = picture.selection();
        Object version = shelf.catalog().version();
        return switch (part) {
            case METHODS -> selection.chargeType();
            case REGIONS -> List.of(version, selection.region());
            case ZONES -> List.of(version, selection.zone());
            case SERIES -> List.of(shelf.assortment(), shelf.family().generation());
            case MODELS, MODEL_FACTS ->
                List.of(shelf.assortment(), shelf.family().id());
            case HARDWARE ->
                List.of(shelf.assortment(), selection.type(), shelf.image().osType(), picture.listing());
            case SYSTEMS ->
                List.of(
                        version,
                        selection.zone(),
                        shelf.chargeType(),
                        selection.type(),
                        shelf.image().platform());
            case VERSIONS -> List.of(version, shelf.family().id(), selection.image());
            case NETWORKS -> List.of(version, selection.region(), shelf.family().id(), selection.network());
            case DURATION ->
                List.of(
                        version,
                        shelf.chargeType(),
                        selection.region(),
                        selection.type(),
                        shelf.image().osType(),
                        selection.period(),
                        selection.autoRenew());
            default -> null;
        };
    }
}
