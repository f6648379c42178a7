package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
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
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.web.NothingNew;
import shop.cvm.web.PageNumber;
import shop.cvm.web.Problems;

/** Each of the customer's instances, with how to connect to it. */
@Controller
class InstanceController {

    private final Instances instances;
    private final InstancePage page;

    InstanceController(Instances instances, InstancePage page) {
        this.instances = instances;
        this.page = page;
    }

    /**
     * @param past which page of its history, counted from 1
     * @param seen what a page showed that asks for news; empty for the page itself
     */
    @GetMapping("/instances/{id}")
    ModelAndView instance(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(name = "history", defaultValue = "") String past,
            @RequestParam(defaultValue = "") String seen,
            Model model) {
        InstanceId instance = new InstanceId(id);
        if (seen.equals(page.seen(user.account(), instance))) {
            return NothingNew.answer();
        }
        model.addAttribute("asked", !seen.isEmpty());
        String view = page.fill(model, user.account(), instance, new Problems(), PageNumber.of(past));
        return new ModelAndView(view, model.asMap());
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
