package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.MDC;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.account.ApiKeys;
import shop.cvm.account.NewApiKey;
import shop.cvm.billing.Meters;
import shop.cvm.cart.Carts;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.catalog.Stock;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceQuery;
import shop.cvm.instance.InstanceSearch;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.Cny;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.SecurityGroups;
import shop.cvm.network.StartingRules;
import shop.cvm.order.Order;
import shop.cvm.order.OrderLine;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchase;
import shop.cvm.order.Purchases;
import shop.cvm.time.ShopClock;
import shop.cvm.work.OrderTrace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Buying by the API: once, wholly or not at all, and the same as by the page. */
@ShopTest
@ExtendWith(OutputCaptureExtension.class)
class PurchaseApiTests {

    private static final String MACHINE =
            "\"Placement\": {\"Zone\": \"ap-guangzhou-3\"}, \"ImageId\": \"img-487zeit5\","
                    + " \"InstanceType\": \"S5.MEDIUM4\"";
    private static final String MONTHLY =
            MACHINE + ", \"InstanceChargeType\": \"PREPAID\", \"InstanceChargePrepaid\": {\"Period\": 1}";

    @Autowired
    private Gateway gateway;

    @Autowired
    private AskedFor asked;

    @Autowired
    private SecurityGroups groups;

    @Autowired
    private Stock stock;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private Offers offers;

    @Autowired
    private Catalog catalog;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private Customers customers;

    @Autowired
    private Carts carts;

    @Autowired
    private Meters meters;

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private InstanceSearch search;

    @Autowired
    private Ledger ledger;

    @Autowired
    private ShopClock shopClock;

    @Autowired
    private Clock clock;

    @Autowired
    private Invariants invariants;

    private AccountId account;
    private NewApiKey key;

    @BeforeEach
    void aCustomer() {
        account = customers.with("1000.00");
        key = keys.create(account, false);
    }

