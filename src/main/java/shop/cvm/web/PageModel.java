package shop.cvm.web;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import org.jspecify.annotations.Nullable;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What the frame around every page shows. Reading it neither creates a session nor asks for a CSRF token. */
@ControllerAdvice
class PageModel {

    @ModelAttribute
    void frame(HttpServletRequest request, @Nullable Principal visitor, Model model) {
        model.addAttribute("visitor", visitor == null ? null : visitor.getName());
        model.addAttribute("here", address(request));
        model.addAttribute(RequestIds.KEY, request.getAttribute(RequestIds.KEY));
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
