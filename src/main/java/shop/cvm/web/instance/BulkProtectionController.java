package shop.cvm.web.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.TerminationPlans;

/** Protects several instances from termination, or lifts that, with a result for each. */
@Controller
class BulkProtectionController {

    private final TerminationPlans plans;

    BulkProtectionController(TerminationPlans plans) {
        this.plans = plans;
    }

    /** @param all what the list showed, to be shown again */
    @PostMapping(path = "/instances/bulk", params = "action=PROTECT")
    String protect(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam Map<String, String> all,
            RedirectAttributes redirect) {
        return change(user, id, true, all, redirect);
    }

    /** @param all what the list showed, to be shown again */
    @PostMapping(path = "/instances/bulk", params = "action=UNPROTECT")
    String lift(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam Map<String, String> all,
            RedirectAttributes redirect) {
        return change(user, id, false, all, redirect);
    }

    private String change(
            SignedIn user, List<String> ids, boolean on, Map<String, String> all, RedirectAttributes redirect) {
        ArrayList<BulkResult> results = new ArrayList<>();
        BulkController.selected(ids)
                .forEach(one -> results.add(BulkResult.of(one, () -> plans.protect(user.account(), one, on))));
        redirect.addFlashAttribute("action", on ? "PROTECT" : "UNPROTECT");
        redirect.addFlashAttribute("results", results);
        redirect.addAllAttributes(ListFilter.of(all).parameters());
        return "redirect:/instances";
    }
}
