package shop.cvm.web.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.RoundTrips;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.account.AccountId;
import shop.cvm.account.Preferences;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.ActKind;
import shop.cvm.instance.History;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceTags;
import shop.cvm.instance.Instances;
import shop.cvm.instance.InvalidTag;
import shop.cvm.instance.NoSuchInstance;
import shop.cvm.web.HttpVisitor;
import shop.cvm.web.Pages;

/** Finding instances in the list, their tags, and the columns of the list. */
@ShopTest
class SearchPagesTests {

    @Autowired
    private MockMvc mvc;

    @LocalServerPort
    private int port;

    @Autowired
    private Meters meters;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private InstanceTags tags;

    @Autowired
    private History history;

    @Autowired
    private Preferences preferences;

    @Autowired
    private Invariants invariants;

    private Account customer;
    private AccountId account;
    private Instance hourly;
    private Instance monthly;
    private Pages pages;

    @BeforeEach
    void twoDifferentMachines() {
        meters.park();
        customer = customers.account();
        account = customer.id();
        customers.credit(account, "1000.00");
        hourly = meters.buy(account, Specs.postpaid());
        monthly = meters.buy(account, Specs.withType(Specs.prepaid(), "ap-guangzhou-3", "S5.LARGE8"));
        instances.rename(account, hourly.id(), "Web 100% front");
        instances.rename(account, monthly.id(), "db_main");
        pages = Pages.of(mvc, customer);
    }

    @AfterEach
    void theInvariantsHold() {
        invariants.hold();
    }

    @Test
    void eachFilterFindsWhatFitsAndNothingElse() {
        tags.change(account, monthly.id(), List.of(tag("env", "prod")), Set.of());
        assertFound("q=web", hourly);
        assertFound("q=WEB%20100%25", hourly);
        assertFound("q=100_", new Instance[0]);
        assertFound("q=db_", monthly);
        assertFound("q=" + monthly.id(), monthly);
        assertFound("q=" + monthly.id().instanceId().substring(0, 9), monthly);
        assertFound("zone=ap-guangzhou-3", monthly, hourly);
        assertFound("zone=ap-nowhere-1", new Instance[0]);
        assertFound("type=S5.LARGE8", monthly);
        assertFound("charge=POSTPAID_BY_HOUR", hourly);
        assertFound("charge=PREPAID&q=web", new Instance[0]);
        assertFound("charge=FREE", monthly, hourly);
        assertFound("tag=env", monthly);
        assertFound("tag=env&value=prod", monthly);
        assertFound("tag=env&value=test", new Instance[0]);
        assertFound("tag=team", new Instance[0]);
        assertFound("show=stopped&q=web", new Instance[0]);
        assertFound("q=%00%01", monthly, hourly);
        assertFound("q=%27%3B--%25", new Instance[0]);
    }

    @Test
    void anAddressIsFoundByItsBeginning() {
        pass();
        String address = now(hourly).publicIp().orElseThrow();

        assertFound("q=" + address, hourly);
        assertFound("q=" + now(monthly).privateIp().orElseThrow(), monthly);
    }

    @Test
    void nothingOfSomebodyElseIsFound() {
        Pages stranger = Pages.of(mvc, customers.account());

        assertThat(stranger.page("/instances?q=" + hourly.id()).select("tbody tr"))
                .isEmpty();
        assertThatExceptionOfType(NoSuchInstance.class)
                .isThrownBy(() ->
                        tags.change(customers.account().id(), hourly.id(), List.of(tag("env", "prod")), Set.of()));
    }

    @Test
    void whatWasAskedForStaysInEveryLinkAndForm() {
        Document page = pages.page("/instances?q=web&charge=POSTPAID_BY_HOUR");

        assertThat(page.selectFirst("#q").attr("value")).isEqualTo("web");
        assertThat(page.selectFirst("#charge option[selected]").attr("value")).isEqualTo("POSTPAID_BY_HOUR");
        assertThat(page.select("main nav a").eachAttr("href"))
                .contains("/instances?show=stopped&q=web&charge=POSTPAID_BY_HOUR");
        assertThat(page.select("form[action=/instances/bulk] input[type=hidden][name=q]")
                        .attr("value"))
                .isEqualTo("web");
        MockHttpServletResponse done = pages.post(
                "/instances/bulk",
                Map.of("action", "START", "id", hourly.id().instanceId(), "show", "all", "q", "web"));
        assertThat(done.getRedirectedUrl()).isEqualTo("/instances?show=all&q=web");
        assertThat(pages.in(Locale.CHINESE).page("/instances?q=nichts").text()).contains("没有符合条件的实例");
    }

    @Test
    void aRowHasOneLinkAndTheListAsksTheDatabaseAsOftenForManyAsForOne() {
        List<String> forTwo = RoundTrips.of(() -> pages.page("/instances"));
        List<Instance> more = new ArrayList<>(meters.buy(account, Specs.postpaid(), 6));
        more.forEach(one -> tags.change(account, one.id(), List.of(tag("env", "test")), Set.of()));
        assertThat(pages.page("/instances").select("tbody tr"))
                .allSatisfy(row -> assertThat(row.select("a")).hasSize(1));

        assertThat(RoundTrips.of(() -> pages.page("/instances"))).hasSameSizeAs(forTwo);
    }

