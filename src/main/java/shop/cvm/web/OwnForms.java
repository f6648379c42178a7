package shop.cvm.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Requests to some pages that prove to come from a page of this very shop. They need no token, and so visitors need no
 * session: with every form they post browsers tell truthfully which site it comes from, by {@code Sec-Fetch-Site} or,
 * older ones, by {@code Origin}, and no page can make them tell another. What says neither proves nothing, and needs a
 * token like any other request.
 */
final class OwnForms implements RequestMatcher {

    private static final String FETCH_SITE = "Sec-Fetch-Site";

    private final RequestMatcher pages;

    OwnForms(String pages) {
        this.pages = PathPatternRequestMatcher.withDefaults().matcher(pages);
    }

    @Override
    public boolean matches(HttpServletRequest request) {
        return pages.matches(request) && isOwn(request);
    }

    private static boolean isOwn(HttpServletRequest request) {
        String site = request.getHeader(FETCH_SITE);
        if (site != null) {
            return site.equals("same-origin") || site.equals("none");
        }
        return isOwn(request.getHeader(HttpHeaders.ORIGIN), request.getHeader(HttpHeaders.HOST));
    }

    private static boolean isOwn(@Nullable String origin, @Nullable String host) {
        if (origin == null) {
            return false;
        }
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equals(host);
        } catch (IllegalArgumentException nonsense) {
            return false;
        }
    }
}
