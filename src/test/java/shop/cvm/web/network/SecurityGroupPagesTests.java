package shop.cvm.web.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.Account;
import shop.cvm.billing.Meters;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.SecurityGroupRule;
import shop.cvm.network.SecurityGroupRule.Direction;
import shop.cvm.network.SecurityGroupRule.Policy;
import shop.cvm.network.SecurityGroupRule.Protocol;
import shop.cvm.network.SecurityGroups;
import shop.cvm.web.Pages;

@ShopTest
@Tag("page")
class SecurityGroupPagesTests {

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Customers customers;

    @Autowired
    private Meters meters;

    @Autowired
    private SecurityGroups groups;

    private Account customer;
    private Pages pages;

    @BeforeEach
    void aCustomer() {
        customer = customers.account();
        customers.credit(customer.id(), "1000.00");
        pages = Pages.of(mvc, customer);
    }

    @Test
    void aGroupIsMadeFilledRenamedAndDeleted() {
        assertThat(pages.page("/network").text()).contains("You have no security group yet.");
        String group = made("web", "COMMON_PORTS");
        Document page = pages.page(group);
        assertThat(page.selectFirst("h1").text()).isEqualTo("web");
        assertThat(ports(page)).startsWith("22", "80", "443", "3389", "All");

        MockHttpServletResponse added = pages.post(
                group + "/rules",
                fields(page, Map.of("protocol", "UDP", "port", "53", "range", "10.1.2.3/8", "place", "2")));
        assertThat(added.getStatus()).isEqualTo(303);
        page = pages.page(group);
        assertThat(ports(page)).startsWith("22", "53", "80");
        assertThat(page.select("table").first().select("td.mono").get(1).text()).isEqualTo("10.0.0.0/8");

        change(group, page, "UP", "INGRESS", 1);
        page = pages.page(group);
        assertThat(ports(page)).startsWith("53", "22", "80");
        change(group, page, "REMOVE", "INGRESS", 0);
        assertThat(ports(pages.page(group))).startsWith("22", "80");

        pages.post(group + "/name", Map.of("name", "front <b>", "about", "for everybody"));
        assertThat(pages.page("/network").select("tbody th .strong").eachText()).contains("front <b>");
        assertThat(pages.post(group + "/deletion", Map.of()).getStatus()).isEqualTo(303);
        assertThat(pages.get(group).getStatus()).isEqualTo(404);
    }

    @Test
    void aPageThatIsOutOfDateChangesNothing() {
        String group = made("web", "EMPTY");
        Document old = pages.page(group);
        pages.post(group + "/rules", fields(old, Map.of("port", "22")));

        MockHttpServletResponse refused = pages.post(group + "/rules", fields(old, Map.of("port", "80")));

        assertThat(refused.getStatus()).isEqualTo(409);
        assertThat(Pages.read(refused).selectFirst("#problems").text()).contains("The rules were changed meanwhile");
        assertThat(Pages.read(refused).selectFirst("#port").attr("value")).isEqualTo("80");
        assertThat(ports(pages.page(group))).containsExactly("22");
    }

    @Test
    void whatMeansNothingIsRefusedBesideItsField() {
        String group = made("web", "EMPTY");
        Document page = pages.page(group);
        Map<String, String> wrong = Map.of("port", "99999", "range", "10.0.0.0/99", "description", "x".repeat(101));
        wrong.forEach((field, text) -> {
            Map<String, String> fields = fields(page, Map.of("port", "22"));
            fields.put(field, text);
            MockHttpServletResponse refused = pages.post(group + "/rules", fields);
            assertThat(refused.getStatus()).as(field).isEqualTo(422);
            assertThat(Pages.read(refused).selectFirst("#" + field + "-err"))
                    .as(field)
                    .isNotNull();
            assertThat(Pages.read(refused).selectFirst("#" + field).attr("value"))
                    .isEqualTo(text);
        });
        MockHttpServletResponse nameless =
                pages.post("/network/security-groups", Map.of("region", "ap-guangzhou", "name", " "));
        assertThat(nameless.getStatus()).isEqualTo(422);
        assertThat(Pages.read(nameless).selectFirst("#name-err").text()).contains("Enter a name of 1 to 60");
        MockHttpServletResponse nowhere =
                pages.post("/network/security-groups", Map.of("region", "ap-nowhere", "name", "web"));
        assertThat(Pages.read(nowhere).selectFirst("#region-err").text()).contains("Choose one of the regions");
        assertThat(Pages.read(nowhere).selectFirst("#name").attr("value")).isEqualTo("web");
    }

