package shop.cvm.web;

import java.util.Optional;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import shop.cvm.account.SignInLimits;

/** Compares passwords, as often as the limits allow: those of the sign-in page and those that scrapers send. */
class LimitedSignIn implements AuthenticationProvider {

    private final SignInLimits limits;
    private final DaoAuthenticationProvider comparing;

    LimitedSignIn(SignInLimits limits, UserDetailsService accounts, PasswordEncoder passwords) {
        this.limits = limits;
        this.comparing = new DaoAuthenticationProvider(accounts);
        this.comparing.setPasswordEncoder(passwords);
    }

    @Override
    public Authentication authenticate(Authentication claim) {
        String from = from(claim);
        limits.attempt(claim.getName(), from);
        Authentication proved = comparing.authenticate(claim);
        limits.succeeded(claim.getName(), from);
        return proved;
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    private static String from(Authentication claim) {
        return claim.getDetails() instanceof WebAuthenticationDetails details
                ? Optional.ofNullable(details.getRemoteAddress()).orElse("")
                : "";
    }
}
