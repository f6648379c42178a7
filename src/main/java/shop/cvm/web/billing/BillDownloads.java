package shop.cvm.web.billing;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.YearMonth;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.billing.BillLine;
import shop.cvm.billing.Bills;
import shop.cvm.billing.ExplainedLine;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryFilter;
import shop.cvm.ledger.Ledger;
import shop.cvm.order.BookedPart;
import shop.cvm.order.Bookings;

/** Bills to take away: every line as CSV, and the monthly statement as PDF. */
@Controller
class BillDownloads {

    private static final int AT_ONCE = 500;

    /** Each may be for many machines. */
    private static final int ORDERS_AT_ONCE = 50;

    /** Machines and orders on paper; what is left of them is one line. */
    private static final int ON_PAPER = 300;

    private final Statements statements;
    private final StatementPdf pdf;
    private final Bills bills;
    private final Ledger ledger;
    private final Bookings bookings;
    private final Machines machines;
    private final Csv csv;
    private final BillRow row;

    BillDownloads(
            Statements statements,
            StatementPdf pdf,
            Bills bills,
            Ledger ledger,
            Bookings bookings,
            Machines machines,
            Csv csv,
            BillRow row) {
        this.statements = statements;
        this.pdf = pdf;
        this.bills = bills;
        this.ledger = ledger;
        this.bookings = bookings;
        this.machines = machines;
        this.csv = csv;
        this.row = row;
    }

    /** The months of a year, or of the last year if there is none like that. */
    @GetMapping("/billing/bills.csv")
    void months(
            @AuthenticationPrincipal SignedIn user,
            @RequestParam(defaultValue = "") String year,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        List<Integer> years = statements.years(user.account());
        int shown = years.stream()
                .filter(one -> one.toString().equals(year))
                .findFirst()
                .orElse(years.get(0));
        try (Csv.Sheet sheet = csv.open(response, "bills-" + shown, row.monthHead(locale))) {
            for (Statements.Month month : statements.months(user.account(), shown)) {
                sheet.row(row.of(month));
            }
        }
    }

    /**
     * Every line of a month with the columns of {@code domain.md} 13.2; read piece by piece as it is written. Orders and
     * refunds come after the usage, machine by machine and component by component, unless the query leaves anything out.
     */
    @GetMapping("/billing/bills/{month}.csv")
    void lines(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String month,
            @RequestParam(defaultValue = "") String instance,
            @RequestParam(defaultValue = "") String product,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String hour,
            Locale locale,
            HttpServletResponse response)
            throws IOException {
        BillQuery query = BillQuery.of(BillController.month(month), BillQuery.instance(instance), product, day, hour);
        try (Csv.Sheet sheet = csv.open(response, "bill-" + query.month(), row.head(locale))) {
            usage(user.account(), query, locale, sheet);
            if (!query.isNarrow()) {
                orders(user.account(), query, locale, sheet);
            }
        }
    }

    @GetMapping("/billing/bills/{month}.pdf")
    ResponseEntity<byte[]> statement(
            @AuthenticationPrincipal SignedIn user, @PathVariable String month, Locale locale) {
        YearMonth asked = BillController.month(month);
        Statement statement = statements.of(user.account(), asked, 0, ON_PAPER);
        if (statement.isEmpty() && !asked.equals(statements.current())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_PDF)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("statement-" + asked + ".pdf")
                                .build()
                                .toString())
                .body(pdf.of(user, statement, locale));
    }

    private void usage(AccountId account, BillQuery query, Locale locale, Csv.Sheet sheet) throws IOException {
        BillLine last = null;
        List<BillLine> lines;
        do {
            lines = bills.linesAfter(account, query.filter(), last, AT_ONCE);
            Map<InstanceId, Instance> named = machines.withDisks(
                    account, lines.stream().map(BillLine::instance).toList());
            Map<InstanceId, String> tags = machines.tags(named.values());
            for (ExplainedLine line : bills.explain(account, lines)) {
                InstanceId id = line.line().instance();
                sheet.row(row.of(account, line, named.get(id), tags.getOrDefault(id, ""), locale));
            }
            last = lines.isEmpty() ? last : lines.get(lines.size() - 1);
        } while (lines.size() == AT_ONCE);
    }

    private void orders(AccountId account, BillQuery query, Locale locale, Csv.Sheet sheet) throws IOException {
        EntryFilter filter = new EntryFilter(
                TransactionType.ORDERS.kinds(),
                query.filter().from(),
                query.filter().to());
        long before = Long.MAX_VALUE;
        List<Entry> entries;
        do {
            entries = ledger.entriesBefore(account, filter, before, ORDERS_AT_ONCE);
            for (Entry entry : entries) {
                before = entry.line();
            }
            List<BookedPart> parts = bookings.parts(account, entries);
            Map<InstanceId, String> tags = machines.tags(parts.stream()
                    .map(BookedPart::machine)
                    .filter(Objects::nonNull)
                    .toList());
            for (BookedPart part : parts) {
                String tagged = part.machine() == null
                        ? ""
                        : tags.getOrDefault(part.machine().id(), "");
                sheet.row(row.of(part, tagged, locale));
            }
        } while (entries.size() == ORDERS_AT_ONCE);
    }
}
