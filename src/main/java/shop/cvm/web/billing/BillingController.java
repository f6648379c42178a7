package shop.cvm.web.billing;

import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.SignedIn;
import shop.cvm.ledger.Ledger;
import shop.cvm.time.ShopClock;

/** The billing centre's first page: what the customer has, and where it went. */
@Controller
class BillingController {

    private static final int LINES = 20;
    private static final int LAST_PAGE = 100_000;

    private final Ledger ledger;
    private final ShopClock clock;

    BillingController(Ledger ledger, ShopClock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    @GetMapping("/billing")
    String overview(@AuthenticationPrincipal SignedIn user, @RequestParam(defaultValue = "") String page, Model model) {
        model.addAttribute("balance", ledger.balance(user.account()));
        model.addAttribute("entries", ledger.entries(user.account(), number(page), LINES));
        model.addAttribute("at", clock.now());
        return "billing/overview";
    }

    /** Pages are counted from 1 in addresses; whatever is no page is the first. */
    private static int number(String page) {
        return page.matches("[0-9]{1,6}") ? Math.min(Math.max(Integer.parseInt(page), 1), LAST_PAGE) - 1 : 0;
    }
}
