package shop.cvm.web.purchase;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.Assortment;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.PriceSource;
import shop.cvm.catalog.Zone;

/**
 * Finds the instance type a query asks for. Series comes before model and model before hardware: whoever asks for
 * another series gets its model of the same category, and in it the size they had.
 */
final class HardwareChoice {

    /** What a first visitor sees: the most sold family, and its size for a small web server. */
    private static final String USUAL_FAMILY = "S5";

    private static final Pattern DIGITS = Pattern.compile("[0-9]");

    private static final int USUAL_VCPU = 2;
    private static final int USUAL_MEMORY = 4;

    private final CatalogSnapshot catalog;
    private final Zone zone;
    private final Assortment assortment;
    private final QueryText query;
    private final @Nullable InstanceType wanted;

    HardwareChoice(CatalogSnapshot catalog, Zone zone, Assortment assortment, QueryText query) {
        this.catalog = catalog;
        this.zone = zone;
        this.assortment = assortment;
        this.query = query;
        this.wanted = catalog.type(text(Parameter.TYPE));
    }

    InstanceType choose() {
        List<Family> scope = scope();
        if (wanted != null && assortment.sells(wanted) && scope.contains(catalog.familyOf(wanted))) {
            return wanted;
        }
        return nearest(scope)
                .or(() -> nearest(catalog.families()))
                .orElseThrow(() -> new IllegalStateException("Zone " + zone.id() + " sells nothing"));
    }

    /** The families the query leaves open. */
    private List<Family> scope() {
        int series = query.number(Parameter.SERIES, 0);
        Family family = catalog.family(text(Parameter.FAMILY));
        List<Family> generation = catalog.families().stream()
                .filter(other -> other.generation() == series)
                .toList();
        if (family != null && (generation.isEmpty() || generation.contains(family))) {
            return List.of(family);
        }
        if (!generation.isEmpty()) {
            return generation;
        }
        return wanted == null ? catalog.families() : List.of(catalog.familyOf(wanted));
    }

    private Optional<InstanceType> nearest(List<Family> scope) {
        Family like = like();
        int vcpu = wanted == null ? USUAL_VCPU : wanted.vcpu();
        int memory = wanted == null ? USUAL_MEMORY : wanted.memoryGib();
        return scope.stream()
                .flatMap(family -> family.types().stream())
                .filter(assortment::sells)
                .min(Comparator.comparing((InstanceType type) -> !type.family().equals(like.id()))
                        .thenComparing(type -> !kind(type.family()).equals(kind(like.id())))
                        .thenComparing(
                                type -> !catalog.familyOf(type).category().equals(like.category()))
                        .thenComparing(type -> Math.abs(type.vcpu() - vcpu))
                        .thenComparing(type -> Math.abs(type.memoryGib() - memory))
                        .thenComparing(this::isEstimated));
    }

    private Family like() {
        Family named = catalog.family(text(Parameter.FAMILY));
        if (named != null) {
            return named;
        }
        Family usual = catalog.family(USUAL_FAMILY);
        return wanted != null || usual == null
                ? catalog.familyOf(
                        wanted == null ? catalog.families().get(0).types().get(0) : wanted)
                : usual;
    }

    /** What the families of all series have in common: S5 and S3 are of one kind, SA3 and SN3ne are of others. */
    private static String kind(String family) {
        return DIGITS.matcher(family).replaceAll("");
    }

    private boolean isEstimated(InstanceType type) {
        ComputePrice price = catalog.computePrice(zone.region(), type.id(), OsType.LINUX);
        PriceSource source = price == null ? null : price.postpaidSource();
        return source == null || source.estimated();
    }

    private String text(String parameter) {
        String text = query.text(parameter);
        return text == null ? "" : text;
    }
}