    @Test
    void equalRequestsAtOnceBuyOnce() {
        String request = "{" + MONTHLY + ", \"ClientToken\": \"" + UUID.randomUUID() + "\", \"InstanceCount\": 2}";

        List<Outcome<JsonNode>> bought = Races.run(4, number -> () -> call("RunInstances", request));

        assertThat(bought).allMatch(Outcome::succeeded);
        assertThat(bought.stream().map(one -> one.value().get("InstanceIdSet")).collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(bought.get(0).value().get("InstanceIdSet").size()).isEqualTo(2);
        assertThat(orders.orders(account, 0).getTotalElements()).isEqualTo(1);
        assertThat(code("RunInstances", request.replace("\"InstanceCount\": 2", "\"InstanceCount\": 1")))
                .isEqualTo("InvalidParameterCombination");
        invariants.hold();
    }

    /** Longer than the 24 hours of the contract: no schedule removes what a token stands for. */
    @Test
    void aTokenAnswersLongAfterWhateverIsOverIsGone() {
        String request = "{" + MONTHLY + ", \"ClientToken\": \"" + UUID.randomUUID() + "\"}";
        List<String> bought = ids(call("RunInstances", request));

        shopClock.advance(Duration.ofDays(2));
        orders.expireDue();
        carts.removeExpired();
        instances.advanceDue();

        assertThat(ids(call("RunInstances", request))).isEqualTo(bought);
        assertThat(orders.orders(account, 0).getTotalElements()).isEqualTo(1);
        invariants.hold();
    }

    @Test
    void theLogNamesTheOrderOfAPurchaseBesideTheRequest(CapturedOutput output) {
        String id = call("RunInstances", "{" + MONTHLY + "}").get("RequestId").asString();
        String order =
                orders.orders(account, 0).getContent().get(0).order().number().number();

        assertThat(output.getOut().lines().filter(line -> line.contains("RunInstances done")))
                .anySatisfy(line -> assertThat(line).contains("[" + id + "] [" + order + "]"));
        assertThat(MDC.get(OrderTrace.KEY)).as("after the request").isNull();
    }

    @Test
    void aRefusedPurchaseLeavesNothingAndItsTokenIsFree() {
        AccountId poor = customers.with("1.00");
        key = keys.create(poor, false);
        String request = "{" + MONTHLY + ", \"ClientToken\": \"once-more\"}";

        assertThat(code("RunInstances", request)).isEqualTo("InvalidAccount.InsufficientBalance");
        assertThat(code("RunInstances", request.replace("\"ClientToken\"", "\"DryRun\": true, \"ClientToken\"")))
                .isEqualTo("InvalidAccount.InsufficientBalance");
        assertThat(orders.orders(poor, 0)).isEmpty();
        assertThat(ledger.balance(poor).frozen().isZero()).isTrue();

        customers.credit(poor, "500.00");
        assertThat(call("RunInstances", request).get("InstanceIdSet").size()).isEqualTo(1);
        invariants.hold();
    }

    /** It is the request that is repeated, not what it comes to: stock and groups are other ones by then. */
    @Test
    void aTokenIsKnownWhateverItsRequestWouldComeToNow() {
        SecurityGroupId group = groups.create(account, SignedCalls.REGION, "passing", "", StartingRules.COMMON_PORTS);
        String request = "{\"Placement\": {\"Zone\": \"ap-guangzhou-3\"}, \"ImageId\": \"img-487zeit5\","
                + " \"SecurityGroupIds\": [\"" + group + "\"], \"ClientToken\": \"whatever\"}";
        List<String> bought = ids(call("RunInstances", request));
        pass();
        String type = type(bought);
        int free = stock.freeNow("ap-guangzhou-3", type);
        transaction.executeWithoutResult(status -> stock.take("ap-guangzhou-3", type, free));
        try {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> stock.free("ap-guangzhou-3").getOrDefault(type, 0) == 0);
            List<String> other = ids(call("RunInstances", request.replace("whatever", "other")));
            assertThat(type(other)).as("what it would come to now").isNotEqualTo(type);
            assertThat(ids(call("RunInstances", request))).isEqualTo(bought);
            pass();
            assertThat(code("TerminateInstances", named(other))).isEmpty();
        } finally {
            transaction.executeWithoutResult(status -> stock.release("ap-guangzhou-3", type, free));
        }
        assertThat(code("TerminateInstances", named(bought))).isEmpty();
        pass();
        groups.delete(account, group);

        assertThat(ids(call("RunInstances", request))).isEqualTo(bought);
        assertThat(code("RunInstances", request.replace("whatever", "news")))
                .isEqualTo("InvalidSecurityGroupId.NotFound");
        invariants.hold();
    }

    private String type(List<String> ids) {
        return instances
                .instance(account, new InstanceId(ids.get(0)))
                .configuration()
                .instanceType();
    }

    /** Two tags, and one that is written like them; a password, and another one. */
    @Test
    void whatIsWrittenAlikeIsNotTheSame() {
        String request = "{" + MACHINE + ", \"ClientToken\": \"tagged\", \"LoginSettings\": {\"Password\":"
                + " \"Some1Password\"}, \"TagSpecification\": [{\"ResourceType\": \"instance\", \"Tags\": [%s]}]}";
        String two = request.formatted("{\"Key\": \"a\", \"Value\": \"b\"}, {\"Key\": \"c\", \"Value\": \"d\"}");
        List<String> bought = ids(call("RunInstances", two));

        assertThat(ids(call("RunInstances", two))).isEqualTo(bought);
        assertThat(code("RunInstances", request.formatted("{\"Key\": \"a\", \"Value\": \"b, c=d\"}")))
                .isEqualTo("InvalidParameterCombination");
        assertThat(code("RunInstances", two.replace("Some1Password", "Other1Password")))
                .isEqualTo("InvalidParameterCombination");
        ObjectNode parameters = (ObjectNode) JsonMapper.shared().readTree(two);
        assertThat(asked.by(Binding.bind(parameters, MachineRequest.class, false)))
                .contains("S5.MEDIUM4")
                .doesNotContain("Some1Password", "tagged");
        invariants.hold();
    }

