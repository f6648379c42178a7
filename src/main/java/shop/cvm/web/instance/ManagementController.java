package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.SignedIn;
import shop.cvm.catalog.SoldOut;
import shop.cvm.instance.FormReused;
import shop.cvm.instance.InstanceForms;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceShelved;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.InvalidName;
import shop.cvm.instance.InvalidPassword;
import shop.cvm.instance.Login;
import shop.cvm.instance.LoginKind;
import shop.cvm.instance.Naming;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.OwnerInArrears;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.RenewFlag;
import shop.cvm.instance.SentForm;
import shop.cvm.instance.StoppedMode;
import shop.cvm.instance.WrongInstanceState;
import shop.cvm.web.Problems;

/** What an owner does with one instance. What is refused gives its page again, with the reason. */
@Controller
class ManagementController {

    private final Instances instances;
    private final InstanceForms forms;
    private final InstancePage page;

    ManagementController(Instances instances, InstanceForms forms, InstancePage page) {
        this.instances = instances;
        this.forms = forms;
        this.page = page;
    }

    /**
     * @param mode whether an instance that is stopped is charged on
     * @param form which form was sent, so that sending it again does nothing
     */
    @PostMapping("/instances/{id}/power")
    String power(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam PowerAction action,
            @RequestParam(defaultValue = "KEEP_CHARGING") StoppedMode mode,
            @RequestParam(defaultValue = "") String form,
            HttpServletResponse response,
            Model model) {
        InstanceId instance = new InstanceId(id);
        try {
            PowerForm sent = new PowerForm(action, mode, form);
            forms.once(user.account(), instance, sent.sent(), () -> sent.ask(instances, user.account(), instance));
            return page(instance);
        } catch (WrongInstanceState
                | OwnerInArrears
                | SoldOut
                | FormReused
                | PessimisticLockingFailureException refused) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            return again(model, user, instance, new Problems().add("", Refusal.of(refused)));
        }
    }

    @PostMapping("/instances/{id}/name")
    String rename(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String name,
            HttpServletResponse response,
            Model model) {
        InstanceId instance = new InstanceId(id);
        try {
            instances.rename(user.account(), instance, name);
            return page(instance);
        } catch (InvalidName invalid) {
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            model.addAttribute("typedName", name);
            return again(model, user, instance, new Problems().add("name", "instance.rename.invalid", Naming.MAX_NAME));
        } catch (InstanceShelved refused) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            return again(model, user, instance, new Problems().add("", Refusal.of(refused)));
        }
    }

    @PostMapping("/instances/{id}/auto-renewal")
    String autoRenewal(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam RenewFlag renewal,
            HttpServletResponse response,
            Model model) {
        InstanceId instance = new InstanceId(id);
        try {
            instances.choose(user.account(), instance, renewal);
            return page(instance);
        } catch (WrongInstanceState | PessimisticLockingFailureException refused) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            return again(model, user, instance, new Problems().add("", Refusal.of(refused)));
        }
    }

    /**
     * @param forced whether a running instance is stopped for it and started again
     * @param form which form was sent, so that sending it again does nothing
     */
    @PostMapping("/instances/{id}/password")
    String resetPassword(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(defaultValue = "RANDOM") LoginKind kind,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "false") boolean forced,
            @RequestParam(defaultValue = "") String form,
            HttpServletResponse response,
            Model model) {
        InstanceId instance = new InstanceId(id);
        Problems problems = new Problems();
        try {
            Login login = kind == LoginKind.PASSWORD ? Login.password(password) : Login.random();
            SentForm sent = new SentForm("PASSWORD", form, kind + " " + instances.digest(login) + " " + forced);
            forms.once(
                    user.account(),
                    instance,
                    sent,
                    () -> instances.resetPassword(user.account(), instance, login, forced));
            return page(instance);
        } catch (InvalidPassword invalid) {
            invalid.faults().stream()
                    .sorted()
                    .forEach(fault -> problems.add("password", "instance.password." + fault + "." + invalid.osType()));
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        } catch (WrongInstanceState | InstanceShelved | FormReused | PessimisticLockingFailureException refused) {
            boolean runs = refused instanceof WrongInstanceState wrong && wrong.state() == InstanceState.RUNNING;
            problems.add(runs ? "forced" : "", runs ? "instance.reset.running" : Refusal.of(refused));
            response.setStatus(HttpServletResponse.SC_CONFLICT);
        }
        model.addAttribute("typedKind", kind);
        return again(model, user, instance, problems);
    }

    @ExceptionHandler(NoSuchInstance.class)
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    private String again(Model model, SignedIn user, InstanceId instance, Problems problems) {
        model.addAttribute("here", "/instances/" + instance);
        return page.fill(model, user.account(), instance, problems);
    }

    private static String page(InstanceId instance) {
        return "redirect:/instances/" + instance;
    }
}
