package shop.cvm.web.order;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.ModelAndView;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.order.NoSuchOrder;
import shop.cvm.order.Order;
import shop.cvm.order.OrderAlreadyPaid;
import shop.cvm.order.OrderClosed;
import shop.cvm.order.OrderNumber;
import shop.cvm.order.OrderState;
import shop.cvm.order.Orders;
import shop.cvm.payment.Payment;
import shop.cvm.payment.PaymentInProgress;
import shop.cvm.payment.PaymentState;
import shop.cvm.payment.Payments;
import shop.cvm.payment.WalletKind;
import shop.cvm.web.NothingNew;
import shop.cvm.web.PageNumber;
import shop.cvm.web.Problems;
import shop.cvm.web.Show;

/** The customer's orders: the list, and each with its payment and its progress. */
@Controller
class OrderController {

    private static final String BALANCE = "BALANCE";

    private final Orders orders;
    private final Payments payments;
    private final OrderPage page;
    private final Show show;

    OrderController(Orders orders, Payments payments, OrderPage page, Show show) {
        this.orders = orders;
        this.payments = payments;
        this.page = page;
        this.show = show;
    }

    /** @param show which of them; anything else than an {@link OrderFilter} means all */
    @GetMapping("/orders")
    String list(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "") String page,
            Model model) {
        OrderFilter shown = OrderFilter.of(show);
        model.addAttribute("orders", orders.orders(user.account(), shown.states(), PageNumber.of(page)));
        model.addAttribute("shown", shown);
        model.addAttribute("filters", OrderFilter.values());
        return "order/list";
    }

    @GetMapping("/orders/{number}")
    String order(@AuthenticationPrincipal SignedIn user, @PathVariable String number, Model model) {
        return page.fill(model, user.account(), parsed(number));
    }

    /**
     * The page once more for whoever has it open.
     *
     * @param seen what it showed
     */
    @GetMapping(path = "/orders/{number}", params = "seen")
    ModelAndView news(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String number,
            @RequestParam String seen,
            Model model) {
        if (seen.equals(page.seen(user.account(), parsed(number)))) {
            return NothingNew.answer();
        }
        model.addAttribute("asked", true);
        return new ModelAndView(page.fill(model, user.account(), parsed(number)), model.asMap());
    }

    @PostMapping("/orders/{number}/payment")
    String pay(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String number,
            @RequestParam(defaultValue = "") String method,
            HttpServletResponse response,
            Model model) {
        Problems problems = new Problems();
        Optional<Payment> open = Optional.empty();
        try {
            open = pay(user.account(), parsed(number), method, problems);
        } catch (InsufficientBalance refused) {
            problems.add("", "order.pay.missing", show.total(refused.missing()));
        } catch (OrderClosed closed) {
            problems.add("", "order.pay." + closed.state() + about(user.account(), parsed(number), closed));
        } catch (PaymentInProgress unknown) {
            problems.add("", "order.pay.unknown");
        } catch (PessimisticLockingFailureException busy) {
            problems.add("", "order.pay.checking");
        }
        return open.filter(payment -> payment.state() == PaymentState.PENDING)
                .map(payment -> "redirect:/wallet/payments/" + payment.number())
                .orElseGet(() -> answer(user, number, problems, response, model));
    }

    /** Of machines that are there it is said what they are not any more. */
    private String about(AccountId account, OrderNumber number, OrderClosed closed) {
        Order order = orders.order(account, number).order();
        if (closed.state() != OrderState.INVALID || order.isPurchase()) {
            return "";
        }
        boolean isOfBandwidth = order.isRenewal() && order.voidReason().isPresent();
        return isOfBandwidth ? ".lowering" : "." + order.kind().name().toLowerCase(Locale.ROOT);
    }

    /** @return the payment to go on with at its wallet, if that is needed */
    private Optional<Payment> pay(AccountId account, OrderNumber number, String method, Problems problems) {
        Optional<WalletKind> wallet = payments.wallets().stream()
                .filter(kind -> kind.name().equals(method))
                .findFirst();
        if (wallet.isPresent()) {
            return orders.payByWallet(account, number, wallet.get());
        }
        if (BALANCE.equals(method)) {
            orders.payInstead(account, number);
        } else {
            problems.add("method", "order.pay.method.missing");
        }
        return Optional.empty();
    }

    @PostMapping("/orders/{number}/cancellation")
    String cancel(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String number,
            HttpServletResponse response,
            Model model) {
        Problems problems = new Problems();
        try {
            orders.cancel(user.account(), parsed(number));
        } catch (OrderAlreadyPaid paid) {
            problems.add("", "order.cancel.paid");
        } catch (PessimisticLockingFailureException busy) {
            problems.add("", "order.pay.checking");
        }
        return answer(user, number, problems, response, model);
    }

    @ExceptionHandler(NoSuchOrder.class)
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    private String answer(SignedIn user, String number, Problems problems, HttpServletResponse response, Model model) {
        if (problems.isEmpty()) {
            return "redirect:/orders/" + parsed(number);
        }
        response.setStatus(HttpServletResponse.SC_CONFLICT);
        model.addAttribute("problems", problems);
        return page.fill(model, user.account(), parsed(number));
    }

    private static OrderNumber parsed(String number) {
        return OrderNumber.parse(number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