    @Test
    void aRehearsalChecksEverythingAndLeavesNothing() {
        String request = "{" + MONTHLY + ", \"DryRun\": true, \"ClientToken\": \"rehearsed\"}";

        assertThat(call("RunInstances", request).propertyNames()).containsExactly("RequestId");

        assertThat(orders.orders(account, 0)).isEmpty();
        assertThat(ledger.balance(account).available().getAmount().toPlainString())
                .isEqualTo("1000.00");
        assertThat(call("RunInstances", request.replace("true", "false"))
                        .get("InstanceIdSet")
                        .size())
                .isEqualTo(1);
        invariants.hold();
    }

    @Test
    void asManyAsAreEnoughAreBoughtIfThereAreNoMore() {
        Offers.Offer scarce = offers.in(catalog.snapshot().region("ap-guangzhou")).stream()
                .filter(offer -> offer.chargeType() == ChargeType.POSTPAID_BY_HOUR)
                .filter(offer -> offer.free() >= 2 && offer.free() <= 5)
                .findFirst()
                .orElseThrow();
        customers.credit(account, "50000.00");
        String request = "{\"Placement\": {\"Zone\": \"" + scarce.zone().id() + "\"}, \"ImageId\": \"img-487zeit5\","
                + " \"InstanceType\": \"" + scarce.type().id() + "\", \"InstanceCount\": " + (scarce.free() + 1);

        assertThat(code("RunInstances", request + "}")).isEqualTo("ResourceInsufficient.SpecifiedInstanceType");
        assertThat(code("RunInstances", request + ", \"MinCount\": " + (scarce.free() + 1) + "}"))
                .isEqualTo("ResourceInsufficient.InsufficientOfferingMinimum");
        assertThat(search.find(account, InstanceQuery.all(), 0)).isEmpty();

        List<String> bought = ids(call("RunInstances", request + ", \"MinCount\": 2}"));

        assertThat(bought).hasSize(scarce.free());
        pass();
        assertThat(code("TerminateInstances", named(bought))).isEmpty();
        pass();
        invariants.hold();
    }

    /** Whoever comes later gets what is left, and nobody less than is enough. */
    @Test
    void requestsAtOnceShareWhatIsLeft() {
        Offers.Offer scarce = offers.in(catalog.snapshot().region("ap-guangzhou")).stream()
                .filter(offer -> offer.chargeType() == ChargeType.POSTPAID_BY_HOUR)
                .filter(offer -> offer.free() >= 3 && offer.free() <= 5)
                .findFirst()
                .orElseThrow();
        customers.credit(account, "50000.00");
        String request = "{\"Placement\": {\"Zone\": \"" + scarce.zone().id() + "\"}, \"ImageId\": \"img-487zeit5\","
                + " \"InstanceType\": \"" + scarce.type().id() + "\", \"MinCount\": 1, \"InstanceCount\": "
                + (scarce.free() - 1) + "}";

        List<Outcome<JsonNode>> answers = Races.run(3, number -> () -> answer("RunInstances", request));

        assertThat(answers).allMatch(Outcome::succeeded);
        List<String> bought = new ArrayList<>();
        List<String> refused = new ArrayList<>();
        for (Outcome<JsonNode> one : answers) {
            JsonNode error = one.value().get("Error");
            if (error == null) {
                bought.addAll(ids(one.value()));
            } else {
                refused.add(error.get("Code").asString());
            }
        }
        assertThat(bought).hasSize(scarce.free()).doesNotHaveDuplicates();
        assertThat(refused).allMatch("ResourceInsufficient.InsufficientOfferingMinimum"::equals);
        pass();
        assertThat(code("TerminateInstances", named(bought))).isEmpty();
        pass();
        invariants.hold();
    }

