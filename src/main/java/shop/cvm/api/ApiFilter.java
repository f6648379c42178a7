package shop.cvm.api;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Takes calls of the cloud API out of what comes to the shop, before anything else reads them: they have no session, no
 * form token and no page. The rule is that of section 1.2 of the contract.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class ApiFilter extends OncePerRequestFilter {

    /** What is sent above the limit is read all the same, up to here, so that the answer arrives. */
    private static final int MOST_SKIPPED = 6 * Requests.mostBody(false);

    private static final int PIECE = 8192;

    /** Filters are made before anything else can be, and this needs nearly everything else. */
    private final ObjectProvider<Gateway> gateway;

    ApiFilter(ObjectProvider<Gateway> gateway) {
        this.gateway = gateway;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !isApiCall(request);
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Reply reply = gateway.getObject().answer(incoming(request));
        response.setStatus(HttpServletResponse.SC_OK);
        response.setContentType("application/json");
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("X-TC-RequestId", reply.requestId());
        String trace = request.getHeader("X-TC-TraceId");
        if (trace != null && trace.matches("[!-~]{1,100}")) {
            response.setHeader("X-TC-TraceId", trace);
        }
        response.setContentLength(reply.json().length);
        response.getOutputStream().write(reply.json());
    }

    /** No page of the shop takes what is posted to a path that ends in a slash. */
    private static boolean isApiCall(HttpServletRequest request) {
        String authorization = request.getHeader("Authorization");
        return request.getHeader("X-TC-Action") != null
                || authorization != null && authorization.startsWith(Tc3Request.SCHEME)
                || request.getMethod().equals("POST") && request.getRequestURI().endsWith("/")
                || Incoming.isLegacy(request.getRequestURI())
                || hasAction(request.getQueryString());
    }

    private static boolean hasAction(@Nullable String query) {
        return query != null
                && Pair.all(query).stream().anyMatch(pair -> pair.name().equals("Action"));
    }

    private static Incoming incoming(HttpServletRequest request) throws IOException {
        Map<String, String> headers = new HashMap<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            headers.put(name.toLowerCase(Locale.ROOT), request.getHeader(name));
        }
        String query = request.getQueryString();
        return new Incoming(
                request.getMethod(), request.getRequestURI(), query == null ? "" : query, headers, body(request));
    }

    /** One byte more than the limit is enough to see that it is too much. */
    private static byte[] body(HttpServletRequest request) throws IOException {
        InputStream stream = request.getInputStream();
        int most = Requests.mostBody(request.getHeader("Authorization") == null);
        byte[] body = stream.readNBytes(most + 1);
        byte[] piece = new byte[PIECE];
        int skipped = 0;
        int read = body.length > most ? stream.read(piece) : -1;
        while (read >= 0 && skipped < MOST_SKIPPED) {
            skipped += read;
            read = stream.read(piece);
        }
        return body;
    }
}
