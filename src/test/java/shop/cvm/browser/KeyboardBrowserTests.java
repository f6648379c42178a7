package shop.cvm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import shop.cvm.Customers;
import shop.cvm.account.Account;
import shop.cvm.account.KeyPairs;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.TerminationPlan;
import shop.cvm.instance.TerminationPlans;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;
import shop.cvm.web.Show;

/** Everything an owner does with machines, done to its end by keyboard alone, once in each language. */
class KeyboardBrowserTests extends BrowserTest {

    private static final String LARGE = "S5.LARGE8";

    private final InstanceSpec byTraffic = Specs.withNetwork(Specs.postpaid(), InternetChargeType.TRAFFIC, 5);

    @Autowired
    private Customers customers;

    @Autowired
    private Meters meters;

    @Autowired
    private Instances instances;

    @Autowired
    private TerminationPlans plans;

    @Autowired
    private KeyPairs keyPairs;

    @Autowired
    private MessageSource messages;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Show show;

    private Account customer;
    private List<Instance> hourly;
    private List<Instance> prepaid;
    private Page page;
    private Keyboard keys;
    private int pairs;

    /** What somebody does, and sees that it is done. */
    private interface Action {

        void done() throws InterruptedException;
    }

    @Test
    void everyActionIsReachedAndDoneByKeyboardAloneInBothLanguages() throws InterruptedException {
        for (Locale language : List.of(Locale.ENGLISH, Locale.SIMPLIFIED_CHINESE)) {
            begin(language);
            for (Map.Entry<String, Action> action : actions().entrySet()) {
                try {
                    action.getValue().done();
                } catch (AssertionError | RuntimeException failed) {
                    throw new AssertionError(action.getKey() + ", in " + language, failed);
                }
            }
            page.context().close();
            meters.park();
        }
        meters.heard();
    }

    private Map<String, Action> actions() {
        Map<String, Action> actions = new LinkedHashMap<>();
        actions.put("search", this::search);
        actions.put("columns", this::chooseColumns);
        actions.put("start, stop, reboot", this::power);
        actions.put("rename", this::rename);
        actions.put("tags", this::tag);
        actions.put("protection", this::protect);
        actions.put("timed termination", this::time);
        actions.put("key pair", this::bindKeyPair);
        actions.put("security groups", this::bindGroups);
        actions.put("password", this::resetPassword);
        actions.put("hourly configuration", this::configureHourly);
        actions.put("stop without charge", this::shelve);
        actions.put("reinstallation", this::reinstall);
        actions.put("protection of several", this::protectSeveral);
        actions.put("security groups of several", this::bindGroupsOfSeveral);
        actions.put("key pair of several", this::bindKeyPairOfSeveral);
        actions.put("a security group and its rules", this::writeRules);
        actions.put("conversion", this::convert);
        actions.put("more bandwidth", this::widen);
        actions.put("another type and larger disks", this::enlarge);
        actions.put("traffic in place of bandwidth", this::switchToTraffic);
        actions.put("renewal", this::renew);
        actions.put("renewal by itself", this::renewByItself);
        actions.put("renewal of several to a day", this::renewSeveral);
        actions.put("return", this::giveBack);
        actions.put("return of several", this::giveBackSeveral);
        actions.put("termination", this::terminate);
        actions.put("termination of several", this::terminateSeveral);
        actions.put("renewal from the recycle bin", this::recover);
        return actions;
    }

    private void begin(Locale language) {
        meters.park();
        customer = customers.account();
        customers.credit(customer.id(), "20000.00");
        hourly = meters.buy(customer.id(), byTraffic, 6);
        prepaid = meters.buy(customer.id(), Specs.prepaid(), 8);
        keyPairs.importKey(customer.id(), "laptop", Customers.PUBLIC_KEY);
        instances.rename(customer.id(), hourly.get(0).id(), "front");
        boolean isEnglish = language.equals(Locale.ENGLISH);
        Visitor visitor = visitor().with(options -> options.setViewportSize(1024, 500));
        page = signedIn(isEnglish ? visitor : visitor.chinese(), customer);
        keys = new Keyboard(page, messages, language);
    }

    private void search() {
        keys.open("/instances");
        keys.type(page.locator("#q"), "front");
        keys.enter();
        assertThat(page.locator("tbody tr")).hasCount(1);
    }

    private void chooseColumns() {
        Locator image = page.locator("thead th").getByText(keys.text("instance.image"));
        keys.open("/instances");
        assertThat(image).hasCount(0);
        keys.tabTo(page.locator("details.more summary"));
        page.keyboard().press("Enter");
        keys.tick(page.locator("input[name=column][value=IMAGE]"));
        keys.press(keys.button("console.columns.button"));
        assertThat(image).hasCount(1);
    }

