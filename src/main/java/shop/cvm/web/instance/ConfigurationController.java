package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.order.Adjustments;
import shop.cvm.order.PriceChanged;
import shop.cvm.order.Reconfiguration;
import shop.cvm.order.Reconfigurations;
import shop.cvm.order.TokenReused;
import shop.cvm.order.WantedConfiguration;
import shop.cvm.web.Problems;
import shop.cvm.web.Show;

/** Another configuration for an instance: what can be chosen, what that comes to line by line, and the confirmation. */
@Controller
class ConfigurationController {

    private final Instances instances;
    private final Reconfigurations reconfigurations;
    private final Adjustments adjustments;
    private final ConfigurationPage page;
    private final Show show;

    ConfigurationController(
            Instances instances,
            Reconfigurations reconfigurations,
            Adjustments adjustments,
            ConfigurationPage page,
            Show show) {
        this.instances = instances;
        this.reconfigurations = reconfigurations;
        this.adjustments = adjustments;
        this.page = page;
        this.show = show;
    }

    /** The choice is in the query; what it leaves out stays as it is. */
    @GetMapping("/instances/{id}/configuration")
    String choose(
            @AuthenticationPrincipal SignedIn user, @PathVariable String id, HttpServletRequest request, Model model) {
        Instance instance = instances.instance(user.account(), new InstanceId(id));
        return instance.state().isEnded()
                ? page(instance.id())
                : page.fill(
                        model,
                        user.account(),
                        instance,
                        ConfigurationForm.of(request, instance.spec()),
                        new Problems());
    }

    /** Whatever cannot be done as it is gives the page again, with what is wrong and what it would come to now. */
    @PostMapping("/instances/{id}/configuration")
    String change(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Instance instance = instances.instance(user.account(), new InstanceId(id));
        ConfigurationForm form = ConfigurationForm.of(request, instance.spec());
        Problems problems = new Problems();
        Optional<WantedConfiguration> wanted = form.wanted(problems);
        if (wanted.isEmpty() || !form.isWhole(instance.configuration().isPrepaid())) {
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            if (problems.isEmpty()) {
                problems.add("", "instance.adjust.again");
            }
        } else {
            Optional<String> done = attempt(user.account(), instance, form, wanted.get(), problems, model);
            if (done.isPresent()) {
                return done.get();
            }
            response.setStatus(HttpServletResponse.SC_CONFLICT);
        }
        model.addAttribute("here", "/instances/" + instance.id() + "/configuration");
        return page.fill(model, user.account(), instances.instance(user.account(), instance.id()), form, problems);
    }

    /** @return where to go on if it is done, now or by this very form before */
    private Optional<String> attempt(
            AccountId account,
            Instance instance,
            ConfigurationForm form,
            WantedConfiguration wanted,
            Problems problems,
            Model model) {
        int configured = Objects.requireNonNull(form.configured());
        Reconfiguration change = new Reconfiguration(instance.id(), wanted, configured, form.agreed(), form.at());
        try {
            return Optional.of(change(account, instance, change, form.token()));
        } catch (NotReconfigurable refused) {
            problems.add("", Refusal.of(refused, instances.instance(account, instance.id())));
        } catch (PriceChanged changed) {
            problems.add("", "instance.adjust.priceChanged");
        } catch (InsufficientBalance poor) {
            problems.add("", "instance.adjust.missing", show.total(poor.missing()));
        } catch (SoldOut soldOut) {
            problems.add("type", "instance.adjust.soldOut", soldOut.instanceType());
        } catch (InvalidSpec invalid) {
            ConfigurationPage.tell(invalid, problems);
        } catch (TokenReused reused) {
            problems.add("", "instance.adjust.again");
        } catch (PessimisticLockingFailureException busy) {
            // Nobody knows yet what came of it: the same token asks again without doing it twice.
            problems.add("", "instance.refused.busy");
            model.addAttribute("token", form.token());
        }
        return Optional.empty();
    }

    /** An hourly one is changed at once; for a prepaid one it is ordered. */
    private String change(AccountId account, Instance instance, Reconfiguration change, String token) {
        if (instance.configuration().isPrepaid()) {
            return "redirect:/orders/"
                    + adjustments.place(account, change, token).number();
        }
        reconfigurations.reconfigure(account, change, token);
        return page(instance.id());
    }

    @ExceptionHandler(NoSuchInstance.class)
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    private static String page(InstanceId instance) {
        return "redirect:/instances/" + instance;
    }
}
