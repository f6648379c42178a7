package shop.cvm.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.savedrequest.RequestCache;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.security.web.savedrequest.SimpleSavedRequest;
import org.springframework.stereotype.Component;

/**
 * Where a visitor wanted to go before signing in: the page that asked them to, else the page whose link to sign-in or
 * sign-up they followed. Kept in the session as a path with its query, so it can only ever lead into this shop.
 */
@Component
public class WantedPage implements RequestCache {

    private static final String ATTRIBUTE = "wantedPage";
    private static final Set<String> ON_THE_WAY = Set.of("/sign-in", "/sign-up", "/sign-out", "/language");

    /** Only whole pages are come back to: not forms, and not the parts of a page that scripts ask for. */
    @Override
    public void saveRequest(HttpServletRequest request, HttpServletResponse response) {
        if ("GET".equals(request.getMethod()) && request.getHeader("HX-Request") == null) {
            remember(request, request.getRequestURI(), request.getQueryString());
        }
    }

    /** Remembers the page of this shop that the visitor comes from, unless another is wanted already. */
    public void saveReferer(HttpServletRequest request) {
        if (path(request) == null) {
            referer(request)
                    .filter(page -> !ON_THE_WAY.contains(page.getPath()))
                    .ifPresent(page -> remember(request, page.getRawPath(), page.getRawQuery()));
        }
    }

    @Override
    public @Nullable SavedRequest getRequest(HttpServletRequest request, HttpServletResponse response) {
        String path = path(request);
        return path == null ? null : new SimpleSavedRequest(path);
    }

    /** Nothing is replayed: the page is asked for anew, by its address. */
    @Override
    public @Nullable HttpServletRequest getMatchingRequest(HttpServletRequest request, HttpServletResponse response) {
        return null;
    }

    @Override
    public void removeRequest(HttpServletRequest request, HttpServletResponse response) {
        HttpSession session = request.getSession(false);
        if (session != null) {
            session.removeAttribute(ATTRIBUTE);
        }
    }

    private static void remember(HttpServletRequest request, String path, @Nullable String query) {
        String wanted = LocalPath.of(query == null ? path : path + "?" + escaped(query));
        request.getSession().setAttribute(ATTRIBUTE, wanted);
    }

    private static @Nullable String path(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session == null ? null : (String) session.getAttribute(ATTRIBUTE);
    }

    private static Optional<URI> referer(HttpServletRequest request) {
        try {
            URI referer = new URI(
                    Optional.ofNullable(request.getHeader(HttpHeaders.REFERER)).orElse(""));
            String host = request.getHeader(HttpHeaders.HOST);
            boolean ours = referer.getRawAuthority() != null
                    && referer.getRawAuthority().equals(host);
            return ours && referer.getRawPath() != null ? Optional.of(referer) : Optional.empty();
        } catch (URISyntaxException nonsense) {
            return Optional.empty();
        }
    }

    /** The server takes characters in a query that a header may not carry on. */
    private static String escaped(String query) {
        StringBuilder escaped = new StringBuilder();
        query.chars()
                .forEach(c -> escaped.append(
                        "\"<>[\\]^`{|}".indexOf(c) < 0
                                ? String.valueOf((char) c)
                                : URLEncoder.encode(String.valueOf((char) c), StandardCharsets.US_ASCII)));
        return escaped.toString();
    }
}
