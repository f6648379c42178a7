package shop.cvm.web.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.web.HttpVisitor;
import shop.cvm.web.HttpVisitor.Page;

@ShopTest
@Tag("page")
class SignInTests {

    private static final String CONFIGURED = "/billing/top-up?amount=12.50&order=20261123000001";

    @LocalServerPort
    private int port;

    @Autowired
    private Customers customers;

    @Autowired
    private JdbcClient jdbc;

    private HttpVisitor visitor;

    @BeforeEach
    void open() {
        visitor = new HttpVisitor(port);
    }

    @Test
    void whoSignsInIsKnownUntilTheySignOut() {
        String email = customers.account().email();

        Page in = visitor.signIn(email.toUpperCase(Locale.ROOT));
        assertThat(in.status()).isEqualTo(303);
        assertThat(in.location()).isEqualTo("/");

        Page billing = visitor.open("/billing");
        assertThat(billing.status()).isEqualTo(200);
        assertThat(billing.body()).contains(email);

        Page out = visitor.submit(billing, "/sign-out", Map.of());
        assertThat(out.location()).isEqualTo("/");
        assertThat(visitor.open("/billing").location()).isEqualTo("/sign-in");
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressAreRefusedAlikeAndKeepTheAddressTyped() {
        String email = customers.account().email();
        for (String typed : List.of(email, Customers.anEmail())) {
            Page refused = visitor.submit(
                    visitor.open("/sign-in"), "/sign-in", Map.of("email", typed, "password", "wrong secret"));

            assertThat(refused.location()).isEqualTo("/sign-in?failed");
            Page again = visitor.open(refused.location());
            assertThat(again.text("[role=alert]")).contains("E-mail or password is wrong");
            assertThat(again.document().selectXpath("//a[@href='#email']")).hasSize(1);
            assertThat(again.document().getElementById("email").val()).isEqualTo(typed);
            assertThat(again.document().getElementById("email").attr("aria-invalid"))
                    .isEqualTo("true");
            assertThat(again.body()).doesNotContain("wrong secret");
        }
        assertThat(visitor.open("/billing").location()).isEqualTo("/sign-in");
    }

    @Test
    void signingInLeadsBackToTheVeryPageThatAskedForIt() {
        assertThat(visitor.open(CONFIGURED).location()).isEqualTo("/sign-in");

        assertThat(visitor.signIn(customers.account().email()).location()).isEqualTo(CONFIGURED);
    }

    @Test
    void signingUpLeadsBackToTheVeryPageThatAskedForIt() {
        visitor.open(CONFIGURED);
        visitor.open("/sign-in");

        assertThat(signUp(Customers.anEmail(), "long enough", "long enough").location())
                .isEqualTo(CONFIGURED);
        assertThat(visitor.open(CONFIGURED).status()).isEqualTo(200);
    }

    @Test
    void signingInByTheHeaderLeadsBackToThePageWithTheLink() {
        visitor.open("/sign-in", "Referer", "http://localhost:" + port + "/prices?region=ap-shanghai");

        assertThat(visitor.signIn(customers.account().email()).location()).isEqualTo("/prices?region=ap-shanghai");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://evil.example/prices",
                "https://evil.example//localhost",
                "http://localhost:1/prices",
                "//evil.example",
                "http://user@localhost/",
                "nonsense \\",
                "javascript:alert(1)"
            })
    void signingInNeverLeadsToAnotherHost(String referer) {
        visitor.open("/sign-in", "Referer", referer);

        assertThat(visitor.signIn(customers.account().email()).location()).isEqualTo("/");
    }

    @Test
    void signingInNeverLeadsWhereAnAddressSaysThatLooksLikeAnotherHost() {
        visitor.open("/sign-in?to=https://evil.example&continue=//evil.example&redirect=//evil.example");
        visitor.open("/sign-in", "Referer", "http://localhost:" + port + "//evil.example");

        assertThat(visitor.signIn(customers.account().email()).location()).isEqualTo("/");
    }

    @Test
    void theSessionGetsANewIdWhenItsOwnerSignsInOrUp() {
        visitor.open("/sign-in");
        String before = visitor.session().orElseThrow();
        visitor.signIn(customers.account().email());
        String signedIn = visitor.session().orElseThrow();
        assertThat(signedIn).isNotEqualTo(before);

        visitor = new HttpVisitor(port);
        visitor.open("/sign-up");
        before = visitor.session().orElseThrow();
        signUp(Customers.anEmail(), "long enough", "long enough");
        assertThat(visitor.session().orElseThrow()).isNotEqualTo(before);
    }

    @Test
    void whoKnewTheSessionBeforeItsOwnerSignedInIsNotSignedInWithThem() {
        visitor.open("/sign-in");
        String before = visitor.session().orElseThrow();
        visitor.signIn(customers.account().email());

        Page stranger = new HttpVisitor(port).open("/billing", "Cookie", "SESSION=" + before);

        assertThat(stranger.location()).isEqualTo("/sign-in");
    }

    @Test
    void aVisitorsSessionIsForgottenSoonerThanThatOfSomebodySignedIn() {
        visitor.open("/sign-in");
        assertThat(idleSeconds()).isEqualTo(3_600);

        visitor.signIn(customers.account().email());
        assertThat(idleSeconds()).isEqualTo(43_200);
    }

