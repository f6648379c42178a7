package shop.cvm.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.context.annotation.Primary;
import org.springframework.session.web.http.CookieHttpSessionIdResolver;
import org.springframework.session.web.http.HttpSessionIdResolver;
import org.springframework.stereotype.Component;

/** Reads the id of a session from its cookie; what can be nobody's, such as a zero byte, never reaches the database. */
@Component
@Primary
class SessionIds implements HttpSessionIdResolver {

    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final CookieHttpSessionIdResolver cookie;

    SessionIds(CookieHttpSessionIdResolver cookie) {
        this.cookie = cookie;
    }

    @Override
    public List<String> resolveSessionIds(HttpServletRequest request) {
        return cookie.resolveSessionIds(request).stream()
                .filter(id -> UUID.matcher(id).matches())
                .toList();
    }

    @Override
    public void setSessionId(HttpServletRequest request, HttpServletResponse response, String id) {
        cookie.setSessionId(request, response, id);
    }

    @Override
    public void expireSession(HttpServletRequest request, HttpServletResponse response) {
        cookie.expireSession(request, response);
    }
}
