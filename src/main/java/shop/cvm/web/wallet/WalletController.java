package shop.cvm.web.wallet;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import shop.cvm.account.SignedIn;
import shop.cvm.payment.PaymentNumber;
import shop.cvm.time.ShopClock;
import shop.cvm.wallet.NoSuchWalletPayment;
import shop.cvm.wallet.WalletDown;
import shop.cvm.wallet.WalletHouse;
import shop.cvm.wallet.WalletPayment;

/** The wallet's page, where the payer pays or refuses; afterwards the browser goes back to the shop. */
@Controller
class WalletController {

    private static final Pattern PAYMENT_ACTION = Pattern.compile("/(payment|refusal)$");

    private final WalletHouse house;
    private final ShopClock clock;

    WalletController(WalletHouse house, ShopClock clock) {
        this.house = house;
        this.clock = clock;
    }

    @GetMapping("/wallet/payments/{number}")
    String show(@AuthenticationPrincipal SignedIn payer, @PathVariable String number, Model model) {
        WalletPayment payment = house.payment(payer.account(), parsed(number));
        model.addAttribute("payment", payment);
        model.addAttribute("left", minutesAndSeconds(clock.now(), payment.expiresAt()));
        model.addAttribute("code", QrCode.of(address()).orElse(null));
        return "wallet/payment";
    }

    @PostMapping("/wallet/payments/{number}/payment")
    String pay(@AuthenticationPrincipal SignedIn payer, @PathVariable String number) {
        return backToTheShop(house.pay(payer.account(), parsed(number)));
    }

    @PostMapping("/wallet/payments/{number}/refusal")
    String refuse(@AuthenticationPrincipal SignedIn payer, @PathVariable String number) {
        return backToTheShop(house.refuse(payer.account(), parsed(number)));
    }

    @ExceptionHandler(NoSuchWalletPayment.class)
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    @ExceptionHandler(WalletDown.class)
    String down(HttpServletRequest request, HttpServletResponse response, Model model) {
        response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
        model.addAttribute(
                "here", PAYMENT_ACTION.matcher(request.getRequestURI()).replaceFirst(""));
        return "wallet/down";
    }

    private static String address() {
        return ServletUriComponentsBuilder.fromCurrentRequest()
                .replaceQuery(null)
                .toUriString();
    }

    private static String backToTheShop(WalletPayment payment) {
        return "redirect:/billing/top-up/" + payment.number();
    }

    private static PaymentNumber parsed(String number) {
        return PaymentNumber.parse(number).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }

    private static String minutesAndSeconds(Instant now, Instant end) {
        Duration left = now.isBefore(end) ? Duration.between(now, end) : Duration.ZERO;
        return "%d:%02d".formatted(left.toMinutes(), left.toSecondsPart());
    }
}
