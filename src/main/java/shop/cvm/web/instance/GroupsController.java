package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceGroups;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.SecurityGroups;
import shop.cvm.web.Problems;

/** Behind which security groups one instance stands, or several. */
@Controller
class GroupsController {

    private static final String PAGE = "/instances/security-groups";

    private final Instances instances;
    private final InstanceGroups bindings;
    private final SecurityGroups groups;

    GroupsController(Instances instances, InstanceGroups bindings, SecurityGroups groups) {
        this.instances = instances;
        this.bindings = bindings;
        this.groups = groups;
    }

    /**
     * @param id the instances; at most a page of the list
     * @param all what the list showed, to be shown again
     */
    @GetMapping(PAGE)
    String ask(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam Map<String, String> all,
            Model model) {
        return fill(model, user.account(), BulkController.selected(id), ListFilter.of(all), new Problems());
    }

    /**
     * @param group the groups that they are to stand behind, in the order of the page
     * @param alone whether it is about one instance, whose page is shown afterwards
     */
    @PostMapping(PAGE)
    String bind(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") List<String> group,
            @RequestParam(defaultValue = "false") boolean alone,
            @RequestParam Map<String, String> all,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        List<InstanceId> selected = BulkController.selected(id);
        List<SecurityGroupId> wanted = group.stream()
                .filter(one -> !one.isBlank())
                .map(SecurityGroupId::new)
                .toList();
        if (wanted.isEmpty() || wanted.size() > InstanceGroups.MOST) {
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            Problems problems =
                    new Problems().add("groups", "console.groups." + (wanted.isEmpty() ? "NONE" : "TOO_MANY"));
            return fill(model, user.account(), selected, ListFilter.of(all), problems);
        }
        ArrayList<BulkResult> results = new ArrayList<>();
        selected.forEach(one -> results.add(BulkResult.of(one, () -> bindings.bind(user.account(), one, wanted))));
        if (alone && results.size() == 1 && results.get(0).isDone()) {
            return "redirect:/instances/" + selected.get(0);
        }
        redirect.addFlashAttribute("action", "GROUPS");
        redirect.addFlashAttribute("results", results);
        redirect.addAllAttributes(ListFilter.of(all).parameters());
        return "redirect:/instances";
    }

    private String fill(Model model, AccountId account, List<InstanceId> ids, ListFilter filter, Problems problems) {
        List<Instance> machines = instances.instances(account, ids);
        Map<InstanceId, List<SecurityGroupId>> bound =
                bindings.of(machines.stream().map(Instance::id).toList());
        Set<String> regions = new TreeSet<>();
        machines.forEach(machine -> regions.add(machine.shape().regionId()));
        model.addAttribute("machines", machines);
        model.addAttribute("bound", bound);
        model.addAttribute(
                "first",
                machines.isEmpty() ? List.of() : bound.get(machines.get(0).id()));
        model.addAttribute(
                "groups",
                groups.groups(account).stream()
                        .filter(one -> regions.contains(one.region()))
                        .toList());
        model.addAttribute("filter", filter);
        model.addAttribute("problems", problems);
        model.addAttribute("here", "/instances");
        return "instance/groups";
    }
}
