package shop.cvm.web.billing;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.billing.Bills;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Ledger;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;

/** The billing centre's first page: what the customer has, how fast it goes and what for, and what is due next. */
@Controller
class BillingController {

    private static final int LINES = 6;
    private static final int RENEWALS = 5;
    private static final int DAYS = 30;

    private final Ledger ledger;
    private final Bills bills;
    private final Instances instances;
    private final RenewalPrices prices;
    private final SpendingChart spending;
    private final ShopClock clock;

    BillingController(
            Ledger ledger,
            Bills bills,
            Instances instances,
            RenewalPrices prices,
            SpendingChart spending,
            ShopClock clock) {
        this.ledger = ledger;
        this.bills = bills;
        this.instances = instances;
        this.prices = prices;
        this.spending = spending;
        this.clock = clock;
    }

    @GetMapping("/billing")
    String overview(@AuthenticationPrincipal SignedIn user, Model model) {
        AccountId account = user.account();
        var now = clock.now();
        model.addAttribute("balance", ledger.balance(account));
        model.addAttribute("burn", bills.burn(account));
        model.addAttribute("spending", spending.of(account, ShopCalendar.dayOf(now), DAYS));
        List<Renewal> renewals = renewals(account);
        model.addAttribute("renewals", renewals);
        model.addAttribute("renewable", renewable(renewals));
        model.addAttribute("entries", ledger.entries(account, 0, LINES).getContent());
        model.addAttribute("at", now);
        return "billing/overview";
    }

    /** All of them that can be renewed, as an address has them. */
    private static String renewable(List<Renewal> renewals) {
        return renewals.stream()
                .map(Renewal::instance)
                .filter(Instance::isRenewable)
                .map(instance -> instance.id().instanceId())
                .collect(Collectors.joining(","));
    }

    private List<Renewal> renewals(AccountId account) {
        return instances.expiring(account, RENEWALS).stream()
                .map(instance -> new Renewal(instance, prices.of(instance).orElse(null)))
                .toList();
    }
}
