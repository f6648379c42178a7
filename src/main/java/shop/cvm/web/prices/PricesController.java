package shop.cvm.web.prices;

import jakarta.servlet.http.HttpServletRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.Region;

/** Price tables of one region: at a glance, of one family of instance types, of disks, and of the public network. */
@Controller
class PricesController {

    private static final String USUAL_REGION = "ap-guangzhou";
    private static final String USUAL_FAMILY = "S5";

    private final Catalog catalog;
    private final PriceBook prices;

    PricesController(Catalog catalog, PriceBook prices) {
        this.catalog = catalog;
        this.prices = prices;
    }

    @GetMapping("/prices")
    String overview(HttpServletRequest request, Model model) {
        CatalogSnapshot snapshot = catalog.snapshot();
        Region region = region(snapshot, request, model);
        Overview overview = prices.overview(snapshot, region);
        model.addAttribute("overview", overview);
        model.addAttribute("disks", overview.disks());
        model.addAttribute("network", overview.network());
        return "prices/overview";
    }

    @GetMapping("/prices/instances")
    String instances(HttpServletRequest request, Model model) {
        CatalogSnapshot snapshot = catalog.snapshot();
        Region region = region(snapshot, request, model);
        Chosen<Family> family = family(snapshot, region, PriceQuery.of(request).family());
        model.addAttribute("chosenFamily", family);
        model.addAttribute("families", grouped(snapshot.families(), Family::categoryName));
        InstancePrices figures = prices.instances(snapshot, region, family.value());
        model.addAttribute("prices", figures);
        model.addAttribute("soldIn", figures.isEmpty() ? regionsSelling(snapshot, family.value()) : List.of());
        return "prices/instances";
    }

    @GetMapping("/prices/disks")
    String disks(HttpServletRequest request, Model model) {
        CatalogSnapshot snapshot = catalog.snapshot();
        model.addAttribute("maxDataDisks", CatalogSnapshot.MAX_DATA_DISKS);
        model.addAttribute("prices", prices.disks(snapshot, region(snapshot, request, model)));
        return "prices/disks";
    }

    @GetMapping("/prices/network")
    String network(HttpServletRequest request, Model model) {
        CatalogSnapshot snapshot = catalog.snapshot();
        model.addAttribute("prices", prices.network(snapshot, region(snapshot, request, model)));
        return "prices/network";
    }

    private static Region region(CatalogSnapshot snapshot, HttpServletRequest request, Model model) {
        List<Region> regions = snapshot.regions();
        Region usual = Objects.requireNonNullElse(snapshot.region(USUAL_REGION), regions.get(0));
        Chosen<Region> region = Chosen.from(regions, PriceQuery.of(request).region(), PricesController::names, usual);
        model.addAttribute("chosenRegion", region);
        model.addAttribute("region", region.value());
        model.addAttribute("regions", grouped(regions, Region::area));
        return region.value();
    }

    private static List<String> names(Region region) {
        return List.of(region.id(), region.city().english(), region.city().chinese());
    }

    /** The family asked for, by its name or that of one of its types; by default one that the region sells. */
    private static Chosen<Family> family(CatalogSnapshot snapshot, Region region, @Nullable String asked) {
        List<Family> families = snapshot.families();
        String wanted = asked == null ? null : asked.replaceFirst("(?<=.)\\..*", "");
        return Chosen.from(families, wanted, PricesController::names, usualFamily(snapshot, region));
    }

    private static List<String> names(Family family) {
        return List.of(family.id(), family.name().english(), family.name().chinese());
    }

    private static Family usualFamily(CatalogSnapshot snapshot, Region region) {
        RegionSales sales = new RegionSales(snapshot, region);
        Family usual = Objects.requireNonNullElse(
                snapshot.family(USUAL_FAMILY), snapshot.families().get(0));
        return sales.sells(usual)
                ? usual
                : snapshot.families().stream().filter(sales::sells).findFirst().orElse(usual);
    }

    private static List<Region> regionsSelling(CatalogSnapshot snapshot, Family family) {
        return snapshot.regions().stream()
                .filter(region -> new RegionSales(snapshot, region).sells(family))
                .toList();
    }

    private static <K, T> Map<K, List<T>> grouped(List<T> things, Function<T, K> by) {
        return things.stream().collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
    }
}
