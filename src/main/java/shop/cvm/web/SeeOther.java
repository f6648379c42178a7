package shop.cvm.web;

import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.HttpHeaders;

/** Redirects from filters, where no view does it. */
final class SeeOther {

    private SeeOther() {}

    /**
     * Answers 303 without ending the answer: {@code sendRedirect} with a status would, unseen by the wrappers that have
     * yet to add the session's cookie and the headers of security.
     */
    static void send(HttpServletResponse response, String address) {
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader(HttpHeaders.LOCATION, address);
    }
}