    @Test
    void tagsAreAddedReplacedAndTakenAwayAndTheHistoryTellsIt() {
        InstanceId id = hourly.id();
        String form = "/instances/tags?id=" + id;
        MockHttpServletResponse set =
                pages.post(form, Map.of("alone", "true", "tagKey", " env ", "tagValue", "prod, <b>"));
        assertThat(set.getRedirectedUrl()).isEqualTo("/instances/" + id);
        assertThat(pages.page("/instances/" + id).select(".chip").eachText()).contains("env=prod, <b>");
        pages.post(form, Map.of("tagKey", "env", "tagValue", "test"));
        pages.post(form, Map.of("tagKey", "env", "tagValue", "test"));
        assertThat(tags.of(List.of(id)).get(id)).containsExactly(tag("env", "test"));
        pages.post(form, Map.of("tagKey", "team", "tagValue", "", "remove", "env"));

        assertThat(tags.of(List.of(id)).get(id)).containsExactly(tag("team", ""));
        assertThat(history.of(account, id, 0)
                        .filter(act -> act.kind() == ActKind.TAGGED)
                        .map(act -> act.detail())
                        .toList())
                .containsExactly("team=, −env", "env=test", "env=prod, <b>");
    }

    @Test
    void severalAreTaggedTogetherWithAResultForEach() {
        List<Instance> machines = meters.buy(account, Specs.postpaid(), 2);
        instances.terminate(account, machines.get(1).id(), machines.get(1).calledBy());
        HttpVisitor visitor = new HttpVisitor(port);
        visitor.signIn(customer.email());
        String ids = machines.get(0).id() + "%2C" + machines.get(1).id();
        HttpVisitor.Page page = visitor.open("/instances/tags?id=" + ids + "&show=all");

        HttpVisitor.Page answer = visitor.submit(
                page,
                "/instances/tags",
                Map.of(
                        "id", machines.get(0).id() + "," + machines.get(1).id(),
                        "tagKey", "env",
                        "tagValue", "prod"));

        assertThat(visitor.open(answer.location()).text("#results"))
                .startsWith("Edit tags")
                .contains(machines.get(0).id() + ": Done.")
                .contains(machines.get(1).id() + ": It has been terminated.");
        assertThat(tags.keys(account)).containsExactly("env");
    }

    @Test
    void aTagThatCannotBeIsRefusedAndKept() {
        assertRefused("tagKey", "", "prod", "Enter a key of 1 to 127 characters");
        assertRefused("tagKey", "x".repeat(128), "", "Enter a key of 1 to 127 characters");
        assertRefused("tagKey", "QCS:env", "", "reserved");
        assertRefused("tagKey", "项目1", "", "reserved");
        assertRefused("tagValue", "env", "x".repeat(256), "at most 255 characters");
        assertRefused("tagKey", "", "", "Enter a key, or tick");
        tags.change(
                account,
                hourly.id(),
                IntStream.range(0, 50)
                        .mapToObj(number -> tag("key" + number, ""))
                        .toList(),
                Set.of());
        assertThatExceptionOfType(InvalidTag.class)
                .isThrownBy(() -> tags.change(account, hourly.id(), List.of(tag("more", "")), Set.of()));
        tags.change(account, hourly.id(), List.of(tag("more", "")), Set.of("key7"));
    }

    @Test
    void whoTagsAtTheSameMomentNeverHasTooMany() {
        List<Outcome<Boolean>> outcomes = Races.run(
                12,
                number -> () -> tags.change(
                        account,
                        hourly.id(),
                        IntStream.range(0, 10)
                                .mapToObj(one -> tag("key-" + number + "-" + one, ""))
                                .toList(),
                        Set.of()));

        assertThat(outcomes).allMatch(one -> one.succeeded() || one.thrown() instanceof InvalidTag);
        assertThat(tags.of(List.of(hourly.id())).get(hourly.id())).hasSize(50);
    }

    @Test
    void theColumnsThatAnAccountWantsAreKeptForItAlone() {
        assertThat(headings()).contains("Zone", "Tags").doesNotContain("Image");
        MockHttpServletResponse saved =
                pages.post("/instances/columns?column=IMAGE&column=STATE&column=NONSENSE", Map.of("q", "web"));
        assertThat(saved.getRedirectedUrl()).isEqualTo("/instances?show=all&q=web");

        assertThat(headings()).containsExactly("Select", "Name and id", "State", "Image");
        assertThat(preferences.choice(account, InstanceColumn.PREFERENCE)).contains("STATE,IMAGE");
        assertThat(preferences.choice(customers.account().id(), InstanceColumn.PREFERENCE))
                .isEmpty();
        pages.post("/instances/columns", Map.of());
        assertThat(headings()).containsExactly("Select", "Name and id");
        Races.run(6, number -> () -> pages.post("/instances/columns?column=ZONE", Map.of()));
        assertThat(headings()).containsExactly("Select", "Name and id", "Zone");
    }

    private void assertRefused(String field, String key, String value, String words) {
        MockHttpServletResponse refused =
                pages.post("/instances/tags?id=" + hourly.id(), Map.of("tagKey", key, "tagValue", value));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(Pages.read(refused).selectFirst("#" + field + "-err").text()).contains(words);
        assertThat(Pages.read(refused).selectFirst("#tagKey").attr("value")).isEqualTo(key);
        assertThat(tags.of(List.of(hourly.id()))).isEmpty();
    }

    private void assertFound(String query, Instance... machines) {
        assertThat(pages.page("/instances?" + query).select("tbody th a").eachText())
                .as(query)
                .containsExactlyInAnyOrderElementsOf(List.of(machines).stream()
                        .map(machine -> machine.id().instanceId())
                        .toList());
    }

    private List<String> headings() {
        return pages.page("/instances").select("thead th").eachText();
    }

    private void pass() {
        meters.untilNextHour();
        meters.deliver();
    }

    private Instance now(Instance machine) {
        return instances.instance(account, machine.id());
    }

    private static shop.cvm.instance.Tag tag(String key, String value) {
        return new shop.cvm.instance.Tag(key, value);
    }
}
