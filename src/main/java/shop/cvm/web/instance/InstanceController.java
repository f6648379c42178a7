package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.springframework.data.domain.Page;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.order.Refund;
import shop.cvm.time.ShopClock;
import shop.cvm.web.NothingNew;
import shop.cvm.web.PageNumber;
import shop.cvm.web.Problems;

/** The customer's instances: the list, and each with how to connect to it. */
@Controller
class InstanceController {

    private final Instances instances;
    private final InstancePage page;
    private final ShopClock clock;

    InstanceController(Instances instances, InstancePage page, ShopClock clock) {
        this.instances = instances;
        this.page = page;
        this.clock = clock;
    }

    /**
     * @param show which of them; anything else than a {@link InstanceFilter} means all
     * @param seen what a page showed that asks for news; empty for the page itself
     */
    @GetMapping("/instances")
    ModelAndView list(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(name = "page", defaultValue = "") String number,
            @RequestParam(defaultValue = "") String seen,
            Model model) {
        InstanceFilter shown = InstanceFilter.of(show);
        Page<Instance> found = instances.instances(user.account(), shown.states(), PageNumber.of(number));
        Instant now = clock.now();
        Map<InstanceId, Refund> refunds = page.refunds(found.getContent());
        Page<InstanceView> views = found.map(instance -> new InstanceView(instance, refunds.get(instance.id()), now));
        String state = InstanceView.seen(views.getContent());
        if (seen.equals(state)) {
            return NothingNew.answer();
        }
        model.addAttribute("instances", views);
        model.addAttribute("shown", shown);
        model.addAttribute("filters", InstanceFilter.values());
        model.addAttribute("waiting", views.stream().anyMatch(InstanceView::isWaiting));
        model.addAttribute("seen", state);
        return new ModelAndView("instance/list", model.asMap());
    }

    /** @param seen what a page showed that asks for news; empty for the page itself */
    @GetMapping("/instances/{id}")
    ModelAndView instance(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String seen,
            Model model) {
        InstanceId instance = new InstanceId(id);
        if (seen.equals(page.seen(user.account(), instance))) {
            return NothingNew.answer();
        }
        model.addAttribute("asked", !seen.isEmpty());
        return new ModelAndView(page.fill(model, user.account(), instance, new Problems()), model.asMap());
    }

    /**
     * Answered with the page itself, not by a redirect: the password must not be kept anywhere on the way.
     *
     * @param form which form was sent, so that sending it twice loses nothing
     */
    @PostMapping("/instances/{id}/password/view")
    String password(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String form,
            Model model) {
        InstanceId instance = new InstanceId(id);
        Optional<String> password = instances.takePassword(user.account(), instance, form);
        if (password.isEmpty()) {
            return "redirect:/instances/" + instance;
        }
        model.addAttribute("password", password.get());
        return page.fill(model, user.account(), instance, new Problems());
    }

    @ExceptionHandler(NoSuchInstance.class)
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
}