    private void power() {
        openHourly(0);
        keys.press(keys.button("instance.power.STOP"));
        assertLatest("console.act.STOPPED");
        meters.deliver();
        openHourly(0);
        keys.press(keys.button("instance.power.START"));
        assertLatest("console.act.STARTED");
        meters.deliver();
        openHourly(0);
        keys.press(keys.button("instance.power.REBOOT"));
        assertLatest("console.act.REBOOTED");
        meters.deliver();
        assertThat(hourly(0).isRunning()).isTrue();
    }

    private void rename() {
        openHourly(0);
        keys.type(page.locator("#name"), "web");
        keys.press(keys.button("instance.rename.button"));
        assertThat(page.locator("h1")).hasText("web");
        assertLatest("console.act.RENAMED", "web");
    }

    private void tag() {
        stayAtHourly(0);
        keys.press(keys.link("console.tags.edit"));
        keys.type(page.locator("#tagKey"), "env");
        keys.type(page.locator("#tagValue"), "prod");
        keys.press(keys.button("console.tags.button"));
        assertLatest("console.act.TAGGED", "env=prod");
    }

    private void protect() {
        stayAtHourly(0);
        keys.press(keys.button("console.protection.button"));
        assertLatest("console.act.PROTECTED");
        keys.press(keys.button("console.protection.lift"));
        assertLatest("console.act.UNPROTECTED");
    }

    private void time() {
        stayAtHourly(0);
        LocalDateTime tomorrow = ShopCalendar.dayOf(clock.now()).plusDays(1).atTime(18, 30);
        keys.type(page.locator("#terminateAt"), tomorrow);
        keys.press(keys.button("console.timed.button"));
        String at = show.time(tomorrow.atZone(ShopCalendar.ZONE).toInstant());
        assertLatest("console.act.TERMINATION_SET", at);
        assertThat(plans.of(id(hourly, 0))).isPresent();
        keys.press(keys.button("console.timed.cancel"));
        assertLatest("console.act.TERMINATION_CANCELLED");
        assertThat(plans.of(id(hourly, 0)).flatMap(TerminationPlan::terminateAt))
                .isEmpty();
    }

    private void bindKeyPair() {
        stayAtHourly(0);
        keys.press(keys.link("console.keys.title"));
        keys.pick(page.locator("#keyPair"), "laptop");
        saveLogin();
        assertLatest("console.act.KEY_BOUND", "laptop");
        untilDone();
        openHourly(0);
        keys.press(keys.link("console.keys.title"));
        keys.pickLast(page.locator("#keyPair"));
        saveLogin();
        assertLatest("console.act.KEY_UNBOUND", "laptop");
        untilDone();
    }

    private void saveLogin() {
        keys.tick(page.locator("#forced"));
        keys.press(keys.button("console.keys.button"));
    }

    private void bindGroups() {
        openHourly(0);
        keys.press(keys.link("console.groups.bind"));
        keys.tick(page.locator("input[name=group]:not(:checked)").first());
        keys.press(keys.button("console.groups.button"));
        assertLatestBegins("console.act.GROUPS_CHANGED");
    }

    private void resetPassword() {
        stayAtHourly(0);
        keys.tick(page.locator("#forced"));
        keys.press(keys.button("instance.reset.button"));
        assertLatest("console.act.PASSWORD_RESET");
        untilDone();
        openHourly(0);
        keys.press(keys.button("instance.password.show"));
        assertThat(page.locator("#initial-password")).isVisible();
    }

    private void configureHourly() {
        openHourly(0);
        keys.press(keys.link("instance.adjust"));
        keys.type(page.locator("#bandwidth"), "7");
        keys.press(keys.button("instance.adjust.show"));
        keys.press(keys.button("instance.adjust.confirm"));
        assertLatestBegins("console.act.CONFIGURED");
        assertThat(hourly(0).configuration().bandwidthMbps()).isEqualTo(7);
        meters.deliver();
    }

    private void shelve() {
        openHourly(1);
        keys.press(keys.button("instance.shelve"));
        assertLatest("console.act.STOPPED_WITHOUT_CHARGE");
        meters.deliver();
        assertThat(hourly(1).isShelved()).isTrue();
    }

    private void reinstall() {
        openHourly(2);
        keys.press(keys.link("console.reinstall"));
        keys.tick(page.locator("#confirmed"));
        keys.press(keys.button("console.reinstall.button"));
        assertLatestBegins("console.act.REINSTALLED");
        untilDone();
        assertThat(hourly(2).isReinstalling()).isFalse();
    }

    private void protectSeveral() {
        select(hourly, 0, 2);
        keys.press(keys.button("instance.bulk.PROTECT"));
        assertDoneForTwo();
        assertThat(plans.of(id(hourly, 2))).isPresent();
        tick(hourly, 0, 2);
        keys.press(keys.button("instance.bulk.UNPROTECT"));
        assertDoneForTwo();
    }

