package shop.cvm.web.order;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
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
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.instance.InvalidPassword;
import shop.cvm.instance.Login;
import shop.cvm.instance.LoginKind;
import shop.cvm.order.AgreedPrice;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.PriceChanged;
import shop.cvm.order.Purchase;
import shop.cvm.order.TokenReused;
import shop.cvm.web.Problems;
import shop.cvm.web.Show;
import shop.cvm.web.purchase.Reading;
import shop.cvm.web.purchase.Selection;
import shop.cvm.web.purchase.Selections;

/** Checkout: confirm what was put together on the purchase page, and place the order. */
@Controller
class CheckoutController {

    private final Selections selections;
    private final CheckoutPage page;
    private final Orders orders;
    private final Show show;

    CheckoutController(Selections selections, CheckoutPage page, Orders orders, Show show) {
        this.selections = selections;
        this.page = page;
        this.orders = orders;
        this.show = show;
    }

    @GetMapping("/checkout")
    String checkout(@AuthenticationPrincipal SignedIn user, HttpServletRequest request, Locale locale, Model model) {
        Reading reading = selections.read(request.getQueryString());
        return page.fill(model, user.account(), reading, new Problems(), locale);
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
        try {
            Order order =
                    attempt(user.account(), form, SentSelection.of(request).orElse(null), problems);
            if (order != null) {
                return "redirect:/orders/" + order.number();
            }
        } catch (PessimisticLockingFailureException busy) {
            // Nobody knows yet what came of it: the same token asks again without ordering twice.
            problems.add("", "order.checkout.checking");
            model.addAttribute("token", form.token());
        }
        response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        return page.fill(model, user.account(), selections.read(form.query()), problems, locale);
    }

    private @Nullable Order attempt(
            AccountId account, CheckoutForm form, @Nullable Selection selection, Problems problems) {
        if (selection == null || !form.isWhole()) {
            problems.add("", "order.checkout.again");
            return null;
        }
        try {
            return orders.place(account, List.of(purchase(selection, form)), form.token());
        } catch (InvalidPassword invalid) {
            invalid.faults().stream()
                    .sorted()
                    .forEach(fault -> problems.add("password", "instance.password." + fault + "." + invalid.osType()));
        } catch (SoldOut soldOut) {
            problems.add("", "order.checkout.soldOut", soldOut.instanceType());
        } catch (PriceChanged changed) {
            problems.add("", "order.checkout.priceChanged", price(changed.agreed()), price(changed.current()));
        } catch (InvalidSpec invalid) {
            problems.add("", "order.checkout.invalid");
        } catch (TokenReused reused) {
            problems.add("", "order.checkout.tokenReused", reused.placed().number());
        }
        return null;
    }

    private static Purchase purchase(Selection selection, CheckoutForm form) {
        return new Purchase(
                selection.spec(),
                selection.count(),
                selection.renewsItself(),
                selection.name(),
                selection.login() == LoginKind.PASSWORD ? Login.password(form.password()) : Login.random(),
                selection.securityGroup(),
                form.agreed());
    }

    private String price(AgreedPrice price) {
        boolean postpaid = price.perHour().perHour().signum() > 0;
        return postpaid ? show.rate(price.perHour()) : show.amount(price.total());
    }
}
