package shop.cvm.web.purchase;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.PriceSource;
import shop.cvm.catalog.Unavailability;
import shop.cvm.web.Show;

/** Section 3, first half: series, the models of the chosen one, and what is known about the chosen model. */
record ModelViews(Picture picture, Words words, Show show) {

    /**
     * @param options newest first
     * @param closed which of them cannot be chosen and why, in words; empty if all can
     */
    record Series(List<Option> options, String closed) {}

    Series series() {
        CatalogSnapshot catalog = picture.shelf().catalog();
        TreeSet<Integer> generations = new TreeSet<>(Comparator.reverseOrder());
        catalog.families().forEach(family -> generations.add(family.generation()));
        List<Option> options = generations.stream().map(this::series).toList();
        List<String> closed = options.stream()
                .filter(option -> !option.isOpen())
                .map(Option::name)
                .toList();
        String note = closed.isEmpty()
                ? ""
                : words.of("purchase.series.closed", String.join(words.of("purchase.separator"), closed));
        return new Series(options, note);
    }

    private Option series(int generation) {
        String name = Integer.toString(generation);
        boolean sold = picture.shelf().catalog().families().stream()
                .anyMatch(family -> family.generation() == generation
                        && picture.shelf().assortment().sells(family));
        boolean chosen = picture.shelf().family().generation() == generation;
        return sold
                ? Option.open(name, name, "", chosen)
                : Option.closed(name, name, "", words.of("purchase.series.unsold"), "circle-off");
    }

    /** The families of the chosen series, those that can be bought first. */
    List<Option> models() {
        int generation = picture.shelf().family().generation();
        return picture.shelf().catalog().families().stream()
                .filter(family -> family.generation() == generation)
                .map(this::model)
                .sorted(Comparator.comparing(model -> !model.isOpen()))
                .toList();
    }

    private Option model(Family family) {
        String name = words.in(family.name());
        String purpose = words.of("purchase.category." + family.category());
        Unavailability reason = picture.shelf().assortment().reason(family);
        if (reason != null) {
            return Option.closed(family.id(), name, purpose, reason, words);
        }
        boolean chosen = family.equals(picture.shelf().family());
        return Option.open(family.id(), name, purpose, chosen).costing(from(family));
    }

    /** A price and whether it is an estimate. */
    private record Figure(BigDecimal price, boolean estimated) {

        static Figure of(BigDecimal price, @Nullable PriceSource source) {
            return new Figure(price, source != null && source.estimated());
        }
    }

    /** The lowest price of the family for the chosen billing method, for Linux. */
    private String from(Family family) {
        boolean prepaid = picture.selection().isPrepaid();
        return family.types().stream()
                .filter(picture.shelf().assortment()::sells)
                .map(type -> prepaid ? perMonth(type) : perHour(type))
                .filter(Objects::nonNull)
                .min(Comparator.comparing(Figure::price).thenComparing(Figure::estimated))
                .map(figure -> from(figure, prepaid))
                .orElse("");
    }

    private String from(Figure lowest, boolean prepaid) {
        String key = lowest.estimated() ? "purchase.from.estimated." : "purchase.from.";
        return prepaid
                ? words.of(key + "month", show.price(lowest.price()))
                : words.of(key + "hour", show.rate(lowest.price()));
    }

    private @Nullable Figure perMonth(InstanceType type) {
        ComputePrice price = price(type);
        BigDecimal perMonth = price == null ? null : price.perMonth();
        return price == null || perMonth == null ? null : Figure.of(perMonth, price.prepaidSource());
    }

    private @Nullable Figure perHour(InstanceType type) {
        ComputePrice price = price(type);
        return price == null || price.steps().isEmpty()
                ? null
                : Figure.of(price.steps().get(0).rate().perHour(), price.postpaidSource());
    }

    private @Nullable ComputePrice price(InstanceType type) {
        return picture.shelf().catalog().computePrice(picture.selection().region(), type.id(), OsType.LINUX);
    }

    /** Processor and special features of the chosen model, as far as known. */
    String facts() {
        Family family = picture.shelf().family();
        String facts = words.in(family.facts());
        if (family.cpuModel().isEmpty()) {
            return facts.isEmpty() ? "" : words.of("purchase.facts", family.id(), facts);
        }
        return facts.isEmpty()
                ? words.of("purchase.facts", family.id(), family.cpuModel())
                : words.of("purchase.facts.both", family.id(), family.cpuModel(), facts);
    }
}
