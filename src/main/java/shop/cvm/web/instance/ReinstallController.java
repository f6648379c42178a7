package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.UUID;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.KeyPairId;
import shop.cvm.account.KeyPairs;
import shop.cvm.account.NoSuchKeyPair;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.FormReused;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceForms;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceShelved;
import shop.cvm.instance.Instances;
import shop.cvm.instance.InvalidPassword;
import shop.cvm.instance.KeyPairNotForWindows;
import shop.cvm.instance.Login;
import shop.cvm.instance.LoginKind;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.NotReinstallable;
import shop.cvm.instance.OwnerInArrears;
import shop.cvm.instance.Reinstallations;
import shop.cvm.instance.SentForm;
import shop.cvm.instance.WrongInstanceState;
import shop.cvm.web.Problems;

/** Installing an instance anew: with which image and login, and what that does to its disks. */
@Controller
class ReinstallController {

    private static final String PATH = "/instances/{id}/reinstallation";

    private final Instances instances;
    private final InstanceForms forms;
    private final Reinstallations reinstallations;
    private final KeyPairs keyPairs;

    ReinstallController(Instances instances, InstanceForms forms, Reinstallations reinstallations, KeyPairs keyPairs) {
        this.instances = instances;
        this.forms = forms;
        this.reinstallations = reinstallations;
        this.keyPairs = keyPairs;
    }

    /**
     * What the form says.
     *
     * @param image the image it is to get
     * @param kind how its owner is to get in
     * @param password chosen for that; empty unless it is by password
     * @param keyPair chosen for that; empty unless it is by key pair
     * @param confirmed whether its owner knows what is lost
     * @param token which form it is, so that sending it again does nothing
     */
    record Form(String image, LoginKind kind, String password, String keyPair, boolean confirmed, String token) {

        Login login() {
            return switch (kind) {
                case PASSWORD -> Login.password(password);
                case KEY_PAIR -> Login.keyPair(new KeyPairId(keyPair));
                case RANDOM -> Login.random();
            };
        }
    }

    @GetMapping(PATH)
    String ask(@AuthenticationPrincipal SignedIn user, @PathVariable String id, Model model) {
        Instance instance = instances.instance(user.account(), new InstanceId(id));
        Form form = new Form(instance.configuration().imageId(), LoginKind.RANDOM, "", "", false, "");
        return fill(model, user, instance, form, new Problems());
    }

    @PostMapping(PATH)
    String reinstall(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String image,
            @RequestParam(defaultValue = "RANDOM") LoginKind kind,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String keyPair,
            @RequestParam(defaultValue = "false") boolean confirmed,
            @RequestParam(defaultValue = "") String token,
            HttpServletResponse response,
            Model model) {
        InstanceId instance = new InstanceId(id);
        Form form = new Form(image, kind, password, keyPair, confirmed, token);
        Problems problems = new Problems();
        if (!confirmed) {
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            problems.add("confirmed", "console.reinstall.unconfirmed");
        } else if (reinstalled(user, instance, form, problems, response)) {
            return "redirect:/instances/" + instance;
        }
        model.addAttribute("here", "/instances/" + instance + "/reinstallation");
        return fill(model, user, instances.instance(user.account(), instance), form, problems);
    }

    @ExceptionHandler(NoSuchInstance.class)
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    private boolean reinstalled(
            SignedIn user, InstanceId instance, Form form, Problems problems, HttpServletResponse response) {
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        try {
            Login login = form.login();
            SentForm sent = new SentForm(
                    "REINSTALL", form.token(), form.image() + " " + login.kind() + " " + instances.digest(login));
            forms.once(
                    user.account(),
                    instance,
                    sent,
                    () -> reinstallations.reinstall(user.account(), instance, form.image(), login));
            response.setStatus(HttpServletResponse.SC_OK);
            return true;
        } catch (InvalidPassword invalid) {
            invalid.faults().stream()
                    .sorted()
                    .forEach(fault -> problems.add("password", "instance.password." + fault + "." + invalid.osType()));
        } catch (NoSuchKeyPair unknown) {
            problems.add("keyPair", "console.reinstall.keyPair");
        } catch (KeyPairNotForWindows windows) {
            problems.add("keyPair", "console.reinstall.windows");
        } catch (NotReinstallable not) {
            problems.add("image", "console.reinstall." + not.reason());
        } catch (WrongInstanceState
                | InstanceShelved
                | OwnerInArrears
                | FormReused
                | PessimisticLockingFailureException refused) {
            problems.add("", Refusal.of(refused));
            response.setStatus(HttpServletResponse.SC_CONFLICT);
        }
        return false;
    }

    private String fill(Model model, SignedIn user, Instance instance, Form form, Problems problems) {
        model.addAttribute("instance", instance);
        model.addAttribute("refused", Refusal.ofReinstallation(instance));
        model.addAttribute("choices", reinstallations.choices(instance));
        model.addAttribute("keyPairs", keyPairs.keyPairs(user.account()));
        model.addAttribute("form", form);
        model.addAttribute("token", UUID.randomUUID().toString());
        model.addAttribute("problems", problems);
        return "instance/reinstall";
    }
}
