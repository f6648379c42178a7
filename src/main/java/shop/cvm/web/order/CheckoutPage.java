package shop.cvm.web.order;

import java.util.List;
import java.util.Locale;
import org.joda.money.Money;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import shop.cvm.account.AccountId;
import shop.cvm.account.AccountSettings;
import shop.cvm.account.Accounts;
import shop.cvm.account.KeyPairs;
import shop.cvm.cart.Cart;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Stock;
import shop.cvm.ledger.Balance;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.order.Orders;
import shop.cvm.order.Quota;
import shop.cvm.web.Problems;
import shop.cvm.web.purchase.Notes;
import shop.cvm.web.purchase.Reading;
import shop.cvm.web.purchase.Selection;

/** What the checkout shows: the configurations, what they cost today, and what that leaves of balance and quota. */
@Component
class CheckoutPage {

    private record Kind(String zone, ChargeType chargeType) {}

    private final CheckoutLines lines;
    private final Catalog catalog;
    private final Stock stock;
    private final Ledger ledger;
    private final Orders orders;
    private final Accounts accounts;
    private final AccountSettings settings;
    private final KeyPairs keyPairs;
    private final Notes notes;

    CheckoutPage(
            CheckoutLines lines,
            Catalog catalog,
            Stock stock,
            Ledger ledger,
            Orders orders,
            Accounts accounts,
            AccountSettings settings,
            KeyPairs keyPairs,
            Notes notes) {
        this.lines = lines;
        this.catalog = catalog;
        this.stock = stock;
        this.ledger = ledger;
        this.orders = orders;
        this.accounts = accounts;
        this.settings = settings;
        this.keyPairs = keyPairs;
        this.notes = notes;
    }

    /**
     * The checkout of what was put together on the purchase page.
     *
     * @return the view's name
     */
    String fill(Model model, AccountId account, Reading reading, Problems problems, Locale locale) {
        Selection selection = reading.selection();
        if (problems.isEmpty() && free(selection) < selection.count()) {
            problems.add("", "order.checkout.soldOut", selection.type());
        }
        model.addAttribute("changes", notes.of(reading, locale));
        model.addAttribute("isCart", false);
        model.addAttribute("back", "/?" + selection.query());
        model.addAttribute("here", "/checkout?" + selection.query());
        return fill(model, account, lines.of(selection), problems);
    }

    /**
     * The checkout of a cart in which nothing is left to decide.
     *
     * @return the view's name
     */
    String fill(Model model, AccountId account, Cart cart, Problems problems) {
        model.addAttribute("changes", List.of());
        model.addAttribute("isCart", true);
        model.addAttribute("back", "/cart");
        model.addAttribute("here", "/checkout?cart");
        return fill(model, account, lines.of(cart), problems);
    }

    private String fill(Model model, AccountId account, List<CheckoutLine> order, Problems problems) {
        Balance balance = ledger.balance(account);
        Money toPay = total(order, true);
        Money toFreeze = total(order, false);
        model.addAttribute("lines", order);
        model.addAttribute("needsPassword", order.stream().anyMatch(CheckoutLine::needsPassword));
        if (order.stream().anyMatch(CheckoutLine::needsKeyPair)) {
            model.addAttribute("keyPairs", keyPairs.keyPairs(account));
        }
        model.addAttribute("osType", osType(order));
        model.addAttribute("toPay", toPay);
        model.addAttribute("toFreeze", toFreeze);
        model.addAttribute("perHour", perHour(order));
        model.addAttribute("quotas", quotas(account, order));
        model.addAttribute("unverified", isUnverified(account, order));
        model.addAttribute("owed", balance.owed());
        model.addAttribute("available", balance.available());
        model.addAttribute("remains", balance.available().minus(toPay).minus(toFreeze));
        model.addAttribute("problems", problems);
        if (!model.containsAttribute("token")) {
            model.addAttribute("token", CheckoutForm.newToken());
        }
        return "order/checkout";
    }

    private List<Quota> quotas(AccountId account, List<CheckoutLine> order) {
        return order.stream()
                .map(line -> new Kind(line.selection().zone(), line.selection().chargeType()))
                .distinct()
                .map(kind -> orders.quota(account, kind.zone(), kind.chargeType()))
                .toList();
    }

    private boolean isUnverified(AccountId account, List<CheckoutLine> order) {
        return order.stream()
                        .anyMatch(line ->
                                settings.needsVerification(line.selection().isPrepaid()))
                && !accounts.account(account).isVerified();
    }

    /** The system whose rules a password must follow: of several, the stricter one's ({@code domain.md} 2.3). */
    private OsType osType(List<CheckoutLine> order) {
        boolean windows = order.stream()
                .filter(CheckoutLine::needsPassword)
                .map(line -> catalog.snapshot().image(line.selection().image()))
                .anyMatch(image -> image != null && isWindows(image));
        return windows ? OsType.WINDOWS : OsType.LINUX;
    }

    private static boolean isWindows(Image image) {
        return image.osType() == OsType.WINDOWS;
    }

    private int free(Selection selection) {
        return stock.free(selection.zone()).getOrDefault(selection.type(), 0);
    }

    private static Money total(List<CheckoutLine> order, boolean prepaid) {
        return order.stream()
                .filter(line -> line.selection().isPrepaid() == prepaid)
                .map(line -> line.quote().total())
                .reduce(Cny.ZERO, Money::plus);
    }

    private static HourlyRate perHour(List<CheckoutLine> order) {
        return order.stream().map(line -> line.quote().perHour()).reduce(HourlyRate.ZERO, HourlyRate::plus);
    }
}