    private void bindGroupsOfSeveral() {
        select(hourly, 0, 2);
        keys.press(keys.button("console.groups"));
        keys.tick(page.locator("input[name=group]:not(:checked)").last());
        keys.press(keys.button("console.groups.button"));
        assertDoneForTwo();
    }

    private void bindKeyPairOfSeveral() {
        select(hourly, 0, 2);
        keys.press(keys.button("console.keys"));
        keys.pick(page.locator("#keyPair"), "laptop");
        saveLogin();
        assertDoneForTwo();
        untilDone();
        assertThat(hourly(2).keyPair()).isPresent();
    }

    private void writeRules() {
        keys.open("/network");
        keys.type(page.locator("#name"), "mine");
        keys.press(keys.button("console.group.create"));
        assertThat(page.locator("h1")).hasText("mine");
        for (String port : List.of("8080", "9090")) {
            keys.type(page.locator("#port"), port);
            keys.press(keys.button("console.rule.add"));
        }
        Locator ports = page.locator("form:has(input[value=INGRESS])").locator("xpath=ancestor::tr/td[4]");
        assertThat(ports.nth(0)).hasText("9090");
        keys.press(keys.button("console.rule.up.one", keys.text("console.rules.INGRESS"), 2));
        assertThat(ports.nth(0)).hasText("8080");
        int rules = ports.count();
        keys.press(keys.button("console.rule.remove.one", keys.text("console.rules.INGRESS"), 1));
        assertThat(ports.nth(0)).hasText("9090");
        assertThat(ports).hasCount(rules - 1);
    }

    private void convert() {
        openHourly(3);
        keys.press(keys.link("instance.convert"));
        orderAndPay("order.renewal.place", "conversion", 1);
        assertThat(hourly(3).configuration().isPrepaid()).isTrue();
    }

    private void widen() {
        openPrepaid(0);
        keys.press(keys.link("instance.adjust"));
        keys.type(page.locator("#bandwidth"), "5");
        keys.press(keys.button("instance.adjust.show"));
        orderAndPay("instance.adjust.order", "change", 1);
        assertThat(prepaid(0).configuration().bandwidthMbps()).isEqualTo(5);
        meters.deliver();
    }

    private void enlarge() {
        instances.power(customer.id(), id(prepaid, 0), PowerAction.STOP);
        meters.deliver();
        openPrepaid(0);
        keys.press(keys.link("instance.adjust"));
        keys.pick(page.locator("#type"), LARGE);
        keys.type(page.locator("#systemDiskSize"), "100");
        keys.press(keys.button("instance.adjust.show"));
        orderAndPay("instance.adjust.order", "change", 1);
        assertThat(prepaid(0).configuration().instanceType()).isEqualTo(LARGE);
        assertThat(prepaid(0).spec().systemDisk().sizeGb()).isEqualTo(100);
        meters.deliver();
    }

    private void switchToTraffic() {
        openPrepaid(1);
        keys.press(keys.link("instance.adjust"));
        keys.choose(page.locator("#internetChargeType-TRAFFIC"));
        keys.press(keys.button("instance.adjust.show"));
        keys.press(keys.button("instance.adjust.confirm"));
        assertThat(page.locator("h1")).hasText(keys.text("order.face.READY.change", 1));
        assertThat(prepaid(1).configuration().internetChargeType()).isEqualTo(InternetChargeType.TRAFFIC);
        meters.deliver();
    }

    private void renew() {
        openPrepaid(2);
        keys.press(keys.link("instance.renew"));
        keys.pick(page.locator("#months"), "3");
        keys.press(keys.button("order.renewal.show"));
        orderAndPay("order.renewal.place", "renewal", 1);
        assertThat(prepaid(2).expiresAt())
                .contains(ShopCalendar.plusMonths(prepaid.get(2).expiresAt().orElseThrow(), 3));
    }

    private void renewByItself() {
        openPrepaid(2);
        keys.choose(page.locator("input[name=renewal][value=NOTIFY_AND_AUTO_RENEW]"));
        keys.press(keys.button("instance.renewal.button"));
        assertLatest("console.act.RENEWAL_CHOSEN", keys.text("instance.renewal.NOTIFY_AND_AUTO_RENEW"));
        assertThat(prepaid(2).isAutoRenewed()).isTrue();
    }

    /** The first day of the list is the first of the month. */
    private void renewSeveral() {
        select(prepaid, 3, 4);
        keys.press(keys.button("instance.renew"));
        keys.tabTo(page.locator("#day"));
        page.keyboard().press("ArrowDown");
        keys.press(keys.button("order.renewal.show"));
        assertThat(page.locator("tbody tr")).hasCount(2);
        orderAndPay("order.renewal.place", "renewal", 2);
        assertThat(ShopCalendar.dayOf(prepaid(4).expiresAt().orElseThrow()).getDayOfMonth())
                .isEqualTo(1);
    }

