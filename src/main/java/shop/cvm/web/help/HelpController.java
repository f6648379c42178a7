package shop.cvm.web.help;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;

/** Explanations that anybody may read. */
@Controller
class HelpController {

    /** What follows from the catalogue, worked out once for each version of it. */
    private record Known(long version, Offer offer) {}

    private static final List<NameExample> NAMES = NameExample.all();

    private final Catalog catalog;
    private final Rules rules;
    private volatile @Nullable Known known;

    HelpController(Catalog catalog, Rules rules) {
        this.catalog = catalog;
        this.rules = rules;
    }

    @GetMapping("/help/purchase")
    String purchase(Model model) {
        model.addAttribute("offer", offer(catalog.snapshot()));
        model.addAttribute("rules", rules);
        model.addAttribute("examples", NAMES);
        return "help/purchase";
    }

    private Offer offer(CatalogSnapshot snapshot) {
        Known now = known;
        if (now == null || now.version() != snapshot.version()) {
            now = new Known(snapshot.version(), Offer.of(snapshot));
            known = now;
        }
        return now.offer();
    }
}
