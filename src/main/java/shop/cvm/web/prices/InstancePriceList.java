package shop.cvm.web.prices;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Unavailability;
import shop.cvm.web.prices.InstancePrices.WindowsPrice;

/** Reads the prices of one family in one region from the catalogue. */
final class InstancePriceList {

    private final CatalogSnapshot catalog;
    private final Region region;
    private final Family family;
    private final RegionSales sales;
    private final Citations citations;

    InstancePriceList(CatalogSnapshot catalog, Region region, Family family) {
        this.catalog = catalog;
        this.region = region;
        this.family = family;
        this.sales = new RegionSales(catalog, region);
        this.citations = new Citations(catalog.sources());
    }

    InstancePrices prices() {
        List<InstanceType> withLinux = sold(OsType.LINUX);
        List<InstanceType> withWindows = sold(OsType.WINDOWS);
        WindowsPrice windowsPrice = windowsPrice(withLinux, withWindows);
        return new InstancePrices(
                PriceTable.of(rows(withLinux, OsType.LINUX)),
                windowsPrice == WindowsPrice.OWN ? PriceTable.of(rows(withWindows, OsType.WINDOWS)) : List.of(),
                windowsPrice,
                withLinux.stream()
                        .filter(type -> !withWindows.contains(type))
                        .map(InstanceType::id)
                        .toList(),
                unsold(),
                citations.list());
    }

    private List<InstanceType> sold(OsType os) {
        return family.types().stream().filter(type -> sales.sells(type, os)).toList();
    }

    private List<PriceRow> rows(List<InstanceType> types, OsType os) {
        List<PriceRow> rows = new ArrayList<>();
        for (InstanceType type : types) {
            ComputePrice price = price(type, os);
            if (price != null) {
                rows.add(new PriceRow(type, price, citations.cite(price.prepaidSource(), price.postpaidSource())));
            }
        }
        return rows;
    }

    /** The price without what is not sold for another reason than that it has none. */
    private @Nullable ComputePrice price(InstanceType type, OsType os) {
        ComputePrice price = catalog.computePrice(region.id(), type.id(), os);
        if (price == null) {
            return null;
        }
        boolean prepaid = sales.sells(type, os, ChargeType.PREPAID);
        boolean postpaid = sales.sells(type, os, ChargeType.POSTPAID_BY_HOUR);
        return new ComputePrice(
                prepaid ? price.perMonth() : null,
                prepaid ? price.monthFactors() : Map.of(),
                postpaid ? price.steps() : List.of(),
                prepaid ? price.prepaidSource() : null,
                postpaid ? price.postpaidSource() : null);
    }

    private WindowsPrice windowsPrice(List<InstanceType> withLinux, List<InstanceType> withWindows) {
        if (withWindows.isEmpty()) {
            return WindowsPrice.NONE;
        }
        boolean same =
                withWindows.stream().allMatch(type -> isSame(price(type, OsType.LINUX), price(type, OsType.WINDOWS)));
        return same && withLinux.equals(withWindows) ? WindowsPrice.SAME : WindowsPrice.OWN;
    }

    private static boolean isSame(@Nullable ComputePrice linux, @Nullable ComputePrice windows) {
        return linux != null
                && windows != null
                && figures(linux).equals(figures(windows))
                && linux.monthFactors().equals(windows.monthFactors());
    }

    private static List<Object> figures(ComputePrice price) {
        List<Object> figures = new ArrayList<>();
        if (price.perMonth() != null) {
            figures.add(price.perMonth().stripTrailingZeros());
        }
        for (ComputePrice.Step step : price.steps()) {
            figures.add(step.fromHours());
            figures.add(step.rate().perHour().stripTrailingZeros());
        }
        return figures;
    }

    private List<Unsold<String>> unsold() {
        Unsold.Gathering<String> unsold = new Unsold.Gathering<>();
        for (InstanceType type : family.types()) {
            Unavailability reason = sales.reason(type, OsType.LINUX, ChargeType.PREPAID);
            if (reason != null && !sales.sells(type, OsType.LINUX) && !sales.sells(type, OsType.WINDOWS)) {
                unsold.add(reason, type.id());
            }
        }
        return unsold.list();
    }
}
