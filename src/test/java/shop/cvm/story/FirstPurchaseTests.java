package shop.cvm.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Ledger;
import shop.cvm.time.ShopClock;

/** The story of README over real HTTP and without script, on both databases. */
@ShopTest
class FirstPurchaseTests {

    /** The public one, and below it the private one. */
    private static final String ADDRESSES = "Address198\\.1[89](\\.\\d{1,3}){2} \\d{1,3}(\\.\\d{1,3}){3} ";

    @LocalServerPort
    int port;

    @Autowired
    Instances instances;

    @Autowired
    Ledger ledger;

    @Autowired
    Invariants invariants;

    @Autowired
    ShopClock clock;

    @Test
    void aReaderOfTheReadmeBuysAPrepaidAndAPostpaidMachineAndSeesBothRunning() {
        FirstPurchaseStory story = new FirstPurchaseStory(new Visitor(port), this::tenMinutes);

        story.buyPrepaid();
        story.buyPostpaid();

        assertThat(story.instances())
                .satisfiesExactly(
                        postpaid -> assertThat(postpaid)
                                .contains(" Running ", "BillingPostpaid")
                                .containsPattern(ADDRESSES),
                        prepaid -> assertThat(prepaid)
                                .contains(" Running ", "BillingPrepaid")
                                .containsPattern(ADDRESSES));
        invariants.hold();
    }

    private void tenMinutes() {
        for (int minute = 0; minute < 10; minute++) {
            clock.advance(Duration.ofMinutes(1));
            instances.advanceDue();
        }
    }
}
