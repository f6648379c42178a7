package shop.cvm.web.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.account.AccountSettings;
import shop.cvm.account.Accounts;
import shop.cvm.web.HttpVisitor;
import shop.cvm.web.HttpVisitor.Page;

@ShopTest
@Tag("page")
class AccountPagesTests {

    private static final String NEW = "battery staple 9";

    @LocalServerPort
    private int port;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Customers customers;

    @Autowired
    private Accounts accounts;

    @Autowired
    private AccountSettings settings;

    private Account account;
    private HttpVisitor visitor;

    @BeforeEach
    void somebodySignedIn() {
        account = customers.unverified();
        visitor = new HttpVisitor(port);
        visitor.signIn(account.email());
    }

    @Test
    void theProfileSaysWhoOneIsAndTheMenuLeadsThere() {
        Page page = visitor.open("/account");

        assertThat(page.text("dl")).contains(account.email(), account.id().toString(), "Not verified");
        assertThat(page.document().select("header .menu a").eachAttr("href"))
                .containsExactly("/account", "/account/security");
    }

    @Test
    void onePressVerifiesTheIdentityWithMadeUpData() {
        Page done = visitor.submit(visitor.open("/account"), "/account/identity", Map.of());

        assertThat(done.location()).isEqualTo("/account");
        Page page = visitor.open("/account");
        assertThat(page.text("#identity")).startsWith("Verified since 20");
        assertThat(page.document().select("form[action=/account/identity]")).isEmpty();
        assertThat(accounts.account(account.id()).isVerified()).isTrue();
    }

    @Test
    void whoCameFromAnotherPageGoesBackThereOnceVerified() {
        Page page = visitor.open("/account?to=/checkout?region%3Dap-guangzhou");

        assertThat(visitor.submit(page, "/account/identity", Map.of()).location())
                .isEqualTo("/checkout?region=ap-guangzhou");
    }

    @Test
    void beingVerifiedNeverLeadsToAnotherHost() {
        Page page = visitor.open("/account?to=//evil.example");

        assertThat(visitor.submit(page, "/account/identity", Map.of()).location())
                .isEqualTo("/");
    }

    @Test
    void whatIsNotInTheFormOfAnIdentityIsNamedAndStays() {
        Page refused = visitor.submit(
                visitor.open("/account"), "/account/identity", Map.of("name", "R2D2", "number", "12-34"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("#name-err")).contains("without digits");
        assertThat(refused.text("#number-err")).contains("6 to 20");
        assertThat(refused.document().getElementById("name").val()).isEqualTo("R2D2");
        assertThat(accounts.account(account.id()).isVerified()).isFalse();
    }

    @Test
    void aChangedPasswordEndsTheOtherSessionsAndNotThisOne() {
        HttpVisitor elsewhere = new HttpVisitor(port);
        elsewhere.signIn(account.email());
        String before = visitor.session().orElseThrow();

        Page done = change(Customers.PASSWORD, NEW, NEW);

        assertThat(done.location()).isEqualTo("/account/security");
        assertThat(visitor.open("/account/security").text("[role=status]"))
                .isEqualTo("The password is changed, and one other session was ended.");
        assertThat(visitor.session().orElseThrow()).isNotEqualTo(before);
        assertThat(elsewhere.open("/account").location()).isEqualTo("/sign-in");
        assertThat(new HttpVisitor(port).signIn(account.email()).location()).isEqualTo("/sign-in?failed");
        HttpVisitor anew = new HttpVisitor(port);
        assertThat(anew.submit(anew.open("/sign-in"), "/sign-in", Map.of("email", account.email(), "password", NEW))
                        .location())
                .isEqualTo("/");
    }

    /** As that of somebody who was still signing in with the old password when the other sessions were ended. */
    @Test
    void aSessionOfAnEarlierPasswordIsNobodysEvenIfNobodyHasEndedIt() {
        assertThat(visitor.open("/account").status()).isEqualTo(200);

        accounts.changePassword(account.id(), Customers.PASSWORD, NEW, "192.0.2.1");

        Page refused = visitor.open("/account");
        assertThat(refused.location()).as(refused.status() + refused.body()).isEqualTo("/sign-in");
        assertThat(visitor.open("/").text("header")).contains("Sign in");
    }

    @Test
    void everyFaultOfANewPasswordIsNamedAndNoneIsShown() {
        Page refused = change(Customers.PASSWORD, "short", "shrot");
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("#password-err")).contains("at least 8");
        assertThat(refused.text("#repeat-err")).contains("differ");

        Page wrong = change("not the password", NEW, NEW);
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.text("#current-err")).contains("current password is wrong");
        assertThat(wrong.document().select("[type=password]").eachAttr("value")).allMatch(String::isEmpty);
    }

    @Test
    void afterTooManyWrongPasswordsTheSignInPageSaysWhenToTryAgainWhetherOrNotThereIsSuchAnAccount() {
        String here = aPlace();
        for (String typed : List.of(account.email(), Customers.anEmail())) {
            for (int attempt = 0; attempt < settings.signIn().perAccount(); attempt++) {
                signIn(typed, "wrong", aPlace());
            }
            MockHttpServletResponse limited = signIn(typed, Customers.PASSWORD, here);
            assertThat(limited.getHeader("Location")).isEqualTo("/sign-in?failed");
            assertThat(shown(limited))
                    .matches("One thing needs your attention Too many attempts failed\\. Try again after"
                            + " \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d; until then none is looked at\\.");
        }
        assertThat(signIn(customers.account().email(), Customers.PASSWORD, here).getHeader("Location"))
                .as("another account from the same place")
                .isEqualTo("/");
    }

    @Test
    void aPlaceWithTooManyFailuresWaitsAndAnotherPlaceDoesNot() {
        String here = aPlace();
        for (int attempt = 0; attempt < settings.signIn().perAddress(); attempt++) {
            signIn("nobody" + attempt, "wrong", here);
        }

        assertThat(shown(signIn(account.email(), Customers.PASSWORD, here))).contains("Too many attempts");
        assertThat(signIn(account.email(), Customers.PASSWORD, aPlace()).getHeader("Location"))
                .isEqualTo("/");
    }

    private Page change(String current, String wanted, String repeat) {
        return visitor.submit(
                visitor.open("/account/security"),
                "/account/security",
                Map.of("current", current, "password", wanted, "repeat", repeat));
    }

    private MockHttpServletResponse signIn(String email, String password, String from) {
        try {
            return mvc.perform(post("/sign-in")
                            .param("email", email)
                            .param("password", password)
                            .with(csrf())
                            .with(request -> {
                                request.setRemoteAddr(from);
                                return request;
                            }))
                    .andReturn()
                    .getResponse();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    /** What the sign-in page says to the browser that was led to it. */
    private String shown(MockHttpServletResponse redirect) {
        String session = redirect.getCookie("SESSION").getValue();
        Page page = new HttpVisitor(port).open("/sign-in?failed", "Cookie", "SESSION=" + session);
        return page.text("[role=alert]");
    }

    private static String aPlace() {
        return "test-" + UUID.randomUUID();
    }
}