    /** The same machine by the page and by the API: order, money and machines agree to the cent. */
    @Test
    void pageAndApiBuyTheSame() {
        for (ChargeType chargeType : ChargeType.values()) {
            boolean prepaid = chargeType == ChargeType.PREPAID;
            AccountId pageCustomer = customers.with("1000.00");
            AccountId apiCustomer = customers.with("1000.00");
            key = keys.create(apiCustomer, false);
            Purchase purchase = Purchases.of(prepaid ? Specs.prepaid() : Specs.postpaid(), 2);
            Order placed = orders.place(
                    pageCustomer, List.of(purchase), UUID.randomUUID().toString());
            orders.payFromBalance(pageCustomer, placed.number());
            String internet = "\"InternetAccessible\": {\"InternetChargeType\": \""
                    + (prepaid ? "BANDWIDTH_PREPAID" : "BANDWIDTH_POSTPAID_BY_HOUR")
                    + "\", \"InternetMaxBandwidthOut\": 1}";

            call(
                    "RunInstances",
                    "{" + (prepaid ? MONTHLY : MACHINE) + ", \"InstanceName\": \"web-\", \"InstanceCount\": 2, "
                            + internet + "}");

            assertThat(order(apiCustomer)).isEqualTo(order(pageCustomer));
            assertThat(statement(apiCustomer)).isEqualTo(statement(pageCustomer));
            assertThat(machines(apiCustomer)).isEqualTo(machines(pageCustomer));
        }
        invariants.hold();
    }

    @Test
    void aBatchIsDoneAsAWholeOrNotAtAll() {
        List<String> hourly = ids(call("RunInstances", "{" + MACHINE + ", \"InstanceCount\": 2}"));
        List<String> monthly = ids(call("RunInstances", "{" + MONTHLY + "}"));
        pass();
        List<String> withStranger = new ArrayList<>(hourly);
        withStranger.add("ins-zzzzzzzz");

        assertThat(code("StopInstances", named(withStranger))).isEqualTo("InvalidInstanceId.NotFound");
        assertThat(states(hourly)).containsOnly("RUNNING");
        assertThat(code("StopInstances", named(hourly.subList(0, 1)))).isEmpty();
        assertThat(code("RebootInstances", named(hourly))).startsWith("UnsupportedOperation.InstanceStateStop");
        assertThat(code("StopInstances", named(hourly))).startsWith("UnsupportedOperation.InstanceStateStop");
        pass();
        assertThat(states(hourly)).containsExactlyInAnyOrder("STOPPED", "RUNNING");
        assertThat(code("StartInstances", named(hourly))).isEqualTo("UnsupportedOperation.InstanceStateRunning");
        List<String> mixed = new ArrayList<>(hourly);
        mixed.addAll(monthly);
        assertThat(code("TerminateInstances", named(mixed)))
                .isEqualTo("UnsupportedOperation.InstanceMixedPricingModel");
        assertThat(code("TerminateInstances", named(hourly))).isEmpty();
        assertThat(code(
                        "ModifyInstancesRenewFlag",
                        named(monthly).replace("}", ", \"RenewFlag\": \"NOTIFY_AND_AUTO_RENEW\"}")))
                .isEmpty();
        invariants.hold();
    }

    @Test
    void whoOwesMoneyNeitherStartsNorBuysAnything() {
        meters.park();
        List<String> hourly = ids(call("RunInstances", "{" + MACHINE + "}"));
        pass();
        assertThat(code("StopInstances", named(hourly))).isEmpty();
        pass();
        meters.spendAllBut(account, Cny.of("0.01"));
        meters.hours(1);
        assertThat(ledger.arrearsSince(account)).isPresent();

        JsonNode refused = answer("StartInstances", named(hourly)).get("Error");

        assertThat(refused.get("Code").asString()).isEqualTo("InvalidAccount.InsufficientBalance");
        assertThat(refused.get("Message").asString()).contains("The account owes money");
        assertThat(states(hourly)).containsOnly("STOPPED");
        assertThat(answer("RunInstances", "{" + MACHINE + "}")
                        .get("Error")
                        .get("Message")
                        .asString())
                .contains("The account owes money");
        invariants.hold();
    }

