package shop.cvm.web.billing;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.ledger.Ledger;
import shop.cvm.payment.AmountOutOfRange;
import shop.cvm.payment.NoSuchPayment;
import shop.cvm.payment.Payment;
import shop.cvm.payment.PaymentNumber;
import shop.cvm.payment.PaymentSettings;
import shop.cvm.payment.PaymentState;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.payment.WalletNotOffered;
import shop.cvm.web.Problems;
import shop.cvm.web.Show;

/** Top-up of the balance: the form, the way to the wallet, and what came of it. */
@Controller
class TopUpController {

    private final Payments payments;
    private final PaymentSettings settings;
    private final Ledger ledger;
    private final Show show;

    TopUpController(Payments payments, PaymentSettings settings, Ledger ledger, Show show) {
        this.payments = payments;
        this.settings = settings;
        this.ledger = ledger;
        this.show = show;
    }

    @GetMapping("/billing/top-up")
    String form(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String order,
            Model model) {
        TopUpForm linked = new TopUpForm(amount, WalletKind.WECHAT_PAY.name(), order);
        String readable = linked.money().isPresent() ? amount.strip() : "";
        return form(user, new TopUpForm(readable, linked.wallet(), order), model);
    }

    @PostMapping("/billing/top-up")
    String start(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String wallet,
            @RequestParam(defaultValue = "") String order,
            Model model,
            HttpServletResponse response) {
        TopUpForm form = new TopUpForm(amount, wallet, order);
        Problems problems = new Problems();
        Payment payment = attempt(user.account(), form, problems);
        if (payment == null) {
            model.addAttribute("problems", problems);
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
            return form(user, form, model);
        }
        return payment.state() == PaymentState.PENDING
                ? "redirect:/wallet/payments/" + payment.number()
                : "redirect:/billing/top-up/" + payment.number();
    }

    /** A script that looks again gets the page only if there is news, so that nobody is told the same thing twice. */
    @GetMapping("/billing/top-up/{number}")
    @Nullable
    String result(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String number,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String again,
            Model model,
            HttpServletResponse response) {
        PaymentNumber named =
                PaymentNumber.parse(number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
        Payment payment = payments.payment(user.account(), named);
        if (payment.paysOrder()) {
            return "redirect:/orders/" + payment.orderNumber();
        }
        if (again != null && payment.isOpen()) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
            return null;
        }
        model.addAttribute("payment", payment);
        model.addAttribute("balance", ledger.balance(user.account()));
        return "billing/top-up-result";
    }

    @ExceptionHandler(NoSuchPayment.class)
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    private String form(SignedIn user, TopUpForm form, Model model) {
        model.addAttribute("form", form);
        model.addAttribute("order", form.orderNumber().orElse(null));
        model.addAttribute("wallets", payments.wallets());
        model.addAttribute("max", settings.max());
        model.addAttribute("balance", ledger.balance(user.account()));
        return "billing/top-up";
    }

    private @Nullable Payment attempt(AccountId account, TopUpForm form, Problems problems) {
        if (form.money().isEmpty()) {
            problems.add("amount", "billing.topUp.amount.unreadable");
        }
        if (form.walletKind().isEmpty()) {
            problems.add("wallet", "billing.topUp.wallet.missing");
        }
        if (!problems.isEmpty()) {
            return null;
        }
        String order = form.orderNumber().orElse(null);
        try {
            return payments.startTopUp(
                    account, form.money().orElseThrow(), form.walletKind().orElseThrow(), order);
        } catch (AmountOutOfRange range) {
            problems.add("amount", "billing.topUp.amount.range", show.amount(range.min()), show.amount(range.max()));
        } catch (WalletNotOffered missing) {
            problems.add("wallet", "billing.topUp.wallet.missing");
        }
        return null;
    }
}