    @Test
    void theHundredAndFirstRuleIsRefusedInEitherDirection() {
        String group = made("web", "EMPTY");
        SecurityGroupId id = new SecurityGroupId(group.substring(group.lastIndexOf('/') + 1));
        List<SecurityGroupRule> rules = Arrays.stream(Direction.values())
                .flatMap(direction -> IntStream.range(1, SecurityGroupRule.MOST)
                        .mapToObj(port -> SecurityGroupRule.of(
                                direction, Policy.ACCEPT, Protocol.TCP, "" + port, "10.0.0.0/8", "")))
                .toList();
        groups.change(customer.id(), id, groups.group(customer.id(), id).version(), rules);

        for (Direction direction : Direction.values()) {
            Map<String, String> one = Map.of("direction", direction.name(), "port", "8080");
            assertThat(pages.post(group + "/rules", fields(pages.page(group), one))
                            .getStatus())
                    .as("the hundredth, " + direction)
                    .isEqualTo(303);
            MockHttpServletResponse refused = pages.post(group + "/rules", fields(pages.page(group), one));
            assertThat(refused.getStatus()).as("one more, " + direction).isEqualTo(422);
            assertThat(Pages.read(refused).selectFirst("#problems").text())
                    .contains("at most 100 rules in each direction");
        }
        assertThat(groups.group(customer.id(), id).rules()).hasSize(2 * SecurityGroupRule.MOST);
    }

    @Test
    void instancesArePutBehindGroupsOneOrManyAtATime() {
        List<Instance> machines = meters.buy(customer.id(), Specs.postpaid(), 2);
        String group = made("web", "COMMON_PORTS");
        String id = group.substring(group.lastIndexOf('/') + 1);
        String ids = machines.get(0).id() + "," + machines.get(1).id();
        MockHttpServletResponse asked = pages.post("/instances/bulk?id=" + ids, Map.of("action", "GROUPS"));
        Document form = pages.page(asked.getRedirectedUrl());
        assertThat(form.select("input[name=group]")).hasSize(4);
        assertThat(form.select("input[name=group][checked]")).hasSize(1);

        assertThat(pages.post("/instances/security-groups?id=" + ids, Map.of()).getStatus())
                .isEqualTo(422);
        pages.post("/instances/security-groups?id=" + ids, Map.of("group", id));

        assertThat(pages.page("/instances/" + machines.get(1).id())
                        .select("dd a")
                        .eachText())
                .contains("web");
        assertThat(pages.page(group).text()).contains("2 instances stand behind it");
        assertThat(pages.post(group + "/deletion", Map.of()).getStatus()).isEqualTo(409);
        assertThat(pages.in(Locale.CHINESE).page(group).text()).contains("已绑定 2 台实例");
    }

    @Test
    void whatIsSomebodyElsesIsNotThere() {
        String group = made("web", "EMPTY");
        Pages stranger = Pages.of(mvc, customers.account());

        assertThat(stranger.get(group).getStatus()).isEqualTo(404);
        assertThat(stranger.post(group + "/name", Map.of("name", "mine")).getStatus())
                .isEqualTo(404);
        assertThat(stranger.post(group + "/deletion", Map.of()).getStatus()).isEqualTo(404);
        assertThat(stranger.post("/network/security-groups/sg-%3Cx%3E/name", Map.of("name", "mine"))
                        .getStatus())
                .isEqualTo(404);
        assertThat(stranger.post(group + "/rules", Map.of("version", "0", "port", "22"))
                        .getStatus())
                .isEqualTo(404);
    }

    private String made(String name, String start) {
        return pages.post("/network/security-groups", Map.of("region", "ap-guangzhou", "name", name, "start", start))
                .getRedirectedUrl();
    }

    private void change(String group, Document page, String action, String direction, int index) {
        Map<String, String> fields = fields(page, Map.of("action", action, "direction", direction));
        fields.put("index", Integer.toString(index));
        assertThat(pages.post(group + "/rules/change", fields).getStatus()).isEqualTo(303);
    }

    private static Map<String, String> fields(Document page, Map<String, String> typed) {
        Map<String, String> fields = new HashMap<>(Map.of(
                "range",
                "0.0.0.0/0",
                "version",
                page.selectFirst("input[name=version]").val()));
        fields.putAll(typed);
        return fields;
    }

    /** Of the inbound rules. */
    private static List<String> ports(Document page) {
        return page.select("section:has(h2:contains(Inbound)) tbody td:nth-child(4)")
                .eachText();
    }
}
