package shop.cvm.web.help;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import shop.cvm.billing.BillingSettings;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.instance.ExpirySettings;
import shop.cvm.instance.ReconfigurationSettings;
import shop.cvm.instance.RenewFlag;
import shop.cvm.order.RenewalPeriod;
import shop.cvm.order.ReturnSettings;

/** Explanations that anybody may read. */
@Controller
class HelpController {

    /** What follows from the catalogue, worked out once for each version of it. */
    private record Known(
            long version, Offer offer, @Nullable UsageExample example) {}

    private static final List<NameExample> NAMES = NameExample.all();

    private final Catalog catalog;
    private final Rules rules;
    private final BillingSettings billing;
    private final ExpirySettings expiry;
    private final ReturnSettings returns;
    private final ReconfigurationSettings reconfigurations;
    private volatile @Nullable Known known;

    HelpController(
            Catalog catalog,
            Rules rules,
            BillingSettings billing,
            ExpirySettings expiry,
            ReturnSettings returns,
            ReconfigurationSettings reconfigurations) {
        this.catalog = catalog;
        this.rules = rules;
        this.billing = billing;
        this.expiry = expiry;
        this.returns = returns;
        this.reconfigurations = reconfigurations;
    }

    @GetMapping("/help/purchase")
    String purchase(Model model) {
        model.addAttribute("offer", known().offer());
        model.addAttribute("rules", rules);
        model.addAttribute("examples", NAMES);
        return "help/purchase";
    }

    @GetMapping("/help/billing")
    String billing(Model model) {
        model.addAttribute("arrearsCourse", ArrearsCourse.of(billing));
        model.addAttribute("example", known().example());
        return "help/billing";
    }

    @GetMapping("/help/expiry")
    String expiry(Model model) {
        model.addAttribute("course", ExpiryCourse.of(expiry));
        model.addAttribute("flags", RenewFlag.values());
        model.addAttribute("longestToADay", RenewalPeriod.LONGEST_TO_A_DAY);
        model.addAttribute("returns", returns);
        model.addAttribute("reconfigurations", reconfigurations);
        return "help/expiry";
    }

    private Known known() {
        CatalogSnapshot snapshot = catalog.snapshot();
        Known now = known;
        if (now == null || now.version() != snapshot.version()) {
            now = new Known(
                    snapshot.version(),
                    Offer.of(snapshot),
                    UsageExample.of(snapshot).orElse(null));
            known = now;
        }
        return now;
    }
}
