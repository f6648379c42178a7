package shop.cvm.web.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.account.ApiKeys;
import shop.cvm.account.KeyPairs;
import shop.cvm.api.JavaClient;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.Instances;
import tools.jackson.databind.JsonNode;

/** What "Show API request" shows buys the very machine that was configured, when its gaps are filled in. */
@ShopTest
@Tag("page")
class ShownRequestTests {

    private static final String PUBLIC_KEY =
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEdlbmVyYXRlZEZvclRoZVRlc3RzT2ZUaGVTaG9wISEh";

    @LocalServerPort
    private int port;

    @Autowired
    private Selections selections;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private KeyPairs keyPairs;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private Invariants invariants;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zone=ap-guangzhou-4&type=S5.LARGE8&count=2&period=3&autoRenew=1&dataDisks[0].type=CLOUD_BSSD"
                        + "&dataDisks[0].size=100&bandwidth=5&name=web-{R:1}&hostName=web-{R:1}&login=PASSWORD",
                "chargeType=POSTPAID_BY_HOUR&zone=ap-guangzhou-3&type=S5.MEDIUM4&bandwidth=0&securityGroup=OPEN_ALL",
                "chargeType=POSTPAID_BY_HOUR&zone=ap-guangzhou-3&type=S5.MEDIUM4&bandwidth=2"
                        + "&internetChargeType=TRAFFIC&login=KEY_PAIR"
            })
    void itBuysWhatWasConfigured(String query) {
        AccountId account = customers.with("20000.00");
        JavaClient client = new JavaClient(port, keys.create(account, false), "TC3-HMAC-SHA256", "POST");
        Selection selection = selections.read(query).selection();

        JsonNode bought = client.call(
                "cvm", "2017-03-12", "RunInstances", filledIn(new RunInstancesJson(selection).text(), account, client));

        assertThat(bought.get("InstanceIdSet").size()).isEqualTo(selection.count());
        for (JsonNode id : bought.get("InstanceIdSet")) {
            Instance machine = instances.instance(account, new InstanceId(id.asString()));
            assertThat(paid(machine.spec())).isEqualTo(paid(selection.spec()));
            assertThat(machine.isAutoRenewed()).isEqualTo(selection.autoRenew());
            assertThat(machine.loginKind()).isEqualTo(selection.login());
        }
        invariants.hold();
    }

    /** Without a public network it means nothing how one would be paid. */
    private static InstanceSpec paid(InstanceSpec spec) {
        return spec.hasPublicAddress() ? spec : Specs.withNetwork(spec, InternetChargeType.BANDWIDTH, 0);
    }

    private String filledIn(String json, AccountId account, JavaClient client) {
        String filled = json.replace(RunInstancesJson.PASSWORD, "Qcloud@Test123");
        if (json.contains(RunInstancesJson.KEY_PAIR)) {
            filled = filled.replace(
                    RunInstancesJson.KEY_PAIR,
                    keyPairs.importKey(account, "laptop", PUBLIC_KEY).id().keyPairId());
        }
        for (JsonNode group :
                client.call("vpc", "2017-03-12", "DescribeSecurityGroups", "{}").get("SecurityGroupSet")) {
            filled = filled.replace(
                    gap(group.get("SecurityGroupName").asString()),
                    group.get("SecurityGroupId").asString());
        }
        return filled;
    }

    private static String gap(String template) {
        return switch (template) {
            case "SSH_22" -> "<id of your security group that opens port 22>";
            case "RDP_3389" -> "<id of your security group that opens port 3389>";
            default -> "<id of your security group that opens all ports>";
        };
    }
}
