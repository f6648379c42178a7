package shop.cvm.web.network;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.InstanceGroups;
import shop.cvm.network.InvalidGroupName;
import shop.cvm.network.InvalidRule;
import shop.cvm.network.NoSuchSecurityGroup;
import shop.cvm.network.SecurityGroup;
import shop.cvm.network.SecurityGroupChanged;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.SecurityGroupInUse;
import shop.cvm.network.SecurityGroupRule;
import shop.cvm.network.SecurityGroupRule.Direction;
import shop.cvm.network.SecurityGroupRule.Policy;
import shop.cvm.network.SecurityGroupRule.Protocol;
import shop.cvm.network.SecurityGroups;
import shop.cvm.web.Problems;

/** One security group: its rules in their order, its name, its end. */
@Controller
@RequestMapping("/network/security-groups/{id}")
class SecurityGroupController {

    private final SecurityGroups groups;
    private final InstanceGroups bindings;

    SecurityGroupController(SecurityGroups groups, InstanceGroups bindings) {
        this.groups = groups;
        this.bindings = bindings;
    }

    @GetMapping
    String group(@AuthenticationPrincipal SignedIn user, @PathVariable String id, Model model) {
        return fill(model, user, new SecurityGroupId(id), RuleForm.FIRST, new Problems());
    }

    /**
     * @param version of the rules that were looked at
     * @param place which of its direction it is to be, counted from 1
     */
    @PostMapping("/rules")
    String add(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam(defaultValue = "INGRESS") Direction direction,
            @RequestParam(defaultValue = "ACCEPT") Policy policy,
            @RequestParam(defaultValue = "TCP") Protocol protocol,
            @RequestParam(defaultValue = "") String port,
            @RequestParam(defaultValue = "") String range,
            @RequestParam(defaultValue = "") String description,
            @RequestParam(defaultValue = "1") String place,
            HttpServletResponse response,
            Model model) {
        SecurityGroupId group = new SecurityGroupId(id);
        RuleForm form = new RuleForm(direction, policy, protocol, port, range, description, number(place));
        Problems problems = new Problems();
        try {
            List<SecurityGroupRule> rules = form.addedTo(groups.group(user.account(), group));
            return changed(user, group, version, rules, form, response, model);
        } catch (InvalidRule invalid) {
            String field =
                    switch (invalid.fault()) {
                        case PORT -> "port";
                        case RANGE -> "range";
                        case DESCRIPTION -> "description";
                        case TOO_MANY -> "";
                    };
            problems.add(field, "console.rule." + invalid.fault());
        }
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        return fill(model, user, group, form, problems);
    }

    /** @param index of the rule among those of its direction, counted from 0 */
    @PostMapping(path = "/rules/change", params = "action=REMOVE")
    String remove(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam Direction direction,
            @RequestParam int index,
            HttpServletResponse response,
            Model model) {
        SecurityGroupId group = new SecurityGroupId(id);
        List<SecurityGroupRule> rules = RuleForm.without(groups.group(user.account(), group), direction, index);
        return changed(user, group, version, rules, RuleForm.FIRST, response, model);
    }

    /** @param index of the rule among those of its direction, counted from 0 */
    @PostMapping(path = "/rules/change", params = "action=UP")
    String moveUp(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam int version,
            @RequestParam Direction direction,
            @RequestParam int index,
            HttpServletResponse response,
            Model model) {
        SecurityGroupId group = new SecurityGroupId(id);
        List<SecurityGroupRule> rules = RuleForm.earlier(groups.group(user.account(), group), direction, index);
        return changed(user, group, version, rules, RuleForm.FIRST, response, model);
    }

    @PostMapping("/name")
    String rename(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String about,
            HttpServletResponse response,
            Model model) {
        SecurityGroupId group = new SecurityGroupId(id);
        try {
            groups.rename(user.account(), group, name, about);
            return page(group);
        } catch (InvalidGroupName invalid) {
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            model.addAttribute("typedName", name);
            return fill(model, user, group, RuleForm.FIRST, new Problems().add("name", "console.group.name.invalid"));
        }
    }

    @PostMapping("/deletion")
    String delete(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String id,
            HttpServletResponse response,
            Model model) {
        SecurityGroupId group = new SecurityGroupId(id);
        try {
            groups.delete(user.account(), group);
            return "redirect:/network";
        } catch (SecurityGroupInUse used) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            return fill(model, user, group, RuleForm.FIRST, new Problems().add("", "console.group.used"));
        }
    }

    @ExceptionHandler(NoSuchSecurityGroup.class)
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    private String changed(
            SignedIn user,
            SecurityGroupId group,
            int version,
            List<SecurityGroupRule> rules,
            RuleForm form,
            HttpServletResponse response,
            Model model) {
        try {
            groups.change(user.account(), group, version, rules);
            return page(group);
        } catch (SecurityGroupChanged | PessimisticLockingFailureException refused) {
            response.setStatus(HttpServletResponse.SC_CONFLICT);
            return fill(model, user, group, form, new Problems().add("", "console.rule.changed"));
        }
    }

    private String fill(Model model, SignedIn user, SecurityGroupId id, RuleForm form, Problems problems) {
        SecurityGroup group = groups.group(user.account(), id);
        model.addAttribute("group", group);
        model.addAttribute("used", bindings.uses(user.account()).getOrDefault(id, 0L));
        model.addAttribute("directions", Direction.values());
        model.addAttribute("policies", Policy.values());
        model.addAttribute("protocols", Protocol.values());
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("here", "/network/security-groups/" + id);
        return "network/group";
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,3}") ? Integer.parseInt(text) : 1;
    }

    private static String page(SecurityGroupId group) {
        return "redirect:/network/security-groups/" + group;
    }
}
