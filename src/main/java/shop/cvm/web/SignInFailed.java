package shop.cvm.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.SessionFlashMapManager;
import shop.cvm.account.TooManySignIns;

/**
 * Leads back to the sign-in page, which says that it failed, or until when none is tried, and still has
 * the e-mail address, but no password.
 */
class SignInFailed implements AuthenticationFailureHandler {

    private static final int LONGEST_KEPT = 254;

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException failure) {
        if (failure instanceof AuthenticationServiceException) {
            // Nobody compared anything, so nobody may say that the password is wrong.
            throw failure;
        }
        String email = Optional.ofNullable(request.getParameter("email")).orElse("");
        FlashMap typed = new FlashMap();
        typed.put("email", email.length() > LONGEST_KEPT ? "" : email);
        if (failure instanceof TooManySignIns limited) {
            typed.put("until", limited.until());
        }
        new SessionFlashMapManager().saveOutputFlashMap(typed, request, response);
        SeeOther.send(response, "/sign-in?failed");
    }
}
