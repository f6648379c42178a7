package shop.cvm.web.order;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
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
import shop.cvm.order.NotLowerable;
import shop.cvm.order.Order;
import shop.cvm.order.RenewalOffer;
import shop.cvm.order.RenewalPeriod;
import shop.cvm.order.Renewals;
import shop.cvm.web.ExpiryDays;
import shop.cvm.web.Problems;

/** More time for one machine or several: what it costs, and the order for it, which is paid like any other. */
@Controller
class RenewalController {

    private static final String PAGE = "/instances/renewal";
    private static final String PAGE_OF_ONE = "/instances/{id}/renewal";
    private static final Pattern MONTHS = Pattern.compile("[1-9][0-9]?");
    private static final Pattern MBPS = Pattern.compile("[0-9]{1,4}");

    /** What the customer has chosen; the texts are any at all. */
    private record Wish(List<InstanceId> machines, String months, String day, String bandwidth, String address) {

        /** Of several machines none is asked for. */
        static Wish of(List<InstanceId> machines, String months, String day) {
            return new Wish(machines, months, day, "", PAGE);
        }

        static Wish of(InstanceId machine, String months, String day, String bandwidth) {
            return new Wish(List.of(machine), months, day, bandwidth, "/instances/" + machine + "/renewal");
        }

        /** Null to keep what it has; 0, with which nothing is renewed, if it is no such number. */
        @Nullable
        Integer mbps() {
            if (bandwidth.isEmpty()) {
                return null;
            }
            return MBPS.matcher(bandwidth).matches() ? Integer.valueOf(bandwidth) : Integer.valueOf(0);
        }

        int number() {
            return MONTHS.matcher(months).matches() ? Integer.parseInt(months) : 1;
        }

        RenewalPeriod period(int offered) {
            return RenewalForm.period(offered, day);
        }
    }

    private final Renewals renewals;
    private final Instances instances;
    private final Ledger ledger;
    private final Refusals refusals;
    private final ExpiryDays expiryDays;

    RenewalController(Renewals renewals, Instances instances, Ledger ledger, Refusals refusals, ExpiryDays expiryDays) {
        this.renewals = renewals;
        this.instances = instances;
        this.ledger = ledger;
        this.refusals = refusals;
        this.expiryDays = expiryDays;
    }

    /**
     * @param months for how long; the shortest period if it is none that is offered
     * @param day of the month that it is to expire on; none if it is no such day
     * @param bandwidth what it is to have from then on, in Mbps; empty for what it has
     */
    @GetMapping(PAGE_OF_ONE)
    String renewal(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String months,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String bandwidth,
            Model model) {
        Wish wish = Wish.of(one(user, id), months, day, bandwidth);
        return fill(model, user.account(), wish, new Problems());
    }

    /**
     * @param id the selected machines; at most a page of the list
     * @param months for how long; the shortest period if it is none that is offered
     * @param day of the month that they are to expire on; none if it is no such day
     */
    @GetMapping(PAGE)
    String renewals(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String months,
            @RequestParam(defaultValue = "") String day,
            Model model) {
        return fill(model, user.account(), Wish.of(selected(id), months, day), new Problems());
    }

    /** Whatever cannot be placed as it is gives the page again, with what is wrong. */
    @PostMapping(PAGE_OF_ONE)
    String placeOne(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String months,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String bandwidth,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        Wish wish = Wish.of(one(user, id), months, day, bandwidth);
        return place(user.account(), wish, request, response, model);
    }

    /** The same for several. */
    @PostMapping(PAGE)
    String placeAll(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String months,
            @RequestParam(defaultValue = "") String day,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        return place(user.account(), Wish.of(selected(id), months, day), request, response, model);
    }

    private String place(
            AccountId account, Wish wish, HttpServletRequest request, HttpServletResponse response, Model model) {
        RenewalPeriod period = wish.period(wish.number());
        RenewalForm form = RenewalForm.of(request, wish.machines(), period, wish.mbps());
        Problems problems = new Problems();
        Order order = attempt(account, form, problems, model);
        if (order != null) {
            Optional.ofNullable(period.day()).ifPresent(day -> expiryDays.choose(account, day));
            return "redirect:/orders/" + order.number();
        }
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        return fill(model, account, wish, problems);
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
        } catch (NotLowerable not) {
            // Where there is a choice, its field says what is possible.
            if (not.most() == 0) {
                problems.add("", "order.renewal.bandwidth.not", not.instance());
            }
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
        List<Instance> machines = instances.instances(account, wish.machines()).stream()
                .filter(Instance::isRenewable)
                .toList();
        SortedSet<Integer> periods = new TreeSet<>(renewals.periods(machines));
        int number = wish.number();
        RenewalPeriod period = wish.period(periods.isEmpty() || periods.contains(number) ? number : periods.first());
        Bandwidth bandwidth = bandwidth(machines, wish);
        List<RenewalRow> rows = offers(account, wish, period, bandwidth).stream()
                .map(RenewalRow::of)
                .toList();
        if (bandwidth != null && !bandwidth.isPossible()) {
            problems.add("bandwidth", "order.renewal.bandwidth.invalid", bandwidth.most());
        }
        boolean isTooLong = !wish.day().isEmpty() && period.months() > RenewalPeriod.LONGEST_TO_A_DAY;
        model.addAttribute("renewal", new RenewalView(rows, periods, period, isTooLong, wish.address()));
        model.addAttribute("bandwidth", bandwidth);
        model.addAttribute("available", ledger.balance(account).available());
        model.addAttribute("problems", problems);
        model.addAttribute("here", wish.address());
        if (!model.containsAttribute("token")) {
            model.addAttribute("token", UUID.randomUUID().toString());
        }
        return "order/renewal";
    }

    /** What can be chosen; null if nothing can: of several machines, in the recycle bin, or by traffic. */
    private static @Nullable Bandwidth bandwidth(List<Instance> machines, Wish wish) {
        int most = machines.size() == 1 && !wish.address().equals(PAGE) ? Renewals.mostBandwidth(machines.get(0)) : 0;
        return most == 0 ? null : new Bandwidth(wish.bandwidth(), wish.mbps(), most);
    }

    private List<RenewalOffer> offers(
            AccountId account, Wish wish, RenewalPeriod period, @Nullable Bandwidth bandwidth) {
        return bandwidth == null || !bandwidth.isLower()
                ? renewals.offers(account, wish.machines(), period)
                : List.of(renewals.offer(account, wish.machines().get(0), period, bandwidth.chosen()));
    }

    /** @throws NoSuchInstance if the customer has no such machine */
    private InstanceId one(SignedIn user, String id) {
        return instances.instance(user.account(), new InstanceId(id)).id();
    }

    private static List<InstanceId> selected(List<String> ids) {
        return ids.stream()
                .flatMap(one -> InstanceId.parse(one).stream())
                .distinct()
                .limit(Renewals.MOST_MACHINES)
                .toList();
    }
}
