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
import shop.cvm.account.Account;
import shop.cvm.account.Accounts;
import shop.cvm.account.EmailTaken;
import shop.cvm.account.SignUpFault;
import shop.cvm.account.SignedIn;
import shop.cvm.web.Problems;
import shop.cvm.web.SignInSession;
import shop.cvm.web.WantedPage;

/** The sign-up page. Who has signed up is signed in and goes on to where they wanted to go. */
@Controller
class SignUpController {

    private final Accounts accounts;
    private final SignInSession session;
    private final WantedPage wanted;

    SignUpController(Accounts accounts, SignInSession session, WantedPage wanted) {
        this.accounts = accounts;
        this.session = session;
        this.wanted = wanted;
    }

    @GetMapping("/sign-up")
    String show(@AuthenticationPrincipal @Nullable SignedIn user, HttpServletRequest request) {
        if (user != null) {
            return "redirect:/";
        }
        wanted.saveReferer(request);
        return "account/sign-up";
    }

    @PostMapping("/sign-up")
    @Nullable
    String signUp(
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String repeat,
            Model model,
            HttpServletRequest request,
            HttpServletResponse response) {
        Problems problems = new Problems();
        Account account = attempt(email, password, repeat, problems);
        if (account == null) {
            model.addAttribute("problems", problems);
            model.addAttribute("email", email);
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            return "account/sign-up";
        }
        return "redirect:" + session.begin(SignedIn.as(account), request, response);
    }

    private @Nullable Account attempt(String email, String password, String repeat, Problems problems) {
        SignUpFault.of(email, password).forEach(fault -> problems.add(field(fault), "account.signUp.fault." + fault));
        if (!password.equals(repeat)) {
            problems.add("repeat", "account.signUp.repeat.differs");
        }
        try {
            return problems.isEmpty() ? accounts.signUp(email, password) : null;
        } catch (EmailTaken taken) {
            problems.add("email", "account.signUp.emailTaken");
            return null;
        }
    }

    private static String field(SignUpFault fault) {
        return fault == SignUpFault.EMAIL_FORM ? "email" : "password";
    }
}
