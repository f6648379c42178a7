package shop.cvm.web.instance;

import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.data.domain.Page;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import shop.cvm.account.AccountId;
import shop.cvm.account.Preferences;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceSearch;
import shop.cvm.instance.InstanceTags;
import shop.cvm.instance.Tag;
import shop.cvm.instance.TerminationPlan;
import shop.cvm.instance.TerminationPlans;
import shop.cvm.order.Refund;
import shop.cvm.time.ShopClock;
import shop.cvm.web.NothingNew;
import shop.cvm.web.PageNumber;

/** The list of the customer's instances: searched, filtered, page by page, with the columns they want. */
@Controller
class InstanceListController {

    private final InstanceSearch search;
    private final InstanceTags tags;
    private final TerminationPlans plans;
    private final Preferences preferences;
    private final InstancePage page;
    private final ShopClock clock;

    InstanceListController(
            InstanceSearch search,
            InstanceTags tags,
            TerminationPlans plans,
            Preferences preferences,
            InstancePage page,
            ShopClock clock) {
        this.search = search;
        this.tags = tags;
        this.plans = plans;
        this.preferences = preferences;
        this.page = page;
        this.clock = clock;
    }

    /**
     * @param all what a {@link ListFilter} asks for
     * @param seen what a page showed that asks for news; empty for the page itself
     */
    @GetMapping("/instances")
    ModelAndView list(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam Map<String, String> all,
            @RequestParam(name = "page", defaultValue = "") String number,
            @RequestParam(defaultValue = "") String seen,
            Model model) {
        AccountId account = user.account();
        ListFilter filter = ListFilter.of(all);
        Page<Instance> found = search.find(account, filter.query(), PageNumber.of(number));
        Page<InstanceView> views = views(found);
        String state = InstanceView.seen(views.getContent());
        if (seen.equals(state)) {
            return NothingNew.answer();
        }
        model.addAttribute("instances", rows(views));
        model.addAttribute("filter", filter);
        model.addAttribute("filters", InstanceFilter.values());
        model.addAttribute("choices", search.choices(account));
        model.addAttribute("tagKeys", tags.keys(account));
        model.addAttribute("columns", InstanceColumn.values());
        model.addAttribute("shown", shown(account));
        model.addAttribute("waiting", views.stream().anyMatch(InstanceView::isWaiting));
        model.addAttribute("form", UUID.randomUUID().toString());
        model.addAttribute("seen", state);
        return new ModelAndView("instance/list", model.asMap());
    }

    /**
     * Keeps which columns the account wants.
     *
     * @param all what the list showed, to be shown again
     */
    @PostMapping("/instances/columns")
    String columns(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam Map<String, String> all,
            @RequestParam(defaultValue = "") List<String> column,
            RedirectAttributes redirect) {
        preferences.choose(user.account(), InstanceColumn.PREFERENCE, InstanceColumn.choice(InstanceColumn.of(column)));
        redirect.addAllAttributes(ListFilter.of(all).parameters());
        return "redirect:/instances";
    }

    /** Each column that is shown, by name. */
    private Map<String, Boolean> shown(AccountId account) {
        Set<InstanceColumn> columns = preferences
                .choice(account, InstanceColumn.PREFERENCE)
                .map(InstanceColumn::of)
                .orElse(InstanceColumn.AT_FIRST);
        return columns.stream().collect(toMap(Enum::name, column -> true));
    }

    private Page<InstanceView> views(Page<Instance> found) {
        Instant now = clock.now();
        Map<InstanceId, Refund> refunds = page.refunds(found.getContent());
        return found.map(instance -> new InstanceView(instance, refunds.get(instance.id()), now));
    }

    private Page<ListRow> rows(Page<InstanceView> views) {
        Collection<InstanceId> ids =
                views.getContent().stream().map(view -> view.instance().id()).toList();
        Map<InstanceId, List<Tag>> tagged = tags.of(ids);
        Map<InstanceId, TerminationPlan> planned = plans.of(ids);
        return views.map(view -> new ListRow(
                view,
                tagged.getOrDefault(view.instance().id(), List.of()),
                planned.get(view.instance().id())));
    }
}
