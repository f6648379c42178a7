package shop.cvm.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The story that README tells, in the words of the pages: sign up on the way to the checkout, top up what is missing,
 * buy a prepaid machine, verify the identity, buy a postpaid one, and see both running with their addresses.
 */
final class FirstPurchaseStory {

    private final Visitor visitor;
    private final Runnable timePasses;
    private String order = "";

    /** @param timePasses lets ten minutes of the shop's time go by, with all that happens in them */
    FirstPurchaseStory(Visitor visitor, Runnable timePasses) {
        this.visitor = visitor;
        this.timePasses = timePasses;
    }

    void buyPrepaid() {
        orderAndPayPrepaid();
        waitForAddress();
    }

    void orderAndPayPrepaid() {
        visitor.open("/").choose("Prepaid").press("Buy now");
        assertThat(visitor.path()).isEqualTo("/sign-in");
        signUp();
        assertThat(visitor.path())
                .as("the configuration is kept over signing up")
                .isEqualTo("/checkout");
        visitor.press("Place order");
        topUpTheMissingAmount();
        pay();
    }

    void buyPostpaid() {
        visitor.open("/?chargeType=POSTPAID_BY_HOUR&internetChargeType=TRAFFIC&bandwidth=5")
                .press("Buy now");
        visitor.follow("Verify identity").press("Verify identity");
        assertThat(visitor.path()).as("back to what was to be bought").isEqualTo("/checkout");
        visitor.press("Place order");
        if (visitor.text().contains("Top up the missing amount")) {
            topUpTheMissingAmount();
        }
        pay();
        waitForAddress();
    }

    /** Waits on the page of the last order until its last step is done. */
    void waitForAddress() {
        timePasses.run();
        try {
            until(() -> visitor.open(order).text("h1").equals("Your instance is ready"));
        } catch (ConditionTimeoutException late) {
            throw new AssertionError("The order's page still says: " + visitor.text(), late);
        }
    }

    /** The rows of the table of instances, the newest first: what is in them, as people read it. */
    List<String> instances() {
        return visitor.open("/instances").texts("tbody tr");
    }

    private void signUp() {
        String email = "reader-" + UUID.randomUUID() + "@example.com";
        visitor.follow("Sign up")
                .type("E-mail", email)
                .type("Password", "a long enough one")
                .type("Repeat password", "a long enough one")
                .press("Sign up");
    }

    private void topUpTheMissingAmount() {
        String unpaid = visitor.path();
        visitor.follow("Top up the missing amount").choose("WeChat Pay").press("Top up");
        assertThat(visitor.path()).startsWith("/wallet/payments/");
        visitor.press("Pay");
        String result = visitor.path();
        until(() -> !visitor.open(result).text().contains("being checked"));
        visitor.open(unpaid);
        assertThat(visitor.text()).doesNotContain("Top up the missing amount");
    }

    private void pay() {
        order = visitor.path();
        visitor.choose("Balance").press("Pay now");
        assertThat(visitor.path()).isEqualTo(order);
        assertThat(visitor.text()).contains("Order progress");
    }

    private static void until(BooleanSupplier fact) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(200))
                .until(fact::getAsBoolean);
    }
}
