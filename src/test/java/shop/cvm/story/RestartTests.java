package shop.cvm.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import shop.cvm.ShopProcess;
import shop.cvm.web.HttpVisitor;

/**
 * What the shop has answered is still so after it was killed, and what was under way goes on; told to stop, it stops
 * without a word of trouble.
 */
class RestartTests {

    private static final String[] QUICK = {
        "--shop.instance.simulated.boot-min=3s",
        "--shop.instance.simulated.boot-max=4s",
        "--shop.instance.simulated.prepaid-address-min=6s",
        "--shop.instance.simulated.prepaid-address-max=8s",
    };

    @TempDir
    Path folder;

    @Test
    void aShopKilledRightAfterThePaymentDeliversTheMachineWhenItIsBack() throws Exception {
        FirstPurchaseStory story;
        Visitor visitor;
        try (ShopProcess shop = ShopProcess.start(folder, QUICK)) {
            visitor = new Visitor(shop.port());
            story = new FirstPurchaseStory(visitor, () -> {});
            story.orderAndPayPrepaid();
            assertThat(folder.resolve("shop.log"))
                    .content()
                    .contains("CVM Shop is open at http://localhost:" + shop.port());
            shop.kill();
        }
        try (ShopProcess shop = ShopProcess.start(folder, QUICK)) {
            visitor.movesTo(shop.port());
            story.waitForAddress();
            assertThat(story.instances()).singleElement().asString().contains("Prepaid", "Running");
            assertThat(new HttpVisitor(shop.port())
                            .open("/_sandbox/invariants", "Accept", "*/*")
                            .body())
                    .startsWith("{\"holds\":true");
        }
        assertThat(folder.resolve("shop.log"))
                .as("the second shop was told to stop, and closed its file last")
                .content()
                .doesNotContain(" ERROR ", " WARN ", "Exception");
    }
}
