package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.springframework.context.MessageSource;

/** Somebody without a mouse, who reads one language: comes to everything by Tab, and knows it by the words beside it. */
final class Keyboard {

    /** How often the way to a control is looked for again: some, like a date, are left by more than one Tab. */
    private static final int MOST_LOOKS = 40;

    /** What a date and time is typed as where the year comes last, and where it comes first; a blank leads to the next part. */
    private static final List<DateTimeFormatter> TIMES = List.of(
            DateTimeFormatter.ofPattern("MMddyyyy hhmma", Locale.ENGLISH),
            DateTimeFormatter.ofPattern("yyyy MMddHHmm", Locale.ENGLISH));

    /**
     * How many Tabs lead there from where the focus is, less than nothing for Shift and Tab, which leads from the beginning
     * of a page to its end. It only saves questions: whether the keys have led there is asked in the end.
     */
    private static final String TABS = """
            target => {
              const chosen = radio => [...document.getElementsByName(radio.name)]
                .some(one => one.form === radio.form && one.checked);
              const stops = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
                .filter(one => one.tabIndex >= 0 && !one.disabled && one.checkVisibility())
                .filter(one => one.type !== 'radio' || one.checked || !chosen(one));
              if (!stops.includes(target)) {
                throw new Error('No Tab leads to ' + target.outerHTML);
              }
              const from = stops.indexOf(document.activeElement);
              const to = stops.indexOf(target);
              const fromTheEnd = stops.length - to;
              return from < 0 && fromTheEnd <= to ? -fromTheEnd : to - from;
            }""";

    private final Page page;
    private final MessageSource messages;
    private final Locale language;

    /** @param page in this language, of somebody who has signed in */
    Keyboard(Page page, MessageSource messages, Locale language) {
        this.page = page;
        this.messages = messages;
        this.language = language;
    }

    /** As the shop says it in this language. */
    String text(String key, Object... arguments) {
        return messages.getMessage(key, arguments, language);
    }

    /** The button that is called so. */
    Locator button(String key, Object... arguments) {
        return named(AriaRole.BUTTON, key, arguments);
    }

    /** The link that is called so. */
    Locator link(String key, Object... arguments) {
        return named(AriaRole.LINK, key, arguments);
    }

    private Locator named(AriaRole role, String key, Object... arguments) {
        String name = text(key, arguments);
        return page.locator("main")
                .getByRole(role, new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    void open(String path) {
        page.navigate(path);
        assertThat(page.locator("html")).hasAttribute("lang", text("common.lang"));
    }

    /** From control to control until this one has the focus. */
    void tabTo(Locator control) {
        tabTo(page, control);
    }

    /** The same, whatever the language. */
    static void tabTo(Page page, Locator control) {
        ElementHandle target = control.elementHandle();
        for (int looks = 0; looks < MOST_LOOKS; looks++) {
            int tabs = (Integer) target.evaluate(TABS);
            if (tabs == 0) {
                break;
            }
            hold(page, tabs < 0, Math.abs(tabs));
        }
        assertThat(control).isFocused();
    }

    /** Holds Tab, with Shift if it is to lead back, until it has come as often as this. */
    private static void hold(Page page, boolean back, int times) {
        if (back) {
            page.keyboard().down("Shift");
        }
        for (int come = 0; come < times; come++) {
            page.keyboard().down("Tab");
        }
        page.keyboard().up("Tab");
        if (back) {
            page.keyboard().up("Shift");
        }
    }

    /** Goes there and presses Enter, which leads to another page or to this one anew. */
    void press(Locator control) {
        tabTo(control);
        enter();
    }

    /** Presses Enter where the focus is, which leads to another page or to this one anew. */
    void enter() {
        page.evaluate("document.documentElement.dataset.left = ''");
        page.keyboard().press("Enter");
        page.locator("html:not([data-left])").waitFor();
        page.waitForLoadState();
    }

    /** A box that is ticked or cleared. */
    void tick(Locator box) {
        tabTo(box);
        page.keyboard().press("Space");
    }

    /** One of several, of which another one is chosen. */
    void choose(Locator radio) {
        tabTo(page.locator("input[type=radio][name='" + radio.getAttribute("name") + "']:checked"));
        while (!radio.isChecked()) {
            page.keyboard().press("ArrowDown");
        }
        assertThat(radio).isFocused();
    }

    /** In place of whatever is in a field. */
    void type(Locator field, String text) {
        tabTo(field);
        page.keyboard().press("ControlOrMeta+a");
        page.keyboard().type(text);
    }

    /** The entry of a list that begins like this. */
    void pick(Locator list, String text) {
        tabTo(list);
        page.keyboard().type(text);
    }

    /** The last entry of a list. */
    void pickLast(Locator list) {
        tabTo(list);
        page.keyboard().press("End");
    }

    /** A field for a date and a time, whose parts the browser orders as it likes. */
    void type(Locator field, LocalDateTime time) {
        for (DateTimeFormatter order : TIMES) {
            tabToFirstPart(field);
            for (String keys : order.format(time).split(" ")) {
                page.keyboard().type(keys);
                page.keyboard().press("ArrowRight");
            }
            if (field.inputValue().equals(time.toString())) {
                return;
            }
        }
        assertThat(field).hasValue(time.toString());
    }

    /** From what is before it. */
    private void tabToFirstPart(Locator field) {
        tabTo(field);
        while ((Boolean) field.evaluate("one => one === document.activeElement")) {
            page.keyboard().press("Shift+Tab");
        }
        page.keyboard().press("Tab");
    }
}
