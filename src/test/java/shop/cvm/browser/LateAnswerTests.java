package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.web.Show;
import shop.cvm.web.purchase.Selection;
import shop.cvm.web.purchase.Selections;

/** Somebody types while the answer to an earlier change is still on its way; the test decides when it comes. */
class LateAnswerTests extends BrowserTest {

    private static final String LISTEN = """
            window.dealtWith = new Promise(resolve => document.addEventListener(
                'htmx:afterRequest', () => resolve(true), {once: true}));
            true""";

    @Autowired
    private Selections selections;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Show show;

    /** Questions of the page that have not been let through yet. */
    private final Deque<Route> held = new ArrayDeque<>();

    private Page page;

    @BeforeEach
    void askForThreeMachinesAndHoldTheAnswer() {
        page = open("/");
        page.route("**/?*", held::add);
        count().fill("3");
        count().press("Tab");
        page.waitForCondition(() -> !held.isEmpty());
    }

    @Test
    void whatIsTypedMeanwhileStaysAndIsPriced() {
        count().fill("30");
        letThrough();

        assertThat(count()).hasValue("30");
        assertThat(total()).not().hasText(totalOf(3));
        count().press("Tab");
        letThrough();
        assertThat(count()).hasValue("30");
        assertThat(total()).hasText(totalOf(30));
    }

    @Test
    void whatIsTypedAndTakenBackIsPricedAsItStands() {
        count().press("End");
        count().press("0");
        letThrough();
        assertThat(count()).hasValue("30");
        count().press("Backspace");
        assertThat(total()).not().hasText(totalOf(3));

        count().press("Tab");
        letThrough();
        assertThat(count()).hasValue("3");
        assertThat(total()).hasText(totalOf(3));
    }

    @Test
    void aNumberThatIsSelectedToBeReplacedStaysSelected() {
        count().press("Control+A");
        letThrough();
        assertThat(total()).hasText(totalOf(3));

        page.keyboard().type("30");
        assertThat(count()).hasValue("30");
    }

    /** Waits for the question and, after letting it through, until htmx has dealt with the answer. */
    private void letThrough() {
        page.waitForCondition(() -> !held.isEmpty());
        page.evaluate(LISTEN);
        held.remove().resume();
        page.evaluate("window.dealtWith");
    }

    private Locator count() {
        return page.locator("#count");
    }

    private Locator total() {
        return page.locator("#quote-total");
    }

    private String totalOf(int count) {
        Selection selection = selections.read("count=" + count).selection();
        Quote quote = pricing.quote(selection.spec(), count);
        return show.total(quote.total());
    }
}
