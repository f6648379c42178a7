package shop.cvm.web.network;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.SignedIn;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.Region;
import shop.cvm.instance.InstanceGroups;
import shop.cvm.network.InvalidGroupName;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.SecurityGroups;
import shop.cvm.network.SecurityGroupsFull;
import shop.cvm.network.StartingRules;
import shop.cvm.web.Problems;

/** All security groups of the customer, and the form for another one. */
@Controller
class SecurityGroupsController {

    private final SecurityGroups groups;
    private final InstanceGroups bindings;
    private final Catalog catalog;

    SecurityGroupsController(SecurityGroups groups, InstanceGroups bindings, Catalog catalog) {
        this.groups = groups;
        this.bindings = bindings;
        this.catalog = catalog;
    }

    @GetMapping("/network")
    String list(@AuthenticationPrincipal SignedIn user, Model model) {
        return fill(model, user, new Problems());
    }

    /** @param region of the machines that are to stand behind it */
    @PostMapping("/network/security-groups")
    String create(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") String region,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String description,
            @RequestParam(defaultValue = "COMMON_PORTS") StartingRules start,
            HttpServletResponse response,
            Model model) {
        Problems problems = new Problems();
        boolean known = catalog.snapshot().regions().stream().map(Region::id).anyMatch(region::equals);
        if (!known) {
            problems.add("region", "console.group.region.unknown");
        }
        try {
            if (known) {
                SecurityGroupId made = groups.create(user.account(), region, name, description, start);
                return "redirect:/network/security-groups/" + made;
            }
        } catch (InvalidGroupName invalid) {
            problems.add("name", "console.group.name.invalid");
        } catch (SecurityGroupsFull full) {
            problems.add("region", "console.group.full");
        }
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        model.addAttribute("typedRegion", region);
        model.addAttribute("typedName", name);
        model.addAttribute("typedDescription", description);
        model.addAttribute("typedStart", start);
        model.addAttribute("here", "/network");
        return fill(model, user, problems);
    }

    private String fill(Model model, SignedIn user, Problems problems) {
        model.addAttribute("groups", groups.groups(user.account()));
        model.addAttribute("uses", bindings.uses(user.account()));
        model.addAttribute("regions", catalog.snapshot().regions());
        model.addAttribute("starts", StartingRules.values());
        model.addAttribute("problems", problems);
        return "network/groups";
    }
}
