package shop.cvm.web;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.context.HttpRequestResponseHolder;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.account.Accounts;
import shop.cvm.account.SignedIn;

@ShopTest
class SignedInSessionsTests {

    private static final String NEW = "battery staple 9";

    @Autowired
    private Accounts accounts;

    @Autowired
    private Customers customers;

    private SignedInSessions sessions;
    private Account account;
    private MockHttpServletRequest request;

    @BeforeEach
    void somebodySignedIn() {
        sessions = new SignedInSessions(accounts);
        account = customers.unverified();
        request = new MockHttpServletRequest();
        SignedIn user = SignedIn.as(account);
        sessions.saveContext(
                new SecurityContextImpl(
                        UsernamePasswordAuthenticationToken.authenticated(user, null, user.getAuthorities())),
                request,
                new MockHttpServletResponse());
    }

    static Stream<Named<BiFunction<SignedInSessions, HttpServletRequest, @Nullable Authentication>>> waysToAsk() {
        return Stream.of(
                Named.of("deferred", (sessions, request) -> sessions.loadDeferredContext(request)
                        .get()
                        .getAuthentication()),
                Named.of("at once", SignedInSessionsTests::atOnce));
    }

    /** As wrappers do that know only the older way, MockMvc's for one. */
    @SuppressWarnings("deprecation")
    private static @Nullable Authentication atOnce(SignedInSessions sessions, HttpServletRequest request) {
        return sessions.loadContext(new HttpRequestResponseHolder(request, new MockHttpServletResponse()))
                .getAuthentication();
    }

    @ParameterizedTest
    @MethodSource("waysToAsk")
    void aSessionIsSomebodysUntilThePasswordChanges(
            BiFunction<SignedInSessions, HttpServletRequest, @Nullable Authentication> ask) {
        assertThat(ask.apply(sessions, request).getPrincipal()).isEqualTo(SignedIn.as(account));

        accounts.changePassword(account.id(), Customers.PASSWORD, NEW, "192.0.2.1");

        assertThat(ask.apply(sessions, request)).isNull();
    }

    @Test
    void aRequestWithoutSessionIsNobodys() {
        assertThat(sessions.loadDeferredContext(new MockHttpServletRequest()).isGenerated())
                .isTrue();
        assertThat(atOnce(sessions, new MockHttpServletRequest())).isNull();
    }
}
