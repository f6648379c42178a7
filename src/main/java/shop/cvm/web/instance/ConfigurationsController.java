package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.joda.money.Money;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.order.PriceChanged;
import shop.cvm.order.Reconfiguration;
import shop.cvm.order.Reconfigurations;
import shop.cvm.web.Problems;

/**
 * Another type or another network for several instances that are paid by the hour: what that comes to for each, one
 * confirmation, and a result for each. What changes a prepaid one is an order of its own, which its page places.
 */
@Controller
class ConfigurationsController {

    private static final String PAGE = "/instances/configuration";

    private final Instances instances;
    private final Reconfigurations reconfigurations;
    private final TypeChoices types;
    private final Ledger ledger;

    ConfigurationsController(Instances instances, Reconfigurations reconfigurations, TypeChoices types, Ledger ledger) {
        this.instances = instances;
        this.reconfigurations = reconfigurations;
        this.types = types;
        this.ledger = ledger;
    }

    /**
     * The choice is in the query; what it leaves out stays as each instance has it.
     *
     * @param id the selected instances; at most a page of the list
     * @param show what the list showed
     */
    @GetMapping(PAGE)
    String choose(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String show,
            HttpServletRequest request,
            Model model) {
        return fill(model, user.account(), BulkController.selected(id), CommonChoice.of(request), show, new Problems());
    }

    /**
     * @param id the instances; the form has for each, under its id, what was shown of it
     * @param token which form was sent, so that sending it again does nothing
     */
    @PostMapping(PAGE)
    String change(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "") String token,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        CommonChoice choice = CommonChoice.of(request);
        List<InstanceId> selected = BulkController.selected(id);
        Problems problems = new Problems();
        boolean isWhole = choice.isReadable(problems) && token.matches("[A-Za-z0-9-]{1,64}") && !selected.isEmpty();
        if (!isWhole) {
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            return fill(
                    model,
                    user.account(),
                    selected,
                    choice,
                    show,
                    problems.isEmpty() ? problems.add("", "instance.adjust.again") : problems);
        }
        ArrayList<BulkResult> results = new ArrayList<>();
        selected.forEach(one -> results.add(result(user.account(), one, choice, request, token)));
        redirect.addFlashAttribute("action", "CONFIGURE");
        redirect.addFlashAttribute("results", results);
        redirect.addAttribute("show", InstanceFilter.of(show).parameter());
        return "redirect:/instances";
    }

    private BulkResult result(
            AccountId account, InstanceId id, CommonChoice choice, HttpServletRequest request, String token) {
        Optional<ConfigurationRow.Seen> seen = ConfigurationRow.Seen.of(request.getParameter(id.instanceId()));
        try {
            return seen.map(agreed -> changed(account, id, choice, agreed, token))
                    .orElseGet(() -> BulkResult.refused(id.instanceId(), "instance.adjust.again"));
        } catch (RuntimeException refused) {
            return BulkResult.refused(id.instanceId(), Refusal.of(refused));
        }
    }

    private BulkResult changed(
            AccountId account, InstanceId id, CommonChoice choice, ConfigurationRow.Seen seen, String token) {
        Instance instance = instances.instance(account, id);
        Reconfiguration change = new Reconfiguration(id, choice.on(instance.spec()), seen.configured(), seen.price());
        try {
            reconfigurations.reconfigure(account, change, token);
            return BulkResult.done(id.instanceId());
        } catch (NotReconfigurable refused) {
            return BulkResult.refused(id.instanceId(), Refusal.of(refused, instance));
        } catch (PriceChanged changed) {
            return BulkResult.refused(id.instanceId(), "instance.adjust.priceChanged");
        } catch (InsufficientBalance poor) {
            return BulkResult.refused(id.instanceId(), "instance.configure.missing");
        } catch (SoldOut soldOut) {
            return BulkResult.refused(id.instanceId(), "instance.configure.soldOut");
        } catch (InvalidSpec unsold) {
            return BulkResult.refused(id.instanceId(), "instance.configure.unsold");
        }
    }

    private String fill(
            Model model,
            AccountId account,
            List<InstanceId> selected,
            CommonChoice choice,
            String show,
            Problems problems) {
        List<Instance> machines = instances.withDisks(account, selected);
        boolean isToSay = choice.isReadable(problems.isEmpty() ? problems : new Problems()) && !choice.isNothing();
        List<ConfigurationRow> rows = isToSay ? rows(account, machines, choice) : List.of();
        model.addAttribute("machines", machines);
        model.addAttribute(
                "rows", rows.stream().filter(ConfigurationRow::isPossible).toList());
        model.addAttribute(
                "refused", rows.stream().filter(row -> !row.isPossible()).toList());
        model.addAttribute("groups", groups(machines));
        model.addAttribute("choice", choice);
        model.addAttribute("said", isToSay);
        model.addAttribute("left", left(account, rows));
        model.addAttribute("shown", InstanceFilter.of(show));
        model.addAttribute("token", UUID.randomUUID().toString());
        model.addAttribute("problems", problems);
        model.addAttribute("here", "/instances");
        return "instance/configurations";
    }

    private List<ConfigurationRow> rows(AccountId account, List<Instance> machines, CommonChoice choice) {
        return machines.stream()
                .map(machine -> machine.configuration().isPrepaid()
                        ? ConfigurationRow.refused(machine, "instance.configure.prepaid")
                        : ConfigurationRow.of(
                                machine, reconfigurations.offer(account, machine.id(), choice.on(machine.spec()))))
                .toList();
    }

    /** What the first of them that is paid by the hour can become. */
    private List<TypeChoices.Group> groups(List<Instance> machines) {
        return machines.stream()
                .filter(machine -> !machine.configuration().isPrepaid())
                .findFirst()
                .map(types::of)
                .orElse(List.of());
    }

    /** What would be available if all of it was done; less than nothing if the balance does not reach for that. */
    private Money left(AccountId account, List<ConfigurationRow> rows) {
        Money changed = rows.stream()
                .flatMap(row -> Optional.ofNullable(row.offer()).stream())
                .map(offer -> offer.left().minus(offer.available()))
                .reduce(Cny.ZERO, Money::plus);
        return ledger.balance(account).available().plus(changed);
    }
}
