package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
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
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.network.Networks;
import shop.cvm.time.ShopClock;
import shop.cvm.web.NothingNew;
import shop.cvm.web.PageNumber;

/** The customer's instances: the list, and each with how to connect to it. */
@Controller
class InstanceController {

    private final Instances instances;
    private final Networks networks;
    private final ShopClock clock;

    InstanceController(Instances instances, Networks networks, ShopClock clock) {
        this.instances = instances;
        this.networks = networks;
        this.clock = clock;
    }

    /** @param seen what a page showed that asks for news; empty for the page itself */
    @GetMapping("/instances")
    ModelAndView list(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") String page,
            @RequestParam(defaultValue = "") String seen,
            Model model) {
        Page<Instance> found = instances.instances(user.account(), PageNumber.of(page));
        if (seen.equals(InstanceView.seen(found.getContent()))) {
            return NothingNew.answer();
        }
        Instant now = clock.now();
        model.addAttribute("instances", found.map(instance -> new InstanceView(instance, now)));
        model.addAttribute("waiting", found.stream().anyMatch(instance -> !instance.isAddressed()));
        model.addAttribute("seen", InstanceView.seen(found.getContent()));
        return new ModelAndView("instance/list", model.asMap());
    }

    /** @param seen what a page showed that asks for news; empty for the page itself */
    @GetMapping("/instances/{id}")
    ModelAndView instance(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String seen,
            Model model) {
        Instance instance = instances.instance(user.account(), new InstanceId(id));
        if (seen.equals(InstanceView.seen(List.of(instance)))) {
            return NothingNew.answer();
        }
        model.addAttribute("asked", !seen.isEmpty());
        return new ModelAndView(page(model, user.account(), instance), model.asMap());
    }

    /** Answered with the page itself, not by a redirect: the password must not be kept anywhere on the way. */
    @PostMapping("/instances/{id}/password/view")
    String password(@AuthenticationPrincipal SignedIn user, @PathVariable String id, Model model) {
        InstanceId instance = new InstanceId(id);
        Optional<String> password = instances.takePassword(user.account(), instance);
        if (password.isEmpty()) {
            return "redirect:/instances/" + instance;
        }
        model.addAttribute("password", password.get());
        return page(model, user.account(), instances.instance(user.account(), instance));
    }

    @ExceptionHandler(NoSuchInstance.class)
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    private String page(Model model, AccountId account, Instance instance) {
        model.addAttribute("instance", instance);
        model.addAttribute("view", new InstanceView(instance, clock.now()));
        model.addAttribute(
                "subnet", networks.subnets(List.of(instance.subnet())).get(instance.subnet()));
        model.addAttribute(
                "securityGroup",
                networks.securityGroup(account, instance.securityGroup()).orElse(null));
        model.addAttribute("seen", InstanceView.seen(List.of(instance)));
        return "instance/page";
    }
}
