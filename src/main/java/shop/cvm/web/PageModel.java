package shop.cvm.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import shop.cvm.account.AccountId;
import shop.cvm.account.SignedIn;
import shop.cvm.billing.Billing;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Ledger;
import shop.cvm.notification.Messages;

/** What the frame around every page shows. Reading it neither creates a session nor asks for a CSRF token. */
@ControllerAdvice
class PageModel {

    private final OperatorOnly operator;
    private final SandboxAccess sandbox;
    private final Messages messages;
    private final Billing billing;
    private final Instances instances;
    private final Ledger ledger;

    PageModel(
            OperatorOnly operator,
            SandboxAccess sandbox,
            Messages messages,
            Billing billing,
            Instances instances,
            Ledger ledger) {
        this.operator = operator;
        this.sandbox = sandbox;
        this.messages = messages;
        this.billing = billing;
        this.instances = instances;
        this.ledger = ledger;
    }

    @ModelAttribute
    void frame(HttpServletRequest request, @Nullable Principal visitor, Model model) {
        model.addAttribute("visitor", visitor == null ? null : visitor.getName());
        model.addAttribute("operator", operator.isOperator(visitor));
        model.addAttribute("sandbox", sandbox.isOpenTo(request));
        AccountId account = account(visitor);
        model.addAttribute("inbox", account == null ? null : new Inbox(messages, account));
        model.addAttribute("arrears", account == null ? null : new ArrearsBanner(billing, instances, ledger, account));
        model.addAttribute("here", address(request));
        model.addAttribute(RequestIds.KEY, request.getAttribute(RequestIds.KEY));
    }

    private static @Nullable AccountId account(@Nullable Principal visitor) {
        return visitor instanceof Authentication signedIn && signedIn.getPrincipal() instanceof SignedIn user
                ? user.account()
                : null;
    }

    private static String address(HttpServletRequest request) {
        Object failed = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        if (failed != null) {
            return failed.toString();
        }
        String query = "GET".equals(request.getMethod()) ? request.getQueryString() : null;
        return query == null ? request.getRequestURI() : request.getRequestURI() + "?" + query;
    }
}
