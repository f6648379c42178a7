package shop.cvm.web.instance;

import static java.util.stream.Collectors.toMap;

import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import shop.cvm.account.AccountId;
import shop.cvm.account.KeyPair;
import shop.cvm.account.KeyPairId;
import shop.cvm.account.KeyPairs;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.KeyPairBindings;
import shop.cvm.instance.WrongInstanceState;
import shop.cvm.web.Problems;

/** Which key pair one instance lets in by, or several. */
@Controller
class KeyBindingController {

    private static final String PAGE = "/instances/key-pairs";
    private static final String UNBIND = "none";

    private final Instances instances;
    private final KeyPairBindings bindings;
    private final KeyPairs keyPairs;

    KeyBindingController(Instances instances, KeyPairBindings bindings, KeyPairs keyPairs) {
        this.instances = instances;
        this.bindings = bindings;
        this.keyPairs = keyPairs;
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
        return fill(
                model,
                user.account(),
                BulkController.selected(id),
                new Wish("", false),
                ListFilter.of(all),
                new Problems());
    }

    /**
     * @param keyPair the one that they are to be bound to; {@code none} for a random password instead
     * @param forced whether those that run are stopped for it and started again
     * @param alone whether it is about one instance, whose page is shown afterwards
     */
    @PostMapping(PAGE)
    String change(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String keyPair,
            @RequestParam(defaultValue = "false") boolean forced,
            @RequestParam(defaultValue = "false") boolean alone,
            @RequestParam Map<String, String> all,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        List<InstanceId> selected = BulkController.selected(id);
        Wish wish = new Wish(keyPair, forced);
        ListFilter filter = ListFilter.of(all);
        if (!isPossible(user.account(), keyPair)) {
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            Problems problems = new Problems().add("keyPair", "console.keys.unknown");
            return fill(model, user.account(), selected, wish, filter, problems);
        }
        ArrayList<BulkResult> results = new ArrayList<>();
        selected.forEach(one -> results.add(result(user.account(), one, wish)));
        if (alone && results.size() == 1) {
            String refused = results.get(0).refused();
            return refused == null
                    ? "redirect:/instances/" + selected.get(0)
                    : again(model, response, user, selected, wish, filter, refused);
        }
        redirect.addFlashAttribute("action", "KEYS");
        redirect.addFlashAttribute("results", results);
        redirect.addAllAttributes(filter.parameters());
        return "redirect:/instances";
    }

    /** What is wanted of the instances. */
    record Wish(String keyPair, boolean forced) {}

    private boolean isPossible(AccountId account, String keyPair) {
        return keyPair.equals(UNBIND)
                || keyPairs.keyPairs(account).stream()
                        .anyMatch(pair -> pair.id().keyPairId().equals(keyPair));
    }

    private BulkResult result(AccountId account, InstanceId id, Wish wish) {
        try {
            if (wish.keyPair().equals(UNBIND)) {
                bindings.unbind(account, List.of(id), Set.of(), wish.forced());
            } else {
                bindings.bind(account, List.of(id), new KeyPairId(wish.keyPair()), wish.forced());
            }
            return BulkResult.done(id.instanceId());
        } catch (RuntimeException refused) {
            return BulkResult.refused(id.instanceId(), reason(refused));
        }
    }

    private static String reason(RuntimeException refused) {
        boolean runs = refused instanceof WrongInstanceState wrong && wrong.state() == InstanceState.RUNNING;
        return runs ? "console.keys.running" : Refusal.of(refused);
    }

    private String again(
            Model model,
            HttpServletResponse response,
            SignedIn user,
            List<InstanceId> selected,
            Wish wish,
            ListFilter filter,
            String refused) {
        response.setStatus(HttpServletResponse.SC_CONFLICT);
        String field = refused.equals("console.keys.running") ? "forced" : "keyPair";
        return fill(model, user.account(), selected, wish, filter, new Problems().add(field, refused));
    }

    private String fill(
            Model model, AccountId account, List<InstanceId> ids, Wish wish, ListFilter filter, Problems problems) {
        List<KeyPair> pairs = keyPairs.keyPairs(account);
        model.addAttribute("machines", instances.instances(account, ids));
        model.addAttribute("keyPairs", pairs);
        model.addAttribute("names", pairs.stream().collect(toMap(KeyPair::id, KeyPair::name)));
        model.addAttribute("wish", wish);
        model.addAttribute("filter", filter);
        model.addAttribute("problems", problems);
        model.addAttribute("here", "/instances");
        return "instance/keys";
    }
}
