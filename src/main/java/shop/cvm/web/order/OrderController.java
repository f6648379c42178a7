package shop.cvm.web.order;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
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
import shop.cvm.account.SignedIn;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.order.NoSuchOrder;
import shop.cvm.order.OrderAlreadyPaid;
import shop.cvm.order.OrderClosed;
import shop.cvm.order.OrderNumber;
import shop.cvm.order.Orders;
import shop.cvm.web.NothingNew;
import shop.cvm.web.PageNumber;
import shop.cvm.web.Problems;
import shop.cvm.web.Show;

/** The customer's orders: the list, and each with its payment and its progress. */
@Controller
class OrderController {

    private static final String BALANCE = "BALANCE";

    private final Orders orders;
    private final OrderPage page;
    private final Show show;

    OrderController(Orders orders, OrderPage page, Show show) {
        this.orders = orders;
        this.page = page;
        this.show = show;
    }

    @GetMapping("/orders")
    String list(@AuthenticationPrincipal SignedIn user, @RequestParam(defaultValue = "") String page, Model model) {
        model.addAttribute("orders", orders.orders(user.account(), PageNumber.of(page)));
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
        if (!BALANCE.equals(method)) {
            problems.add("method", "order.pay.method.missing");
        } else {
            try {
                orders.payFromBalance(user.account(), parsed(number));
            } catch (InsufficientBalance refused) {
                problems.add("", "order.pay.missing", show.total(refused.missing()));
            } catch (OrderClosed closed) {
                problems.add("", "order.pay." + closed.state());
            } catch (PessimisticLockingFailureException busy) {
                problems.add("", "order.pay.checking");
            }
        }
        return answer(user, number, problems, response, model);
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
