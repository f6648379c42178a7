package shop.cvm.web.purchase;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.DiskType;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.PriceSource;
import shop.cvm.catalog.StockLevel;
import shop.cvm.catalog.Unavailability;
import shop.cvm.web.Show;
import shop.cvm.web.purchase.HardwareTable.Column;
import shop.cvm.web.purchase.HardwareTable.Row;

/** Puts the table of hardware into words. */
record HardwareViews(Picture picture, Words words, Show show) {

    private static final String ESTIMATE = "≈ ";
    private static final String NONE = "–";

    HardwareTable table() {
        List<InstanceType> all = picture.shelf().family().types();
        List<InstanceType> shown =
                all.stream().filter(this::isShown).sorted(order()).toList();
        Listing listing = picture.listing();
        return new HardwareTable(
                columns(),
                shown.stream().map(this::row).toList(),
                words.of("purchase.hardware.shown", shown.size(), all.size()),
                filter(all, InstanceType::vcpu, listing.vcpu(), "purchase.hardware.vcpus"),
                filter(all, InstanceType::memoryGib, listing.memory(), "purchase.hardware.gib"),
                listing.inStock(),
                listing.order(),
                shown.stream().anyMatch(this::isEstimated));
    }

    /** The chosen type is always shown: a hidden choice could not be seen, nor sent with the form. */
    private boolean isShown(InstanceType type) {
        Listing listing = picture.listing();
        return type.equals(picture.shelf().type())
                || (listing.vcpu() == 0 || listing.vcpu() == type.vcpu())
                        && (listing.memory() == 0 || listing.memory() == type.memoryGib())
                        && (!listing.inStock() || picture.shelf().assortment().sells(type));
    }

    private Comparator<InstanceType> order() {
        Comparator<InstanceType> order =
                switch (picture.listing().column()) {
                    case TYPE -> Comparator.comparing(InstanceType::id);
                    case VCPU -> Comparator.comparingInt(InstanceType::vcpu);
                    case MEMORY -> Comparator.comparingInt(InstanceType::memoryGib);
                    case HOUR -> byPrice(this::perHour);
                    case MONTH -> byPrice(this::perMonth);
                };
        Comparator<InstanceType> directed = picture.listing().descending() ? order.reversed() : order;
        return directed.thenComparingInt(InstanceType::vcpu).thenComparingInt(InstanceType::memoryGib);
    }

    private static Comparator<InstanceType> byPrice(Function<InstanceType, @Nullable BigDecimal> price) {
        return Comparator.comparing(price, Comparator.nullsLast(Comparator.naturalOrder()));
    }

    private List<Column> columns() {
        List<Column> columns = new ArrayList<>();
        for (Listing.Column column : Listing.Column.values()) {
            Listing listing = picture.listing();
            String sorted = listing.descending() ? "descending" : "ascending";
            String style =
                    switch (column) {
                        case TYPE -> "";
                        case VCPU, MEMORY -> "num only-w";
                        case HOUR, MONTH -> "num";
                    };
            columns.add(new Column(
                    column.text(),
                    words.of("purchase.hardware." + column.text()),
                    listing.orderOnPress(column),
                    column == listing.column() ? sorted : null,
                    style));
        }
        return columns;
    }

    private List<Option> filter(
            List<InstanceType> types, ToIntFunction<InstanceType> size, int chosen, String message) {
        List<Option> options = new ArrayList<>();
        options.add(Option.open("", words.of("purchase.any"), "", chosen == 0));
        types.stream()
                .mapToInt(size)
                .distinct()
                .sorted()
                .mapToObj(value -> Option.open(
                        Integer.toString(value), words.of(message, show.number(value)), "", value == chosen))
                .forEach(options::add);
        return options;
    }

    private Row row(InstanceType type) {
        Unavailability reason = picture.shelf().assortment().reason(type.id());
        int free = picture.shelf().assortment().free(type.id());
        boolean plenty = StockLevel.of(free) == StockLevel.EnoughStock;
        ComputePrice price = price(type);
        BigDecimal hour = perHour(type);
        BigDecimal month = perMonth(type);
        return new Row(
                type.id(),
                show.number(type.vcpu()),
                words.of("purchase.hardware.gib", show.number(type.memoryGib())),
                words.of("purchase.hardware.pair", show.number(type.vcpu()), show.number(type.memoryGib())),
                extra(type),
                hour == null ? NONE : marked(show.rate(hour), price == null ? null : price.postpaidSource()),
                month == null ? NONE : marked(show.price(month), price == null ? null : price.prepaidSource()),
                reason == null ? stock(free) : words.of("catalog.unavailability.", reason),
                reason != null ? "" : plenty ? "st-ok" : "st-warn",
                reason != null ? Option.icon(reason) : plenty ? "circle-check" : "alert-triangle",
                reason == null,
                type.equals(picture.shelf().type()));
    }

    private String stock(int free) {
        return StockLevel.of(free) == StockLevel.EnoughStock
                ? words.of("catalog.stock.plenty")
                : words.of("catalog.stock.last", free);
    }

    private static String marked(String price, @Nullable PriceSource source) {
        return source != null && source.estimated() ? ESTIMATE + price : price;
    }

    private boolean isEstimated(InstanceType type) {
        ComputePrice price = price(type);
        return price != null && (isEstimated(price.prepaidSource()) || isEstimated(price.postpaidSource()));
    }

    private static boolean isEstimated(@Nullable PriceSource source) {
        return source != null && source.estimated();
    }

    private String extra(InstanceType type) {
        List<String> parts = new ArrayList<>();
        if (type.gpuCount().signum() > 0) {
            parts.add(words.of(
                    "purchase.hardware.gpu",
                    type.gpuCount().stripTrailingZeros().toPlainString(),
                    type.gpuModel()));
        }
        InstanceType.LocalDisks disks = type.localDisks();
        if (disks != null) {
            DiskType disk = picture.shelf().catalog().diskType(disks.type());
            String name = disk == null ? disks.type() : words.in(disk.name());
            parts.add(words.of("purchase.hardware.disks", disks.count(), show.number(disks.sizeGbEach()), name));
        }
        return String.join(words.of("purchase.separator"), parts);
    }

    private @Nullable BigDecimal perHour(InstanceType type) {
        ComputePrice price = price(type);
        return price == null || !price.isSold(ChargeType.POSTPAID_BY_HOUR)
                ? null
                : price.steps().get(0).rate().perHour();
    }

    private @Nullable BigDecimal perMonth(InstanceType type) {
        ComputePrice price = price(type);
        return price == null ? null : price.perMonth();
    }

    /** With the chosen operating system, or with Linux where that one is not sold. */
    private @Nullable ComputePrice price(InstanceType type) {
        String region = picture.selection().region();
        OsType os = picture.shelf().image().osType();
        ComputePrice price = picture.shelf().catalog().computePrice(region, type.id(), os);
        return price != null ? price : picture.shelf().catalog().computePrice(region, type.id(), OsType.LINUX);
    }
}
