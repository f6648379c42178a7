package shop.cvm.web.instance;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.instance.ExpirySettings;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.ledger.Ledger;
import shop.cvm.order.AgreedReturn;
import shop.cvm.order.ReturnKind;
import shop.cvm.order.Returns;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Problems;

/** Giving back prepaid machines: what is paid back for each and why, one confirmation, and a result for each. */
@Controller
class ReturnController {

    private static final String PAGE = "/instances/return";

    private final Returns returns;
    private final Instances instances;
    private final Ledger ledger;
    private final ExpirySettings expiry;
    private final ShopClock clock;

    ReturnController(Returns returns, Instances instances, Ledger ledger, ExpirySettings expiry, ShopClock clock) {
        this.returns = returns;
        this.instances = instances;
        this.ledger = ledger;
        this.expiry = expiry;
        this.clock = clock;
    }

    @GetMapping("/instances/{id}/return")
    String ask(@AuthenticationPrincipal SignedIn user, @PathVariable String id, Model model) {
        InstanceId machine =
                instances.instance(user.account(), new InstanceId(id)).id();
        return fill(model, user.account(), List.of(machine), new Problems());
    }

    /** @param id the selected machines; at most a page of the list */
    @GetMapping(PAGE)
    String askForSeveral(
            @AuthenticationPrincipal SignedIn user, @RequestParam(defaultValue = "") List<String> id, Model model) {
        return fill(model, user.account(), BulkController.selected(id), new Problems());
    }

    /** @param id the machines to return; the form has for each, under its id, what was offered for it */
    @PostMapping(PAGE)
    String give(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") List<String> id,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model,
            RedirectAttributes redirect) {
        List<InstanceId> machines = BulkController.selected(id);
        ReturnForm form = ReturnForm.of(request, machines);
        if (!form.isWhole() || !form.confirmed()) {
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            Problems problems = form.isWhole()
                    ? new Problems().add("confirm", "instance.return.confirm.missing")
                    : new Problems().add("", "instance.return.again");
            return fill(model, user.account(), machines, problems);
        }
        ArrayList<BulkResult> results = new ArrayList<>();
        form.agreed().stream()
                .flatMap(Optional::stream)
                .forEach(agreed -> results.add(result(user.account(), agreed, form.token())));
        redirect.addFlashAttribute("action", "RETURN");
        redirect.addFlashAttribute("results", results);
        return "redirect:/instances";
    }

    @ExceptionHandler(NoSuchInstance.class)
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    private BulkResult result(AccountId account, AgreedReturn agreed, String token) {
        String id = agreed.instance().instanceId();
        try {
            returns.give(account, agreed, token);
            return BulkResult.done(id, "instance.return.done");
        } catch (RuntimeException refused) {
            return BulkResult.refused(id, Refusal.ofReturn(refused));
        }
    }

    private String fill(Model model, AccountId account, List<InstanceId> machines, Problems problems) {
        List<ReturnRow> rows =
                returns.offers(account, machines).stream().map(ReturnRow::of).toList();
        model.addAttribute("returning", new ReturnView(rows, expiry.releaseAt(clock.now())));
        model.addAttribute("settings", returns.settings());
        model.addAttribute("fullLeft", returns.left(account, ReturnKind.FIVE_DAY));
        model.addAttribute("ordinaryLeft", returns.left(account, ReturnKind.ORDINARY));
        model.addAttribute("available", ledger.balance(account).available());
        model.addAttribute("token", UUID.randomUUID().toString());
        model.addAttribute("problems", problems);
        model.addAttribute("here", PAGE);
        return "instance/return";
    }
}
