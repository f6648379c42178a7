package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.TerminationPlans;
import shop.cvm.web.Problems;

/** Giving up several instances: what that does to each of them, one confirmation, and a result for each. */
@Controller
class TerminationsController {

    private static final String PAGE = "/instances/termination";

    private final Instances instances;
    private final TerminationPlans plans;

    TerminationsController(Instances instances, TerminationPlans plans) {
        this.instances = instances;
        this.plans = plans;
    }

    /**
     * @param id the selected instances; at most a page of the list
     * @param show what the list showed
     */
    @GetMapping(PAGE)
    String ask(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String show,
            Model model) {
        return fill(model, user.account(), BulkController.selected(id), show, new Problems());
    }

    /**
     * @param id the instances to give up; the form has for each, under its id, what it was called when that was shown
     * @param confirm what was typed as their number
     */
    @PostMapping(PAGE)
    String terminate(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String confirm,
            @RequestParam(defaultValue = "") String show,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        List<InstanceId> selected = BulkController.selected(id);
        if (!confirm.strip().equals(Integer.toString(selected.size()))) {
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            Problems problems = new Problems().add("confirm", "instance.terminate.count");
            return fill(model, user.account(), selected, show, problems);
        }
        ArrayList<BulkResult> results = new ArrayList<>();
        selected.forEach(one -> results.add(result(user.account(), one, called(request, one))));
        redirect.addFlashAttribute("action", "TERMINATE");
        redirect.addFlashAttribute("results", results);
        redirect.addAttribute("show", InstanceFilter.of(show).parameter());
        return "redirect:/instances";
    }

    private BulkResult result(AccountId account, InstanceId id, String called) {
        try {
            instances.terminate(account, id, called);
            return BulkResult.done(id.instanceId());
        } catch (RuntimeException refused) {
            return BulkResult.refused(id.instanceId(), Refusal.of(refused));
        }
    }

    private static String called(HttpServletRequest request, InstanceId id) {
        return Optional.ofNullable(request.getParameter(id.instanceId())).orElse("");
    }

    private String fill(Model model, AccountId account, List<InstanceId> selected, String show, Problems problems) {
        model.addAttribute("terminating", Terminating.of(instances.instances(account, selected), plans.of(selected)));
        model.addAttribute("shown", InstanceFilter.of(show));
        model.addAttribute("problems", problems);
        model.addAttribute("here", "/instances");
        return "instance/terminations";
    }
}
