package shop.cvm.web.cart;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import shop.cvm.account.SignedIn;
import shop.cvm.cart.CartId;
import shop.cvm.cart.CartSettings;
import shop.cvm.cart.Carts;

/** Which cart a request is about: the customer's, or that of the visitor whose cookie holds its key. */
@Component
class OwnCart {

    private static final String COOKIE = "cart";

    private final Carts carts;
    private final CartSettings settings;

    OwnCart(Carts carts, CartSettings settings) {
        this.carts = carts;
        this.settings = settings;
    }

    /** The cart, or empty for a visitor who has none. */
    Optional<CartId> of(HttpServletRequest request, @Nullable SignedIn user) {
        return user == null ? visitors(request) : Optional.of(CartId.of(user.account()));
    }

    /** The cart to put something into. A visitor's is kept from now on for as long as the settings say. */
    CartId toFill(HttpServletRequest request, HttpServletResponse response, @Nullable SignedIn user) {
        if (user != null) {
            return CartId.of(user.account());
        }
        CartId cart = visitors(request).orElseGet(CartId::next);
        send(request, response, cart.id(), settings.keepFor());
        return cart;
    }

    /** Whoever has signed in or up since takes along what they had collected before. */
    void takeAlong(HttpServletRequest request, HttpServletResponse response, SignedIn user) {
        visitors(request).ifPresent(collected -> {
            carts.merge(collected, user.account());
            send(request, response, "", Duration.ZERO);
        });
    }

    private static Optional<CartId> visitors(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
                .map(Cookie::getValue)
                .flatMap(CartId::parse);
    }

    private static void send(HttpServletRequest request, HttpServletResponse response, String key, Duration maxAge) {
        ResponseCookie cookie = ResponseCookie.from(COOKIE, key)
                .path("/")
                .maxAge(maxAge)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .build();
        response.addHeader(HttpHeaders.SET_COOKIE, cookie.toString());
    }
}