    @Test
    void instancesAreFoundByWhatIsTrueOfThem() {
        List<String> two =
                ids(call("RunInstances", "{" + MACHINE + ", \"InstanceCount\": 2, \"InstanceName\": \"a%b\"}"));
        List<String> one = ids(call("RunInstances", "{" + MONTHLY + ", \"InstanceName\": \"other\"}"));

        assertThat(found("instance-charge-type", "PREPAID")).isEqualTo(one);
        assertThat(found("instance-name", "a%*")).containsExactlyInAnyOrderElementsOf(two);
        assertThat(found("instance-name", "*b2")).hasSize(1);
        assertThat(found("instance-name", "a%")).isEmpty();
        assertThat(found("instance-name", "*ther", "a%b1")).hasSize(2);
        assertThat(found("zone", "ap-guangzhou-3", "ap-guangzhou-4")).hasSize(3);
        assertThat(found("instance-state", "RUNNING")).isEmpty();
        assertThat(found("instance-state", "NONSENSE")).isEmpty();
        assertThat(found("project-id", "0")).hasSize(3);
        assertThat(found("project-id", "1")).isEmpty();
        assertThat(found("tag:owner", "me")).isEmpty();
        assertThat(found("creation-start-time", "2099-01-01 00:00:00")).isEmpty();
        JsonNode first =
                call("DescribeInstances", named(one)).get("InstanceSet").get(0);
        assertThat(found("uuid", first.get("Uuid").asString())).isEqualTo(one);
        assertThat(found("vpc-id", first.get("VirtualPrivateCloud").get("VpcId").asString()))
                .hasSize(3);
        JsonNode page = call("DescribeInstances", "{\"Offset\": 1, \"Limit\": 1}");
        assertThat(page.get("TotalCount").asInt()).isEqualTo(3);
        assertThat(page.get("InstanceSet").size()).isEqualTo(1);
        assertThat(call("DescribeInstances", "{\"Offset\": 9}")
                        .get("TotalCount")
                        .asInt())
                .isEqualTo(3);
        assertThat(call("DescribeInstances", "{\"InstanceIds\": [\"ins-zzzzzzzz\"]}")
                        .get("TotalCount")
                        .asInt())
                .isZero();
    }

    private List<String> found(String filter, String... values) {
        String json = "{\"Filters\": [{\"Name\": \"" + filter + "\", \"Values\": [\"" + String.join("\", \"", values)
                + "\"]}]}";
        List<String> ids = new ArrayList<>();
        call("DescribeInstances", json)
                .get("InstanceSet")
                .forEach(one -> ids.add(one.get("InstanceId").asString()));
        return ids;
    }

    private List<Object> order(AccountId customer) {
        Order order = orders.orders(customer, 0).getContent().get(0).order();
        return List.of(
                order.state(),
                order.prepaidTotal(),
                order.freezeTotal(),
                order.lines().stream().map(OrderLine::spec).toList(),
                order.lines().stream().map(OrderLine::listTotal).toList());
    }

    private List<Object> statement(AccountId customer) {
        return ledger.entries(customer, 0, 20).getContent().stream()
                .<Object>map(entry -> List.of(entry.kind(), entry.amount(), entry.after()))
                .toList();
    }

    private Set<Object> machines(AccountId customer) {
        return search.find(customer, InstanceQuery.all(), 0).getContent().stream()
                .map(machine -> instances.instance(customer, machine.id()))
                .map(machine -> List.of(machine.name(), machine.spec(), machine.cost(), machine.renewal()))
                .collect(Collectors.toSet());
    }

    private Set<String> states(List<String> ids) {
        return ids.stream()
                .map(InstanceId::new)
                .map(id -> instances.instance(account, id))
                .map(Instance::state)
                .map(Enum::name)
                .collect(Collectors.toSet());
    }

    private static List<String> ids(JsonNode answer) {
        List<String> ids = new ArrayList<>();
        answer.get("InstanceIdSet").forEach(id -> ids.add(id.asString()));
        return ids;
    }

    private static String named(List<String> ids) {
        return "{\"InstanceIds\": [\"" + String.join("\", \"", ids) + "\"]}";
    }

    private String code(String action, String json) {
        JsonNode error = answer(action, json).get("Error");
        return error == null ? "" : error.get("Code").asString();
    }

    private JsonNode call(String action, String json) {
        JsonNode answer = answer(action, json);
        assertThat(answer.get("Error")).isNull();
        return answer;
    }

    private JsonNode answer(String action, String json) {
        Incoming request = SignedCalls.json(key, clock.instant().getEpochSecond(), action, json);
        return JsonMapper.shared().readTree(gateway.answer(request).json()).get("Response");
    }

    private void pass() {
        for (int i = 0; i < 3; i++) {
            shopClock.advance(Duration.ofMinutes(4));
            instances.advanceDue();
        }
    }
}
