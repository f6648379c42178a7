package shop.cvm.web.account;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import shop.cvm.account.Account;
import shop.cvm.account.Accounts;
import shop.cvm.account.SignUpFault;
import shop.cvm.account.SignedIn;
import shop.cvm.account.TooManySignIns;
import shop.cvm.account.WrongPassword;
import shop.cvm.web.Problems;
import shop.cvm.web.Sessions;
import shop.cvm.web.Show;
import shop.cvm.web.SignInSession;

/** The page to change the password, which ends every other session of the account. */
@Controller
class SecurityController {

    private final Accounts accounts;
    private final Sessions sessions;
    private final SignInSession own;
    private final Show show;

    SecurityController(Accounts accounts, Sessions sessions, SignInSession own, Show show) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.own = own;
        this.show = show;
    }

    @GetMapping("/account/security")
    String show() {
        return "account/security";
    }

    @PostMapping("/account/security")
    String change(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") String current,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeat,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        Problems problems = new Problems();
        Account changed = changed(user, new Passwords(current, password, repeat), request.getRemoteAddr(), problems);
        if (changed == null) {
            model.addAttribute("problems", problems);
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            return "account/security";
        }
        int ended = sessions.endOthers(user.getUsername(), request.getSession().getId());
        own.begin(user.with(changed), request, response);
        next.addFlashAttribute("ended", ended);
        return "redirect:/account/security";
    }

    /** What the form was filled in with. */
    private record Passwords(String current, String wanted, String repeat) {}

    /** @return the account with its new password; null if there are problems */
    private @Nullable Account changed(SignedIn user, Passwords typed, String from, Problems problems) {
        SignUpFault.of(user.getUsername(), typed.wanted())
                .forEach(fault -> problems.add("password", "account.signUp.fault." + fault));
        if (!typed.wanted().equals(typed.repeat())) {
            problems.add("repeat", "account.signUp.repeat.differs");
        }
        if (!problems.isEmpty()) {
            return null;
        }
        try {
            return accounts.changePassword(user.account(), typed.current(), typed.wanted(), from);
        } catch (WrongPassword wrong) {
            problems.add("current", "account.security.wrong");
        } catch (TooManySignIns limited) {
            problems.add("current", "account.signIn.limited", show.time(limited.until()));
        }
        return null;
    }
}
