package shop.cvm.web.order;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.cart.Cart;
import shop.cvm.cart.CartId;
import shop.cvm.cart.Carts;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.web.Problems;
import shop.cvm.web.purchase.Selections;

/** Checkout: confirm what was put together on the purchase page, or collected in the cart, and place the order. */
@Controller
class CheckoutController {

    private final Selections selections;
    private final CheckoutPage page;
    private final Refusals refusals;
    private final Carts carts;
    private final Orders orders;

    CheckoutController(Selections selections, CheckoutPage page, Refusals refusals, Carts carts, Orders orders) {
        this.selections = selections;
        this.page = page;
        this.refusals = refusals;
        this.carts = carts;
        this.orders = orders;
    }

    @GetMapping("/checkout")
    String checkout(@AuthenticationPrincipal SignedIn user, HttpServletRequest request, Locale locale, Model model) {
        return page.fill(model, user.account(), selections.read(request.getQueryString()), new Problems(), locale);
    }

    /** A cart with something left to decide is shown instead. */
    @GetMapping(path = "/checkout", params = CheckoutForm.CART)
    String checkoutOfCart(@AuthenticationPrincipal SignedIn user, Model model) {
        return cart(user.account(), new Problems(), model);
    }

    /** Whatever cannot be placed as it is gives the checkout again, with what is wrong and nothing lost but secrets. */
    @PostMapping("/orders")
    String place(
            @AuthenticationPrincipal SignedIn user,
            HttpServletRequest request,
            HttpServletResponse response,
            Locale locale,
            Model model) {
        CheckoutForm form = CheckoutForm.of(request);
        Problems problems = new Problems();
        Order order = attempt(user.account(), form, problems, model);
        if (order != null) {
            return "redirect:/orders/" + order.number();
        }
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        return form.isCart()
                ? cart(user.account(), problems, model)
                : page.fill(model, user.account(), selections.read(form.query()), problems, locale);
    }

    private String cart(AccountId account, Problems problems, Model model) {
        Cart cart = carts.cart(CartId.of(account));
        return cart.isReady() ? page.fill(model, account, cart, problems) : "redirect:/cart";
    }

    private @Nullable Order attempt(AccountId account, CheckoutForm form, Problems problems, Model model) {
        if (!form.isWhole()) {
            problems.add("", "order.checkout.again");
            return null;
        }
        try {
            return orders.place(account, form.purchases(), form.token());
        } catch (PessimisticLockingFailureException busy) {
            // Nobody knows yet what came of it: the same token asks again without ordering twice.
            problems.add("", "order.checkout.checking");
            model.addAttribute("token", form.token());
        } catch (RuntimeException refused) {
            refusals.tell(refused, problems);
        }
        return null;
    }
}