    private void giveBack() {
        openPrepaid(5);
        keys.press(keys.link("instance.return"));
        keys.tick(page.locator("#confirm"));
        keys.press(keys.button("instance.return.button"));
        assertThat(page.locator("#results li")).containsText(keys.text("instance.return.done"));
        assertThat(prepaid(5).isInBin()).isTrue();
    }

    private void giveBackSeveral() {
        select(prepaid, 6, 7);
        keys.press(keys.button("instance.return"));
        keys.tick(page.locator("#confirm"));
        keys.press(keys.button("instance.return.button"));
        assertThat(page.locator("#results li").getByText(keys.text("instance.return.done")))
                .hasCount(2);
        assertThat(prepaid(7).isInBin()).isTrue();
    }

    private void terminate() {
        openHourly(4);
        keys.press(keys.link("instance.terminate"));
        keys.type(page.locator("#confirm"), hourly.get(4).calledBy());
        keys.enter();
        assertThat(page.locator("h1 + p .st")).hasText(keys.text("instance.state.TERMINATING"));
        assertThat(hourly(4).endedAt()).isPresent();
    }

    private void terminateSeveral() {
        select(hourly, 0, 5);
        keys.press(keys.button("instance.terminate"));
        keys.type(page.locator("#confirm"), "2");
        keys.enter();
        assertDoneForTwo();
        assertThat(hourly(5).endedAt()).isPresent();
    }

    /** The last one: others expire with it. */
    private void recover() throws InterruptedException {
        meters.expire(prepaid(1).expiresAt().orElseThrow().plus(Duration.ofDays(1)));
        meters.deliver();
        keys.open("/instances?show=bin");
        keys.tick(box(id(prepaid, 1)));
        keys.press(keys.button("instance.renew"));
        assertThat(page.locator("tbody")).containsText(keys.text("order.renewal.bin"));
        orderAndPay("order.renewal.place", "renewal", 1);
        meters.deliver();
        openPrepaid(1);
        assertThat(page.locator("h1 + p .st")).hasText(keys.text("instance.state.RUNNING"));
        assertThat(prepaid(1).state()).isEqualTo(InstanceState.RUNNING);
    }

    private void orderAndPay(String button, String kind, int machines) {
        keys.press(keys.button(button));
        assertThat(page.locator("h1")).hasText(keys.text("order.face.OPEN." + kind));
        keys.press(keys.button("order.pay.now"));
        assertThat(page.locator("h1")).hasText(keys.text("order.face.READY." + kind, machines));
    }

    /** Ticks two in the list, which shows no others: the way to them is long enough. */
    private void select(List<Instance> machines, int one, int other) {
        String name = "pair-" + ++pairs;
        instances.rename(customer.id(), id(machines, one), name);
        instances.rename(customer.id(), id(machines, other), name);
        keys.open("/instances?q=" + name);
        assertThat(page.locator("tbody tr")).hasCount(2);
        tick(machines, one, other);
    }

    private void tick(List<Instance> machines, int one, int other) {
        keys.tick(box(id(machines, one)));
        keys.tick(box(id(machines, other)));
    }

    private Locator box(InstanceId id) {
        return page.locator("input[name=id][value=" + id + "]");
    }

    private void assertDoneForTwo() {
        assertThat(page.locator("#results li").getByText(keys.text("instance.bulk.done")))
                .hasCount(2);
    }

    private void assertLatest(String key, Object... arguments) {
        assertThat(page.locator("#history tbody th").first()).hasText(keys.text(key, arguments));
    }

    /** What follows is told by its own tests. */
    private void assertLatestBegins(String key) {
        assertThat(page.locator("#history tbody th").first())
                .containsText(keys.text(key, "").strip());
    }

    /** It may be stopped, told something, and started again. */
    private void untilDone() {
        for (int step = 0; step < 3; step++) {
            meters.deliver();
        }
    }

    /** As {@link #openHourly}, and not again if it is still there as the action before has left it. */
    private void stayAtHourly(int number) {
        if (!page.url().endsWith("/instances/" + id(hourly, number))) {
            openHourly(number);
        }
    }

    private void openHourly(int number) {
        keys.open("/instances/" + id(hourly, number));
    }

    private void openPrepaid(int number) {
        keys.open("/instances/" + id(prepaid, number));
    }

    private Instance hourly(int number) {
        return instances.instance(customer.id(), id(hourly, number));
    }

    private Instance prepaid(int number) {
        return instances.instance(customer.id(), id(prepaid, number));
    }

    private static InstanceId id(List<Instance> machines, int number) {
        return machines.get(number).id();
    }
}
