package shop.cvm.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.List;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.session.ChangeSessionIdAuthenticationStrategy;
import org.springframework.security.web.authentication.session.CompositeSessionAuthenticationStrategy;
import org.springframework.security.web.authentication.session.SessionAuthenticationStrategy;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfAuthenticationStrategy;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.savedrequest.SavedRequest;
import org.springframework.stereotype.Component;
import shop.cvm.account.SignedIn;

/** Begins the session of somebody who has just signed in or signed up, and leads them on to the page they wanted. */
@Component
public class SignInSession implements AuthenticationSuccessHandler {

    /** How long somebody signed in may do nothing; visitors have less, by {@code spring.session.timeout}. */
    private static final Duration IDLE = Duration.ofHours(12);

    private final SessionAuthenticationStrategy renewal;
    private final SecurityContextRepository contexts;
    private final WantedPage wanted;

    SignInSession(CsrfTokenRepository tokens, SecurityContextRepository contexts, WantedPage wanted) {
        this.renewal = new CompositeSessionAuthenticationStrategy(
                List.of(new ChangeSessionIdAuthenticationStrategy(), new CsrfAuthenticationStrategy(tokens)));
        this.contexts = contexts;
        this.wanted = wanted;
    }

    /**
     * Signs somebody in who has just signed up: with a new session id and a new CSRF token, as the sign-in form does.
     *
     * @return the address of the page to go on to
     */
    public String begin(SignedIn user, HttpServletRequest request, HttpServletResponse response) {
        Authentication proved = UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities());
        renewal.onAuthentication(proved, request, response);
        SecurityContext context = SecurityContextHolder.createEmptyContext();
        context.setAuthentication(proved);
        SecurityContextHolder.setContext(context);
        contexts.saveContext(context, request, response);
        return next(request, response);
    }

    @Override
    public void onAuthenticationSuccess(
            HttpServletRequest request, HttpServletResponse response, Authentication authentication) {
        SeeOther.send(response, next(request, response));
    }

    private String next(HttpServletRequest request, HttpServletResponse response) {
        request.getSession().setMaxInactiveInterval((int) IDLE.toSeconds());
        makeToken(request);
        SavedRequest page = wanted.getRequest(request, response);
        wanted.removeRequest(request, response);
        return page == null ? "/" : page.getRedirectUrl();
    }

    /** Now, so that the first pages of the session do not make one each when they are asked for at the same time. */
    private static void makeToken(HttpServletRequest request) {
        if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
            token.getToken();
        }
    }
}
