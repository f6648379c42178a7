package shop.cvm.web.account;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.SignedIn;
import shop.cvm.web.Problems;
import shop.cvm.web.WantedPage;

/** The sign-in page; its form is taken by Spring Security. */
@Controller
class SignInController {

    private final WantedPage wanted;

    SignInController(WantedPage wanted) {
        this.wanted = wanted;
    }

    @GetMapping("/sign-in")
    String show(
            @AuthenticationPrincipal @Nullable SignedIn user,
            @RequestParam @Nullable String failed,
            HttpServletRequest request,
            Model model) {
        if (user != null) {
            return "redirect:/";
        }
        wanted.saveReferer(request);
        if (failed != null) {
            model.addAttribute("problems", new Problems().add("email", "account.signIn.failed"));
        }
        return "account/sign-in";
    }
}