    @Test
    void theSessionsCookieIsOutOfReachForScriptsAndOtherSites() {
        String cookie = visitor.open("/sign-in").header("Set-Cookie");

        assertThat(cookie).contains("SESSION=").contains("HttpOnly").contains("SameSite=Lax");
    }

    @Test
    void aFormWithoutItsTokenIsRefusedWithAPageThatSaysWhatToDo() {
        for (String path : List.of(
                "/sign-in",
                "/sign-up",
                "/sign-out",
                "/billing/top-up",
                "/account/identity",
                "/account/security",
                "/operator/invariants",
                "/sandbox/faults")) {
            Page refused = visitor.post(path, Map.of("email", "a@b.cn"));
            assertThat(refused.status()).as(path).isEqualTo(403);
            assertThat(refused.text("h1")).isEqualTo("Not allowed");
        }
    }

    @Test
    void whoIsSignedInIsNotAskedAgain() {
        visitor.signIn(customers.account().email());

        assertThat(visitor.open("/sign-in").location()).isEqualTo("/");
        assertThat(visitor.open("/sign-up").location()).isEqualTo("/");
    }

    @Test
    void aScriptWhoseSessionIsOverIsToldToLoadThePage() {
        Page part = visitor.open("/billing", "HX-Request", "true");

        assertThat(part.status()).isEqualTo(401);
        assertThat(part.header("HX-Refresh")).isEqualTo("true");
        assertThat(part.header("Set-Cookie")).isEmpty();
    }

    @Test
    void everyFaultOfASignUpIsNamedAtItsFieldAndWhatWasTypedStaysButThePasswords() {
        Page refused = signUp("nobody", "short", "shrot");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("[role=alert]"))
                .contains("3 things need your attention")
                .contains("Enter an e-mail address")
                .contains("at least 8 characters")
                .contains("differ");
        assertThat(refused.text("#email-err")).contains("Enter an e-mail address");
        assertThat(refused.document().getElementById("email").val()).isEqualTo("nobody");
        assertThat(refused.document().getElementById("password").attr("aria-describedby"))
                .contains("password-err");
        assertThat(refused.document().select("[type=password]").eachAttr("value"))
                .allMatch(String::isEmpty);
    }

    @Test
    void aPasswordTypedDifferentlyTheSecondTimeIsNotTaken() {
        assertThat(signUp(Customers.anEmail(), "long enough", "long enouhg").text("#repeat-err"))
                .contains("differ");
    }

    @Test
    void anAddressWithAnAccountIsTakenAndSaysWhatToDo() {
        String email = customers.account().email();

        assertThat(signUp(email, "long enough", "long enough").text("#email-err"))
                .contains("Sign in with it");
    }

    @Test
    void garbageInTheFormsIsAnsweredAndNeverAFailure() {
        for (String garbage :
                List.of("\0", "a\0@b.cn", "x".repeat(10_000), "'\"<script>", "\uD83D", "1e999", "${7*7}")) {
            assertThat(signUp(garbage, garbage, garbage).status()).as(garbage).isLessThan(500);
            Page in =
                    visitor.submit(visitor.open("/sign-in"), "/sign-in", Map.of("email", garbage, "password", garbage));
            assertThat(in.status()).isEqualTo(303);
            Page shown = visitor.open(in.location());
            assertThat(shown.status()).isEqualTo(200);
            assertThat(shown.body()).doesNotContain("<script>\"").doesNotContain(">'\"<script>");
        }
    }

    @Test
    void anAttributeAddedToASessionTwiceAtOnceIsNoFailure() {
        visitor.open("/sign-in");

        List<Outcome<Page>> pages = Races.run(
                8, number -> () -> visitor.open("/sign-in", "Referer", "http://localhost:" + port + "/prices"));

        assertThat(pages).allSatisfy(page -> assertThat(page.value().status()).isEqualTo(200));
    }

    @Test
    void theFormsOfTheFirstPagesAfterSigningInAreAllValidHoweverFastTheyAreOpened() {
        visitor.signIn(customers.account().email());

        List<Outcome<Page>> pages = Races.run(6, number -> () -> visitor.open("/billing/top-up"));

        assertThat(pages).allSatisfy(page -> assertThat(visitor.submit(page.value(), "/billing/top-up", Map.of())
                        .status())
                .isEqualTo(422));
    }

    @Test
    void thePagesSpeakChinese() {
        Page in = visitor.open("/sign-in", "Accept-Language", "zh-CN");
        assertThat(in.text("h1")).isEqualTo("登录");
        assertThat(visitor.open("/sign-up", "Accept-Language", "zh-CN").text("label[for=repeat]"))
                .isEqualTo("确认密码");
    }

    @Test
    void aLongAddressFitsIntoTheSessionsRow() {
        String email = "a".repeat(150) + Customers.anEmail();
        assertThat(signUp(email, "long enough", "long enough").location()).isEqualTo("/");

        assertThat(jdbc.sql("select count(*) from spring_session where principal_name = ?")
                        .param(email)
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
    }

    private int idleSeconds() {
        String id = new String(Base64.getDecoder().decode(visitor.session().orElseThrow()), StandardCharsets.US_ASCII);
        return jdbc.sql("select max_inactive_interval from spring_session where session_id = ?")
                .param(id)
                .query(Integer.class)
                .single();
    }

    private Page signUp(String email, String password, String repeat) {
        return visitor.submit(
                visitor.open("/sign-up"), "/sign-up", Map.of("email", email, "password", password, "repeat", repeat));
    }
}
