package shop.cvm.web.order;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.ledger.Ledger;
import shop.cvm.order.Order;
import shop.cvm.order.Renewals;
import shop.cvm.web.Problems;

/** More time for one machine or several: what it costs, and the order for it, which is paid like any other. */
@Controller
class RenewalController {

    private static final String PAGE = "/instances/renewal";
    private static final Pattern MONTHS = Pattern.compile("[1-9][0-9]?");

    private final Renewals renewals;
    private final Instances instances;
    private final Ledger ledger;
    private final Refusals refusals;

    RenewalController(Renewals renewals, Instances instances, Ledger ledger, Refusals refusals) {
        this.renewals = renewals;
        this.instances = instances;
        this.ledger = ledger;
        this.refusals = refusals;
    }

    /** @param months for how long; the shortest period if it is none that is offered */
    @GetMapping("/instances/{id}/renewal")
    String renewal(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String months,
            Model model) {
        InstanceId machine =
                instances.instance(user.account(), new InstanceId(id)).id();
        return fill(model, user.account(), List.of(machine), months, new Problems());
    }

    /**
     * @param id the selected machines; at most a page of the list
     * @param months for how long; the shortest period if it is none that is offered
     */
    @GetMapping(PAGE)
    String renewals(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String months,
            Model model) {
        return fill(model, user.account(), selected(id), months, new Problems());
    }

    /** Whatever cannot be placed as it is gives the page again, with what is wrong. */
    @PostMapping(PAGE)
    String place(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String months,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        List<InstanceId> machines = selected(id);
        RenewalForm form = RenewalForm.of(request, machines, number(months));
        Problems problems = new Problems();
        Order order = attempt(user.account(), form, problems, model);
        if (order != null) {
            return "redirect:/orders/" + order.number();
        }
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        return fill(model, user.account(), machines, months, problems);
    }

    private @Nullable Order attempt(AccountId account, RenewalForm form, Problems problems, Model model) {
        if (!form.isWhole()) {
            problems.add("", "order.renewal.again");
            return null;
        }
        try {
            return renewals.place(account, form.renewals(), form.token());
        } catch (NoSuchInstance unknown) {
            throw unknown;
        } catch (PessimisticLockingFailureException busy) {
            // Nobody knows yet what came of it: the same token asks again without ordering twice.
            problems.add("", "order.checkout.checking");
            model.addAttribute("token", form.token());
        } catch (RuntimeException refused) {
            refusals.tell(refused, problems);
        }
        return null;
    }

    @ExceptionHandler(NoSuchInstance.class)
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    private String fill(Model model, AccountId account, List<InstanceId> selected, String months, Problems problems) {
        List<Instance> machines = instances.instances(account, selected).stream()
                .filter(Instance::isRenewable)
                .toList();
        SortedSet<Integer> periods = new TreeSet<>(renewals.periods(machines));
        int wanted = periods.isEmpty() || periods.contains(number(months)) ? number(months) : periods.first();
        List<RenewalRow> rows = renewals.offers(account, selected, wanted).stream()
                .map(RenewalRow::of)
                .toList();
        model.addAttribute("renewal", new RenewalView(rows, periods, wanted));
        model.addAttribute("available", ledger.balance(account).available());
        model.addAttribute("problems", problems);
        model.addAttribute("here", PAGE);
        if (!model.containsAttribute("token")) {
            model.addAttribute("token", UUID.randomUUID().toString());
        }
        return "order/renewal";
    }

    private static int number(String months) {
        return MONTHS.matcher(months).matches() ? Integer.parseInt(months) : 1;
    }

    private static List<InstanceId> selected(List<String> ids) {
        return ids.stream()
                .flatMap(one -> InstanceId.parse(one).stream())
                .distinct()
                .limit(Renewals.MOST_MACHINES)
                .toList();
    }
}
