package shop.cvm.web.account;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.SignedIn;
import shop.cvm.web.Problems;
import shop.cvm.web.Show;
import shop.cvm.web.WantedPage;

/** The sign-in page; its form is taken by Spring Security. */
@Controller
class SignInController {

    private final WantedPage wanted;
    private final Show show;

    SignInController(WantedPage wanted, Show show) {
        this.wanted = wanted;
        this.show = show;
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
            model.addAttribute("problems", failed(model.getAttribute("until")));
        }
        return "account/sign-in";
    }

    /** @param until the moment from which attempts are taken again, by the one that just failed */
    private Problems failed(@Nullable Object until) {
        return until instanceof Instant moment
                ? new Problems().add("email", "account.signIn.limited", show.time(moment))
                : new Problems().add("email", "account.signIn.failed");
    }
}
