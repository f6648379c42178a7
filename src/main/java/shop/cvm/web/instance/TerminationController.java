package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceIsPrepaid;
import shop.cvm.instance.InstanceProtected;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NameNotConfirmed;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.TerminationPlans;
import shop.cvm.instance.WrongInstanceState;
import shop.cvm.web.Problems;

/** Giving up an instance: what that does to disks, addresses and money, and the confirmation. */
@Controller
class TerminationController {

    private final Instances instances;
    private final TerminationPlans plans;

    TerminationController(Instances instances, TerminationPlans plans) {
        this.instances = instances;
        this.plans = plans;
    }

    @GetMapping("/instances/{id}/termination")
    String ask(@AuthenticationPrincipal SignedIn user, @PathVariable String id, Model model) {
        Instance instance = instances.instance(user.account(), new InstanceId(id));
        return instance.state().isEnded() ? page(instance.id()) : fill(model, instance, new Problems());
    }

    /** @param confirm what was typed as the instance's name */
    @PostMapping("/instances/{id}/termination")
    String terminate(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String confirm,
            HttpServletResponse response,
            Model model) {
        InstanceId instance = new InstanceId(id);
        Problems problems = new Problems();
        try {
            instances.terminate(user.account(), instance, confirm);
            return page(instance);
        } catch (NameNotConfirmed other) {
            problems.add("confirm", "instance.terminate.name");
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        } catch (PessimisticLockingFailureException busy) {
            problems.add("", Refusal.of(busy));
            response.setStatus(HttpServletResponse.SC_CONFLICT);
        } catch (WrongInstanceState | InstanceIsPrepaid | InstanceProtected refused) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
        }
        model.addAttribute("here", "/instances/" + instance + "/termination");
        return fill(model, instances.instance(user.account(), instance), problems);
    }

    @ExceptionHandler(NoSuchInstance.class)
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    private String fill(Model model, Instance instance, Problems problems) {
        model.addAttribute("instance", instance);
        model.addAttribute(
                "refused",
                Refusal.ofTermination(instance, plans.of(instance.id()).orElse(null)));
        model.addAttribute("problems", problems);
        return "instance/termination";
    }

    private static String page(InstanceId instance) {
        return "redirect:/instances/" + instance;
    }
}
