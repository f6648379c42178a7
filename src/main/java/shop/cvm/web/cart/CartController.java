package shop.cvm.web.cart;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.SignedIn;
import shop.cvm.cart.CartFull;
import shop.cvm.cart.Carts;
import shop.cvm.cart.NoSuchItem;
import shop.cvm.cart.Wish;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SpecFault;
import shop.cvm.instance.InvalidHostName;
import shop.cvm.web.Problems;
import shop.cvm.web.purchase.Reading;
import shop.cvm.web.purchase.Selection;
import shop.cvm.web.purchase.Selections;
import shop.cvm.web.purchase.SentQuery;

/** The cart of whoever asks: filled from the purchase page, edited in place. Whatever is done leads back to it. */
@Controller
class CartController {

    private static final String BACK = "redirect:/cart";
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

    private final Carts carts;
    private final OwnCart own;
    private final CartPage page;
    private final Selections selections;

    CartController(Carts carts, OwnCart own, CartPage page, Selections selections) {
        this.carts = carts;
        this.own = own;
        this.page = page;
        this.selections = selections;
    }

    @GetMapping("/cart")
    String show(HttpServletRequest request, @AuthenticationPrincipal @Nullable SignedIn user, Model model) {
        return page.fill(model, own.of(request, user), user, new Problems());
    }

    /** Puts in what the purchase page's form holds. If it is not sold like that, the purchase page says what is. */
    @PostMapping("/cart/items")
    String add(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal @Nullable SignedIn user,
            Model model) {
        String query = SentQuery.of(request);
        Reading reading = selections.read(query);
        if (!reading.isFaithful()) {
            return "redirect:/?" + query;
        }
        try {
            carts.add(own.toFill(request, response, user), wish(reading.selection()));
            return BACK;
        } catch (CartFull full) {
            return again(request, response, user, new Problems().add("", "cart.full", full.most()), model);
        }
    }

    @PostMapping("/cart/items/{item}")
    String change(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal @Nullable SignedIn user,
            @PathVariable String item,
            @RequestParam(defaultValue = "") String count,
            @RequestParam(defaultValue = "0") String period,
            Model model) {
        Problems problems = new Problems();
        if (!NUMBER.matcher(count).matches() || !NUMBER.matcher(period).matches()) {
            problems.add("count-" + item, "cart.count.range", CatalogSnapshot.MAX_COUNT);
            return again(request, response, user, problems, model);
        }
        try {
            own.of(request, user)
                    .ifPresent(cart -> carts.change(cart, item, Integer.parseInt(count), Integer.parseInt(period)));
        } catch (InvalidSpec invalid) {
            tell(invalid.faults(), item, problems);
            return again(request, response, user, problems, model);
        } catch (InvalidHostName invalid) {
            problems.add("count-" + item, "instance.hostName." + invalid.fault(), invalid.longest());
            return again(request, response, user, problems, model);
        } catch (NoSuchItem gone) {
            return again(request, response, user, problems.add("", "cart.gone"), model);
        }
        return BACK;
    }

    @PostMapping("/cart/items/{item}/acceptance")
    String accept(
            HttpServletRequest request,
            HttpServletResponse response,
            @AuthenticationPrincipal @Nullable SignedIn user,
            @PathVariable String item,
            Model model) {
        Shown shown = Shown.of(request).orElse(null);
        if (shown == null) {
            return BACK;
        }
        try {
            own.of(request, user).ifPresent(cart -> carts.accept(cart, item, shown.price(), shown.stock()));
        } catch (NoSuchItem gone) {
            return again(request, response, user, new Problems().add("", "cart.gone"), model);
        }
        return BACK;
    }

    @PostMapping("/cart/items/{item}/removal")
    String remove(
            HttpServletRequest request, @AuthenticationPrincipal @Nullable SignedIn user, @PathVariable String item) {
        own.of(request, user).ifPresent(cart -> carts.remove(cart, item));
        return BACK;
    }

    /** The page with what is wrong. A script that asked for it takes nothing else than success as a page. */
    private String again(
            HttpServletRequest request,
            HttpServletResponse response,
            @Nullable SignedIn user,
            Problems problems,
            Model model) {
        if (request.getHeader("HX-Request") == null) {
            response.setStatus(HttpServletResponse.SC_UNPROCESSABLE_CONTENT);
        }
        model.addAttribute("here", "/cart");
        return page.fill(model, own.of(request, user), user, problems);
    }

    private static void tell(List<SpecFault> faults, String item, Problems problems) {
        boolean count = faults.stream().anyMatch(fault -> fault.reason() == SpecFault.Reason.COUNT_RANGE);
        boolean period = faults.stream().anyMatch(fault -> fault.reason() == SpecFault.Reason.PERIOD_NOT_OFFERED);
        if (count) {
            problems.add("count-" + item, "cart.count.range", CatalogSnapshot.MAX_COUNT);
        } else if (period) {
            problems.add("period-" + item, "cart.period.notOffered");
        } else {
            problems.add("", "cart.notSold");
        }
    }

    private static Wish wish(Selection selection) {
        return new Wish(
                selection.spec(),
                selection.count(),
                selection.renewsItself(),
                selection.naming(),
                selection.login(),
                selection.securityGroup(),
                selection.expiryDay());
    }
}
