package shop.cvm.web;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.DelegatingAuthenticationEntryPoint;
import org.springframework.security.web.context.DelegatingSecurityContextRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import shop.cvm.account.Accounts;
import shop.cvm.account.SignInLimits;

/**
 * Who may open what. A page that anybody may open creates no session: neither the security context nor the CSRF token
 * is looked at unless the page needs it.
 */
@Configuration(proxyBeanMethods = false)
class WebSecurity {

    /** Nothing but what this host serves, and nothing written into a page. */
    private static final String CONTENT_POLICY = String.join(
            "; ",
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
            "base-uri 'none'");

    private static final String[] OPEN_PAGES = {
        "/", "/prices", "/prices/**", "/help/**", "/language", "/sign-in", "/sign-up"
    };

    private static final String SANDBOX = "/sandbox/**";

    /** Anybody may fill a cart, and needs no session for it. */
    private static final String CART = "/cart/**";

    private static final String[] FILES = {"/*.css", "/*.js", "/*.svg", "/webjars/**", "/favicon.ico", "/robots.txt"};

    /** Signed by the wallet that sends them; a browser has no part in it. */
    private static final String NOTIFICATIONS = "/payments/notifications/*";

    private static final String OPERATOR_PAGES = "/operator/**";

    @Bean
    SecurityFilterChain pages(
            HttpSecurity http,
            AuthenticationManager signIn,
            OperatorOnly operator,
            SandboxAccess sandbox,
            SignInSession session,
            WantedPage wanted,
            CsrfTokenRepository tokens,
            SecurityContextRepository contexts)
            throws Exception {
        return http.authorizeHttpRequests(allow -> allow.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(OPEN_PAGES)
                        .permitAll()
                        .requestMatchers(CART)
                        .permitAll()
                        .requestMatchers(SANDBOX)
                        .access(sandbox)
                        .requestMatchers(FILES)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, NOTIFICATIONS)
                        .permitAll()
                        .requestMatchers(OPERATOR_PAGES)
                        .access(operator)
                        .anyRequest()
                        .authenticated())
                .authenticationManager(signIn)
                .formLogin(form -> form.loginPage("/sign-in")
                        .usernameParameter("email")
                        .passwordParameter("password")
                        .successHandler(session)
                        .failureHandler(new SignInFailed()))
                .logout(out -> out.logoutUrl("/sign-out").logoutSuccessUrl("/"))
                .exceptionHandling(failed -> failed.authenticationEntryPoint(visitorsOf(operator)))
                .requestCache(cache -> cache.requestCache(wanted))
                .securityContext(context -> context.securityContextRepository(contexts))
                .csrf(csrf -> csrf.csrfTokenRepository(tokens)
                        .ignoringRequestMatchers(NOTIFICATIONS)
                        .ignoringRequestMatchers(new OwnForms(CART)))
                .headers(WebSecurity::headers)
                .build();
    }

    @Bean
    CsrfTokenRepository csrfTokens() {
        return new HttpSessionCsrfTokenRepository();
    }

    @Bean
    SecurityContextRepository securityContexts(Accounts accounts) {
        return new DelegatingSecurityContextRepository(
                new RequestAttributeSecurityContextRepository(), new SignedInSessions(accounts));
    }

    /** The one way to compare a password; a chain that does not name it would fall back to one without limits. */
    @Bean
    AuthenticationManager signIn(SignInLimits limits, UserDetailsService accounts, PasswordEncoder passwords) {
        return new ProviderManager(new LimitedSignIn(limits, accounts, passwords));
    }

    /** Visitors are asked to sign in, but not to what nobody, or nobody from there, could sign in for. */
    private static AuthenticationEntryPoint visitorsOf(OperatorOnly operator) {
        DelegatingAuthenticationEntryPoint.Builder visitors = DelegatingAuthenticationEntryPoint.builder()
                .addEntryPointFor(answering(HttpStatus.FORBIDDEN), at(SANDBOX));
        if (!operator.isThereOne()) {
            visitors.addEntryPointFor(answering(HttpStatus.NOT_FOUND), at(OPERATOR_PAGES));
        }
        return visitors.defaultEntryPoint(new SignInRequired()).build();
    }

    private static AuthenticationEntryPoint answering(HttpStatus status) {
        return (request, response, refused) -> response.sendError(status.value());
    }

    private static RequestMatcher at(String path) {
        return PathPatternRequestMatcher.withDefaults().matcher(path);
    }

    /** Cache-Control is written only where the answer has none, so files keep theirs. */
    static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                        permissions -> permissions.policy("camera=(), geolocation=(), microphone=(), payment=()"));
    }
}
