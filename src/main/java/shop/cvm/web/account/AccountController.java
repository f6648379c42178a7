package shop.cvm.web.account;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.AccountSettings;
import shop.cvm.account.Accounts;
import shop.cvm.account.IdentityClaim;
import shop.cvm.account.IdentityFault;
import shop.cvm.account.InvalidIdentity;
import shop.cvm.account.SignedIn;
import shop.cvm.web.LocalPath;
import shop.cvm.web.Problems;

/** The profile page, with the identity check. */
@Controller
class AccountController {

    /** What the form is filled in with, so that nobody needs to enter data of their own. */
    private static final String SAMPLE_NUMBER = "SAMPLE0001";

    private final Accounts accounts;
    private final AccountSettings settings;

    AccountController(Accounts accounts, AccountSettings settings) {
        this.accounts = accounts;
        this.settings = settings;
    }

    /** @param to the page to go on to once the identity is verified */
    @GetMapping("/account")
    String show(@AuthenticationPrincipal SignedIn user, @RequestParam(defaultValue = "") String to, Model model) {
        model.addAttribute("account", accounts.account(user.account()));
        model.addAttribute("need", settings.verificationNeededFor());
        model.addAttribute("sampleNumber", SAMPLE_NUMBER);
        model.addAttribute("to", to);
        return "account/profile";
    }

    @PostMapping("/account/identity")
    String verify(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String to,
            Model model,
            HttpServletResponse response) {
        IdentityClaim claim = new IdentityClaim(name, number);
        try {
            accounts.verify(user.account(), claim);
            return "redirect:" + (to.isEmpty() ? "/account" : LocalPath.of(to));
        } catch (InvalidIdentity invalid) {
            model.addAttribute("problems", problems(invalid));
            model.addAttribute("claim", claim);
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            return show(user, to, model);
        }
    }

    private static Problems problems(InvalidIdentity invalid) {
        Problems problems = new Problems();
        invalid.faults().stream()
                .sorted()
                .forEach(fault -> problems.add(
                        fault == IdentityFault.NAME ? "name" : "number", "account.identity.fault." + fault));
        return problems;
    }
}
