package shop.cvm.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.cvm.ShopTest;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Ledger;
import shop.cvm.time.ShopClock;

/** The story of README over real HTTP and without script, on both databases. */
@ShopTest
class FirstPurchaseTests {

    @LocalServerPort
    int port;

    @Autowired
    Instances instances;

    @Autowired
    Ledger ledger;

    @Autowired
    ShopClock clock;

    @Test
    void aReaderOfTheReadmeBuysAPrepaidAndAPostpaidMachineAndSeesBothRunning() {
        FirstPurchaseStory story = new FirstPurchaseStory(new Visitor(port), this::tenMinutes);

        story.buyPrepaid();
        story.buyPostpaid();

        assertThat(story.instances()).contains("Prepaid", "Postpaid").doesNotContain("Assigning", "Pending");
        assertThat(ledger.invariants().hold()).isTrue();
    }

    private void tenMinutes() {
        for (int minute = 0; minute < 10; minute++) {
            clock.advance(Duration.ofMinutes(1));
            instances.advanceDue();
        }
    }
}
