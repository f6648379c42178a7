package shop.cvm.web;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import shop.cvm.work.OrderTrace;

/**
 * Gives every request an id that its log lines carry and its error page shows, and logs, once, whatever nobody handled.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestIds extends OncePerRequestFilter {

    /** Request attribute and logging key. */
    static final String KEY = "requestId";

    private static final Logger LOG = LoggerFactory.getLogger(RequestIds.class);

    private final BarePage barePage;

    RequestIds(BarePage barePage) {
        this.barePage = barePage;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        MDC.put(KEY, idOf(request));
        try {
            chain.doFilter(request, response);
        } catch (IOException | ServletException | RuntimeException unexpected) {
            answer(request, response, unexpected);
        } finally {
            MDC.remove(KEY);
            OrderTrace.forget();
        }
    }

    /** Also for the dispatch to the error page, which keeps the id of the request that failed. */
    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }

    private static String idOf(HttpServletRequest request) {
        String known = (String) request.getAttribute(KEY);
        if (known != null) {
            return known;
        }
        String id = Long.toString(ThreadLocalRandom.current().nextLong(36L * 36 * 36 * 36 * 36 * 36 * 36 * 36), 36);
        request.setAttribute(KEY, id);
        return id;
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, Exception unexpected)
            throws IOException {
        if (response.isCommitted()) {
            // Half an answer is out, usually because the browser has gone: only breaking off tells the truth.
            throw new IOException("Answer broken off", unexpected);
        }
        if (rootOf(unexpected) instanceof InvalidParameterException malformed) {
            // A form that cannot be decoded is its sender's fault, like an unreadable request line.
            response.sendError(malformed.getErrorCode());
            return;
        }
        LOG.error("{} {} failed", request.getMethod(), request.getRequestURI(), unexpected);
        if (request.getDispatcherType() == DispatcherType.ERROR) {
            barePage.write(request, response, idOf(request));
            return;
        }
        response.sendError(HttpStatus.INTERNAL_SERVER_ERROR.value());
    }

    /** What is thrown behind the filters comes wrapped. */
    private static Throwable rootOf(Exception unexpected) {
        return unexpected instanceof ServletException wrapper && wrapper.getRootCause() != null
                ? wrapper.getRootCause()
                : unexpected;
    }
}
