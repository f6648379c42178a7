package shop.cvm.web;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.context.DelegatingSecurityContextRepository;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;
import org.springframework.security.web.context.RequestAttributeSecurityContextRepository;
import org.springframework.security.web.context.SecurityContextRepository;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.HttpSessionCsrfTokenRepository;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

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

    private static final String[] FILES = {"/*.css", "/*.js", "/*.svg", "/webjars/**", "/favicon.ico", "/robots.txt"};

    /** Signed by the wallet that sends them; a browser has no part in it. */
    private static final String NOTIFICATIONS = "/payments/notifications/*";

    @Bean
    SecurityFilterChain pages(
            HttpSecurity http,
            SignInSession session,
            WantedPage wanted,
            CsrfTokenRepository tokens,
            SecurityContextRepository contexts)
            throws Exception {
        return http.authorizeHttpRequests(allow -> allow.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers(OPEN_PAGES)
                        .permitAll()
                        .requestMatchers(FILES)
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, NOTIFICATIONS)
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .formLogin(form -> form.loginPage("/sign-in")
                        .usernameParameter("email")
                        .passwordParameter("password")
                        .successHandler(session)
                        .failureHandler(new SignInFailed()))
                .logout(out -> out.logoutUrl("/sign-out").logoutSuccessUrl("/"))
                .exceptionHandling(failed -> failed.authenticationEntryPoint(new SignInRequired()))
                .requestCache(cache -> cache.requestCache(wanted))
                .securityContext(context -> context.securityContextRepository(contexts))
                .csrf(csrf -> csrf.csrfTokenRepository(tokens).ignoringRequestMatchers(NOTIFICATIONS))
                .headers(WebSecurity::headers)
                .build();
    }

    @Bean
    CsrfTokenRepository csrfTokens() {
        return new HttpSessionCsrfTokenRepository();
    }

    @Bean
    SecurityContextRepository securityContexts() {
        return new DelegatingSecurityContextRepository(
                new RequestAttributeSecurityContextRepository(), new HttpSessionSecurityContextRepository());
    }

    /** Cache-Control is written only where the answer has none, so files keep theirs. */
    private static void headers(HeadersConfigurer<HttpSecurity> headers) {
        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_POLICY))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(
                        permissions -> permissions.policy("camera=(), geolocation=(), microphone=(), payment=()"));
    }
}
