package shop.cvm.web.order;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Set;
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
import shop.cvm.order.ConversionOffer;
import shop.cvm.order.Conversions;
import shop.cvm.order.Order;
import shop.cvm.order.Renewals;
import shop.cvm.web.CatalogNames;
import shop.cvm.web.Problems;

/** One hourly machine or several that are to be prepaid: what it costs, and the order for it, which is paid like any other. */
@Controller
class ConversionController {

    private static final String PAGE = "/instances/conversion";
    private static final String PAGE_OF_ONE = "/instances/{id}/conversion";
    private static final Pattern MONTHS = Pattern.compile("[1-9][0-9]?");

    /** What the customer has chosen; the text is any at all. */
    private record Wish(List<InstanceId> machines, String months, boolean autoRenew, String address) {

        int number() {
            return MONTHS.matcher(months).matches() ? Integer.parseInt(months) : 1;
        }
    }

    private final Conversions conversions;
    private final Renewals renewals;
    private final Instances instances;
    private final Ledger ledger;
    private final Refusals refusals;
    private final CatalogNames names;

    ConversionController(
            Conversions conversions,
            Renewals renewals,
            Instances instances,
            Ledger ledger,
            Refusals refusals,
            CatalogNames names) {
        this.conversions = conversions;
        this.renewals = renewals;
        this.instances = instances;
        this.ledger = ledger;
        this.refusals = refusals;
        this.names = names;
    }

    /** @param months for how long; the shortest period if it is none that is offered */
    @GetMapping(PAGE_OF_ONE)
    String conversion(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String months,
            @RequestParam(defaultValue = "false") String autoRenew,
            Model model) {
        InstanceId machine = one(user, id);
        return fill(model, user.account(), wish(List.of(machine), months, autoRenew, address(machine)), new Problems());
    }

    /**
     * @param id the selected machines; at most a page of the list
     * @param months for how long; the shortest period if it is none that is offered
     */
    @GetMapping(PAGE)
    String conversions(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String months,
            @RequestParam(defaultValue = "false") String autoRenew,
            Model model) {
        return fill(model, user.account(), wish(selected(id), months, autoRenew, PAGE), new Problems());
    }

    /** Whatever cannot be placed as it is gives the page again, with what is wrong. */
    @PostMapping(PAGE_OF_ONE)
    String placeOne(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String months,
            @RequestParam(defaultValue = "false") String autoRenew,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        InstanceId machine = one(user, id);
        Wish wish = wish(List.of(machine), months, autoRenew, address(machine));
        return place(user.account(), wish, request, response, model);
    }

    /** The same for several. */
    @PostMapping(PAGE)
    String placeAll(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String months,
            @RequestParam(defaultValue = "false") String autoRenew,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return place(user.account(), wish(selected(id), months, autoRenew, PAGE), request, response, model);
    }

    private String place(
            AccountId account, Wish wish, HttpServletRequest request, HttpServletResponse response, Model model) {
        ConversionForm form = ConversionForm.of(request, wish.machines(), wish.number(), wish.autoRenew());
        Problems problems = new Problems();
        Order order = attempt(account, form, problems, model);
        if (order != null) {
            return "redirect:/orders/" + order.number();
        }
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        return fill(model, account, wish, problems);
    }

    private @Nullable Order attempt(AccountId account, ConversionForm form, Problems problems, Model model) {
        if (!form.isWhole()) {
            problems.add("", "order.conversion.again");
            return null;
        }
        try {
            return conversions.place(account, form.wishes(), form.token());
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

    private String fill(Model model, AccountId account, Wish wish, Problems problems) {
        List<Instance> machines = instances.instances(account, wish.machines());
        Set<InstanceId> refused = instances.objectionsToConversion(machines).keySet();
        SortedSet<Integer> periods = new TreeSet<>(renewals.periods(machines.stream()
                .filter(machine -> !refused.contains(machine.id()))
                .toList()));
        int number = wish.number();
        int months = periods.isEmpty() || periods.contains(number) ? number : periods.first();
        List<ConversionOffer> offers = conversions.offers(account, wish.machines(), months);
        List<ConversionRow> rows =
                offers.stream().map(offer -> ConversionRow.of(offer, names)).toList();
        model.addAttribute("conversion", new ConversionView(rows, periods, months, wish.autoRenew(), wish.address()));
        model.addAttribute("available", ledger.balance(account).available());
        model.addAttribute("problems", problems);
        model.addAttribute("here", wish.address());
        if (!model.containsAttribute("token")) {
            model.addAttribute("token", UUID.randomUUID().toString());
        }
        return "order/conversion";
    }

    /** @throws NoSuchInstance if the customer has no such machine */
    private InstanceId one(SignedIn user, String id) {
        return instances.instance(user.account(), new InstanceId(id)).id();
    }

    private static Wish wish(List<InstanceId> machines, String months, String autoRenew, String address) {
        return new Wish(machines, months, "true".equals(autoRenew), address);
    }

    private static String address(InstanceId machine) {
        return "/instances/" + machine + "/conversion";
    }

    private static List<InstanceId> selected(List<String> ids) {
        return ids.stream()
                .flatMap(one -> InstanceId.parse(one).stream())
                .distinct()
                .limit(Conversions.MOST_MACHINES)
                .toList();
    }
}
