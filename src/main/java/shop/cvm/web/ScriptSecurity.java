package shop.cvm.web;

import jakarta.servlet.DispatcherType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.HttpStatusEntryPoint;

/**
 * Who may ask what no page shows: metrics, health and the sandbox's switches. Nothing here has a session or a cookie, so
 * no page elsewhere can make a browser act in somebody's name.
 */
@Configuration(proxyBeanMethods = false)
class ScriptSecurity {

    /**
     * Anybody may ask whether the shop is well, and platforms and proxies whether it lives and is ready; everything else is the operator's, by HTTP Basic, and not there if there
     * is no operator.
     */
    @Bean
    @Order(1)
    SecurityFilterChain operations(HttpSecurity http, OperatorOnly operator, AuthenticationManager signIn)
            throws Exception {
        http.securityMatcher("/actuator", "/actuator/**")
                .authorizeHttpRequests(allow -> allow.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .requestMatchers("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness")
                        .permitAll()
                        .anyRequest()
                        .access(operator))
                .authenticationManager(signIn);
        if (operator.isThereOne()) {
            http.httpBasic(Customizer.withDefaults());
        } else {
            http.exceptionHandling(
                    failed -> failed.authenticationEntryPoint(new HttpStatusEntryPoint(HttpStatus.NOT_FOUND)));
        }
        return sessionless(http);
    }

    /** For callers on this machine; without sandbox mode there is nothing at these addresses for anybody. */
    @Bean
    @Order(2)
    SecurityFilterChain switches(HttpSecurity http, SandboxAccess access) throws Exception {
        http.securityMatcher("/_sandbox/**")
                .authorizeHttpRequests(allow -> allow.dispatcherTypeMatchers(DispatcherType.ERROR)
                        .permitAll()
                        .anyRequest()
                        .access(access))
                .exceptionHandling(failed -> failed.authenticationEntryPoint(
                        (request, response, refused) -> response.sendError(HttpStatus.FORBIDDEN.value())));
        return sessionless(http);
    }

    private static SecurityFilterChain sessionless(HttpSecurity http) throws Exception {
        return http.sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .csrf(csrf -> csrf.disable())
                .headers(WebSecurity::headers)
                .build();
    }
}
