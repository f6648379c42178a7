package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceTags;
import shop.cvm.instance.Instances;
import shop.cvm.instance.InvalidTag;
import shop.cvm.instance.Tag;
import shop.cvm.web.Problems;

/** The tags of one instance or of several: one is added or replaced, others are taken away. */
@Controller
class TagsController {

    private static final String PAGE = "/instances/tags";

    private final Instances instances;
    private final InstanceTags tags;

    TagsController(Instances instances, InstanceTags tags) {
        this.instances = instances;
        this.tags = tags;
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
     * @param tagKey the key of the tag that they get; empty for none
     * @param alone whether it is about one instance, whose page is shown afterwards
     */
    @PostMapping(PAGE)
    String change(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String tagKey,
            @RequestParam(defaultValue = "") String tagValue,
            @RequestParam(defaultValue = "false") boolean alone,
            @RequestParam Map<String, String> all,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        List<InstanceId> selected = BulkController.selected(id);
        Set<String> removed =
                Set.of(Optional.ofNullable(request.getParameterValues("remove")).orElse(new String[0]));
        Problems problems = new Problems();
        List<Tag> set = set(tagKey, tagValue, problems);
        if (problems.isEmpty() && set.isEmpty() && removed.isEmpty()) {
            problems.add("tagKey", "console.tags.nothing");
        }
        if (!problems.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            model.addAttribute("typedKey", tagKey);
            model.addAttribute("typedValue", tagValue);
            model.addAttribute("ticked", removed);
            return fill(model, user.account(), selected, ListFilter.of(all), problems);
        }
        ArrayList<BulkResult> results = new ArrayList<>();
        selected.forEach(one -> results.add(BulkResult.of(one, () -> tags.change(user.account(), one, set, removed))));
        if (alone && results.size() == 1 && results.get(0).isDone()) {
            return "redirect:/instances/" + selected.get(0);
        }
        redirect.addFlashAttribute("action", "TAG");
        redirect.addFlashAttribute("results", results);
        redirect.addAllAttributes(ListFilter.of(all).parameters());
        return "redirect:/instances";
    }

    private static List<Tag> set(String key, String value, Problems problems) {
        if (key.isBlank() && value.isBlank()) {
            return List.of();
        }
        try {
            return List.of(new Tag(key, value));
        } catch (InvalidTag invalid) {
            String field = invalid.fault() == InvalidTag.Fault.VALUE ? "tagValue" : "tagKey";
            problems.add(field, "console.tags." + invalid.fault());
            return List.of();
        }
    }

    private String fill(Model model, AccountId account, List<InstanceId> ids, ListFilter filter, Problems problems) {
        List<Instance> machines = instances.instances(account, ids);
        Map<InstanceId, List<Tag>> tagged =
                tags.of(machines.stream().map(Instance::id).toList());
        Set<String> keys = new TreeSet<>();
        tagged.values().forEach(some -> some.forEach(tag -> keys.add(tag.key())));
        model.addAttribute("machines", machines);
        model.addAttribute("tagged", tagged);
        model.addAttribute("keys", keys);
        model.addAttribute("known", tags.keys(account));
        model.addAttribute("filter", filter);
        model.addAttribute("problems", problems);
        model.addAttribute("here", "/instances");
        return "instance/tags";
    }
}
