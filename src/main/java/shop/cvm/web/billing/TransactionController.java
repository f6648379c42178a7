package shop.cvm.web.billing;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.Ledger;
import shop.cvm.web.PageNumber;

/** The statement: lines that never change, each with what was available after it; as a page and as CSV. */
@Controller
class TransactionController {

    private static final int LINES = 50;
    private static final int AT_ONCE = 500;

    private final Ledger ledger;
    private final Csv csv;
    private final TransactionRow row;

    TransactionController(Ledger ledger, Csv csv, TransactionRow row) {
        this.ledger = ledger;
        this.csv = csv;
        this.row = row;
    }

    /** Whatever of the query means nothing is left out. */
    @GetMapping("/billing/transactions")
    String transactions(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String page,
            Model model) {
        TransactionQuery query = TransactionQuery.of(type, from, to);
        model.addAttribute("query", query);
        model.addAttribute("types", TransactionType.values());
        model.addAttribute("balance", ledger.balance(user.account()));
        model.addAttribute("entries", ledger.entries(user.account(), query.filter(), PageNumber.of(page), LINES));
        return "billing/transactions";
    }

    /** Read piece by piece as it is written: any number of lines needs little memory. */
    @GetMapping("/billing/transactions.csv")
    void csv(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        TransactionQuery query = TransactionQuery.of(type, from, to);
        try (Csv.Sheet sheet = csv.open(response, "transactions-" + user.account(), row.head(locale))) {
            write(user.account(), query, locale, sheet);
        }
    }

    private void write(AccountId account, TransactionQuery query, Locale locale, Csv.Sheet sheet) throws IOException {
        long before = Long.MAX_VALUE;
        List<Entry> entries = List.of();
        do {
            entries = ledger.entriesBefore(account, query.filter(), before, AT_ONCE);
            for (Entry entry : entries) {
                sheet.row(row.of(entry, locale));
                before = entry.line();
            }
        } while (entries.size() == AT_ONCE);
    }
}
