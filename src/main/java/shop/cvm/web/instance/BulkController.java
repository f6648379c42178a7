package shop.cvm.web.instance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.InstanceForms;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.StoppedMode;

/** The same for several instances: each is done or refused by itself, and the list says which. */
@Controller
class BulkController {

    private final Instances instances;
    private final InstanceForms forms;

    BulkController(Instances instances, InstanceForms forms) {
        this.instances = instances;
        this.forms = forms;
    }

    /**
     * @param id the selected instances; at most a page of the list is done
     * @param mode whether those that are stopped are charged on; those that cannot be stopped without charge are
     * @param form which form was sent, so that sending it again does nothing
     * @param all what the list showed, to be shown again
     */
    @PostMapping(
            path = "/instances/bulk",
            params = {
                "action!=TERMINATE",
                "action!=RENEW",
                "action!=RETURN",
                "action!=CONVERT",
                "action!=CONFIGURE",
                "action!=TAG",
                "action!=GROUPS",
                "action!=KEYS",
                "action!=PROTECT",
                "action!=UNPROTECT"
            })
    String power(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam PowerAction action,
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "KEEP_CHARGING") StoppedMode mode,
            @RequestParam(defaultValue = "") String form,
            @RequestParam Map<String, String> all,
            RedirectAttributes redirect) {
        List<InstanceId> selected = selected(id);
        PowerForm sent = new PowerForm(action, mode, form);
        List<BulkResult> done =
                selected.stream().map(one -> result(user.account(), one, sent)).toList();
        boolean spares = action == PowerAction.STOP && mode == StoppedMode.STOP_CHARGING;
        ArrayList<BulkResult> results =
                new ArrayList<>(spares ? remarked(done, charged(user.account(), selected)) : done);
        redirect.addFlashAttribute("action", action);
        redirect.addFlashAttribute("results", results);
        redirect.addAllAttributes(ListFilter.of(all).parameters());
        return "redirect:/instances";
    }

    /** Which tags is asked on a page of its own. */
    @PostMapping(path = "/instances/bulk", params = "action=TAG")
    String askForTags(
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam Map<String, String> all,
            RedirectAttributes redirect) {
        ListFilter.of(all).parameters().forEach(redirect::addAttribute);
        return ask(id, ListFilter.of(all).show().parameter(), "/instances/tags", redirect);
    }

    /** Behind which groups is asked on a page of its own. */
    @PostMapping(path = "/instances/bulk", params = "action=GROUPS")
    String askForGroups(
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam Map<String, String> all,
            RedirectAttributes redirect) {
        ListFilter.of(all).parameters().forEach(redirect::addAttribute);
        return ask(id, ListFilter.of(all).show().parameter(), "/instances/security-groups", redirect);
    }

    /** Which key pair is asked on a page of its own. */
    @PostMapping(path = "/instances/bulk", params = "action=KEYS")
    String askForKeyPair(
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam Map<String, String> all,
            RedirectAttributes redirect) {
        ListFilter.of(all).parameters().forEach(redirect::addAttribute);
        return ask(id, ListFilter.of(all).show().parameter(), "/instances/key-pairs", redirect);
    }

    /** Giving up needs a confirmation, which the list has no place for. */
    @PostMapping(path = "/instances/bulk", params = "action=TERMINATE")
    String askBeforeTermination(
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String show,
            RedirectAttributes redirect) {
        return ask(id, show, "/instances/termination", redirect);
    }

    /** More time is ordered, which has a page of its own. */
    @PostMapping(path = "/instances/bulk", params = "action=RENEW")
    String askBeforeRenewal(
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String show,
            RedirectAttributes redirect) {
        return ask(id, show, "/instances/renewal", redirect);
    }

    /** What is paid back is looked at first. */
    @PostMapping(path = "/instances/bulk", params = "action=RETURN")
    String askBeforeReturn(
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String show,
            RedirectAttributes redirect) {
        return ask(id, show, "/instances/return", redirect);
    }

    /** What it costs is looked at first. */
    @PostMapping(path = "/instances/bulk", params = "action=CONVERT")
    String askBeforeConversion(
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String show,
            RedirectAttributes redirect) {
        return ask(id, show, "/instances/conversion", redirect);
    }

    /** What is to change is chosen on a page of its own, which says what that comes to. */
    @PostMapping(path = "/instances/bulk", params = "action=CONFIGURE")
    String askForConfiguration(
            @RequestParam(defaultValue = "") List<String> id,
            @RequestParam(defaultValue = "") String show,
            RedirectAttributes redirect) {
        return ask(id, show, "/instances/configuration", redirect);
    }

    private static String ask(List<String> id, String show, String page, RedirectAttributes redirect) {
        redirect.addAttribute("show", InstanceFilter.of(show).parameter());
        List<InstanceId> selected = selected(id);
        if (selected.isEmpty()) {
            redirect.addFlashAttribute("results", new ArrayList<BulkResult>());
            return "redirect:/instances";
        }
        redirect.addAttribute(
                "id", selected.stream().map(InstanceId::instanceId).collect(Collectors.joining(",")));
        return "redirect:" + page;
    }

    /** The instances that were ticked, at most a page of the list. */
    static List<InstanceId> selected(List<String> ids) {
        return ids.stream()
                .flatMap(one -> InstanceId.parse(one).stream())
                .distinct()
                .limit(Instances.PAGE_SIZE)
                .toList();
    }

    private BulkResult result(AccountId account, InstanceId id, PowerForm form) {
        try {
            forms.once(account, id, form.sent(), () -> form.ask(instances, account, id));
            return BulkResult.done(id.instanceId());
        } catch (RuntimeException refused) {
            return BulkResult.refused(id.instanceId(), Refusal.of(refused));
        }
    }

    /** Those of these that are charged on when they are off. */
    private Set<String> charged(AccountId account, List<InstanceId> ids) {
        return instances.instances(account, ids).stream()
                .filter(instance -> instance.stoppedMode() == StoppedMode.KEEP_CHARGING)
                .map(instance -> instance.id().instanceId())
                .collect(Collectors.toSet());
    }

    private static List<BulkResult> remarked(List<BulkResult> results, Set<String> charged) {
        return results.stream()
                .map(one -> one.isDone() && charged.contains(one.id())
                        ? BulkResult.done(one.id(), "instance.bulk.charged")
                        : one)
                .toList();
    }
}
