package shop.cvm.web.order;

import java.math.BigDecimal;
import java.util.Locale;
import org.joda.money.Money;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Stock;
import shop.cvm.instance.LoginKind;
import shop.cvm.ledger.Ledger;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.web.Problems;
import shop.cvm.web.purchase.Notes;
import shop.cvm.web.purchase.Reading;
import shop.cvm.web.purchase.Selection;

/** What the checkout shows: the configuration, what it costs today, and what that leaves of the balance. */
@Component
class CheckoutPage {

    private final Catalog catalog;
    private final Pricing pricing;
    private final Stock stock;
    private final Ledger ledger;
    private final Notes notes;

    CheckoutPage(Catalog catalog, Pricing pricing, Stock stock, Ledger ledger, Notes notes) {
        this.catalog = catalog;
        this.pricing = pricing;
        this.stock = stock;
        this.ledger = ledger;
        this.notes = notes;
    }

    /** @return the view's name */
    String fill(Model model, AccountId account, Reading reading, Problems problems, Locale locale) {
        Selection selection = reading.selection();
        Quote quote = pricing.quote(selection.spec(), selection.count());
        Money available = ledger.balance(account).available();
        if (problems.isEmpty() && free(selection) < selection.count()) {
            problems.add("", "order.checkout.soldOut", selection.type());
        }
        model.addAttribute("selection", selection);
        model.addAttribute("changes", notes.of(reading, locale));
        model.addAttribute("needsPassword", selection.login() == LoginKind.PASSWORD);
        model.addAttribute("osType", osType(selection));
        model.addAttribute("slip", Slip.of(selection.spec(), quote));
        model.addAttribute("agreedTotal", quote.total().getAmount().toPlainString());
        model.addAttribute("agreedRate", plain(quote.perHour().perHour()));
        if (!model.containsAttribute("token")) {
            model.addAttribute("token", CheckoutForm.newToken());
        }
        model.addAttribute("available", available);
        model.addAttribute("remains", available.minus(quote.total()));
        model.addAttribute("problems", problems);
        return "order/checkout";
    }

    private OsType osType(Selection selection) {
        Image image = catalog.snapshot().image(selection.image());
        return image == null ? OsType.LINUX : image.osType();
    }

    private int free(Selection selection) {
        return stock.free(selection.zone()).getOrDefault(selection.type(), 0);
    }

    private static String plain(BigDecimal figure) {
        return figure.stripTrailingZeros().toPlainString();
    }
}
