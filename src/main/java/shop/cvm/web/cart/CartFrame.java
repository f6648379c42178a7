package shop.cvm.web.cart;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.thymeleaf.context.LazyContextVariable;
import shop.cvm.account.SignedIn;
import shop.cvm.cart.Carts;

/** The cart in the frame of every page: how much is in it, asked for only if a page is drawn. */
@ControllerAdvice
class CartFrame {

    private final OwnCart own;
    private final Carts carts;

    CartFrame(OwnCart own, Carts carts) {
        this.own = own;
        this.carts = carts;
    }

    @ModelAttribute
    void count(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal @Nullable SignedIn user,
            Model model) {
        if (user != null) {
            own.takeAlong(request, response, user);
        }
        model.addAttribute("cartCount", new LazyContextVariable<Integer>() {
            @Override
            protected Integer loadValue() {
                return own.of(request, user).map(carts::count).orElse(0);
            }
        });
    }
}
