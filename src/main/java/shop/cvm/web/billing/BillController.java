package shop.cvm.web.billing;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.YearMonth;
import java.util.List;
import org.springframework.data.domain.Page;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.billing.BillLine;
import shop.cvm.billing.Bills;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.pricing.Component;
import shop.cvm.web.PageNumber;

/** The bills: by month, by product and machine, and line by line with why each comes to its amount. */
@Controller
class BillController {

    private final Statements statements;
    private final Bills bills;
    private final Instances instances;
    private final Machines machines;

    BillController(Statements statements, Bills bills, Instances instances, Machines machines) {
        this.statements = statements;
        this.bills = bills;
        this.instances = instances;
        this.machines = machines;
    }

    /** @param year one with anything in it; whatever else it says means the last */
    @GetMapping("/billing/bills")
    String months(@AuthenticationPrincipal SignedIn user, @RequestParam(defaultValue = "") String year, Model model) {
        List<Integer> years = statements.years(user.account());
        int shown = years.stream()
                .filter(one -> one.toString().equals(year))
                .findFirst()
                .orElse(years.get(0));
        model.addAttribute("years", years);
        model.addAttribute("shown", shown);
        model.addAttribute("running", statements.current());
        model.addAttribute("months", statements.months(user.account(), shown));
        return "billing/bills";
    }

    @GetMapping("/billing/bills/{month}")
    String month(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String month,
            @RequestParam(defaultValue = "") String page,
            Model model) {
        YearMonth asked = month(month);
        Statement bill = statements.of(user.account(), asked, PageNumber.of(page), Bills.PAGE_SIZE);
        if (bill.isEmpty() && !asked.equals(statements.current())) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND);
        }
        model.addAttribute("bill", bill);
        return "billing/bill";
    }

    @GetMapping("/billing/bills/{month}/lines")
    String lines(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String month,
            @RequestParam(defaultValue = "") String product,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String hour,
            @RequestParam(defaultValue = "") String page,
            Model model) {
        return fill(model, user.account(), BillQuery.of(month(month), null, product, day, hour), page);
    }

    @GetMapping("/billing/bills/{month}/instances/{id}")
    String lines(
            @AuthenticationPrincipal SignedIn user,
            @PathVariable String month,
            @PathVariable String id,
            @RequestParam(defaultValue = "") String product,
            @RequestParam(defaultValue = "") String day,
            @RequestParam(defaultValue = "") String hour,
            @RequestParam(defaultValue = "") String page,
            Model model) {
        InstanceId instance = new InstanceId(id);
        model.addAttribute("instance", instances.instance(user.account(), instance));
        return fill(model, user.account(), BillQuery.of(month(month), instance, product, day, hour), page);
    }

    @ExceptionHandler(NoSuchInstance.class)
    void notFound(HttpServletResponse response) throws IOException {
        response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }

    private String fill(Model model, AccountId account, BillQuery query, String page) {
        Page<BillLine> lines = bills.lines(account, query.filter(), PageNumber.of(page));
        model.addAttribute("query", query);
        model.addAttribute("pages", lines);
        model.addAttribute("lines", bills.explain(account, lines.getContent()));
        model.addAttribute("products", bills.products(account, query.filter()));
        model.addAttribute("components", Component.values());
        model.addAttribute(
                "machines", machines.of(account, lines.map(BillLine::instance).getContent()));
        return "billing/lines";
    }

    static YearMonth month(String text) {
        return Days.month(text).orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND));
    }
}
