package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.common.CommonClient;
import com.tencentcloudapi.common.Credential;
import com.tencentcloudapi.common.exception.TencentCloudSDKException;
import com.tencentcloudapi.common.profile.ClientProfile;
import com.tencentcloudapi.common.profile.HttpProfile;
import com.tencentcloudapi.common.profile.Language;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.account.ApiKeys;
import shop.cvm.account.NewApiKey;
import shop.cvm.instance.Instances;
import shop.cvm.time.ShopClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The Terraform provider with {@code HTTP_PROXY} (section 12.1 of the contract): its calls are for the vendor's own hosts,
 * signed for them, and go to the shop all the same. The provider itself is not run.
 */
@ShopTest
@Tag("page")
class TerraformProxyTests {

    private static final String REGION = "ap-guangzhou";
    private static final String ZONE = "ap-guangzhou-3";
    private static final String TYPE = "S5.MEDIUM4";
    private static final int POLLS = 10;

    @LocalServerPort
    private int port;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Invariants invariants;

    private ClientProfile profile;
    private Credential credential;

    @BeforeEach
    void theProviderIsConfigured() {
        AccountId account = customers.with("5000.00");
        NewApiKey key = keys.create(account, false);
        HttpProfile http = new HttpProfile();
        http.setProtocol(HttpProfile.REQ_HTTP);
        http.setProxyHost("127.0.0.1");
        http.setProxyPort(port);
        profile = new ClientProfile("TC3-HMAC-SHA256", http);
        profile.setLanguage(Language.EN_US);
        credential = new Credential(key.secretId(), key.secretKey());
    }

    @Test
    void aMonthlyMachineIsDestroyedInTwoSteps() {
        String id = create("'InstanceChargeType': 'PREPAID', 'InstanceChargePrepaid': {'Period': 1,"
                + " 'RenewFlag': 'NOTIFY_AND_MANUAL_RENEW'}");
        update("ModifyInstancesRenewFlag", id, "'RenewFlag': 'NOTIFY_AND_AUTO_RENEW'");
        JsonNode read = read(id);
        assertThat(text(read, "RenewFlag")).isEqualTo("NOTIFY_AND_AUTO_RENEW");

        terminate(id);
        assertThat(text(until(id, "SHUTDOWN"), "LatestOperationState")).isNotEqualTo("OPERATING");
        terminate(id);
        untilGone(id);
        assertThat(addresses(text(read.get("VirtualPrivateCloud"), "VpcId"))).isZero();
        assertThat(addresses("vpc-gonegone")).isZero();
        invariants.hold();
    }

    private String create(String charge) {
        JsonNode ids = cvm("RunInstances", """
                        {'ClientToken': '%s', 'Placement': {'ProjectId': 0, 'Zone': '%s'}, 'ImageId': 'img-487zeit5',
                         'InstanceType': '%s', 'InstanceCount': 1, 'InstanceName': 'web', %s,
                         'InternetAccessible': {'InternetChargeType': 'TRAFFIC_POSTPAID_BY_HOUR',
                             'InternetMaxBandwidthOut': 5, 'PublicIpAssigned': true},
                         'SystemDisk': {'DiskType': 'CLOUD_PREMIUM', 'DiskSize': 50},
                         'DataDisks': [
                             {'DiskType': 'CLOUD_PREMIUM', 'DiskSize': 100, 'DeleteWithInstance': true, 'Encrypt': false},
                             {'DiskType': 'CLOUD_PREMIUM', 'DiskSize': 20, 'DeleteWithInstance': true, 'Encrypt': false}],
                         'EnhancedService': {'SecurityService': {'Enabled': true}, 'MonitorService': {'Enabled': true}},
                         'LoginSettings': {'Password': 'Qcloud@Test123++'}}
                        """.formatted(UUID.randomUUID(), ZONE, TYPE, charge))
                .get("InstanceIdSet");
        assertThat(ids).hasSize(1);
        String id = ids.get(0).asString();
        until(id, "RUNNING");
        return id;
    }

    /** What the provider asks on every read, and what it takes for granted in the answers. */
    private JsonNode read(String id) {
        JsonNode machine = one(id);
        assertNonNull(
                machine,
                "InstanceState",
                "Placement",
                "InstanceChargeType",
                "InternetAccessible",
                "VirtualPrivateCloud",
                "SystemDisk",
                "LoginSettings",
                "PrivateIpAddresses");
        assertThat(machine.get("Placement").get("ProjectId").asInt()).isZero();
        assertThat(machine.get("DataDisks"))
                .extracting(disk -> disk.get("DiskSize").asInt())
                .as("in order of creation")
                .containsExactly(100, 20);
        assertThat(cvm("DescribeImages", "{}").get("ImageSet"))
                .allSatisfy(image -> assertNonNull(image, "ImageId", "ImageName", "OsName"));
        JsonNode tags = call(
                        "tag",
                        "2018-08-13",
                        "DescribeResourceTagsByResourceIds",
                        "{'ServiceType': 'cvm', 'ResourcePrefix': 'instance', 'ResourceIds': ['%s'],".formatted(id)
                                + " 'ResourceRegion': '%s', 'Offset': 0, 'Limit': 20}".formatted(REGION))
                .get("Tags");
        assertThat(tags).hasSize(machine.get("Tags").size());
        List<String> disks = new ArrayList<>(List.of(text(machine.get("SystemDisk"), "DiskId")));
        machine.get("DataDisks").forEach(disk -> disks.add(text(disk, "DiskId")));
        for (String disk : disks) {
            JsonNode found =
                    cbs("DescribeDisks", "{'DiskIds': ['%s']}".formatted(disk)).get("DiskSet");
            assertThat(found).hasSize(1);
            assertNonNull(
                    found.get(0),
                    "DiskId",
                    "DiskName",
                    "DiskType",
                    "DiskSize",
                    "DiskUsage",
                    "DiskState",
                    "InstanceId",
                    "Attached",
                    "DeleteWithInstance",
                    "Encrypt",
                    "ThroughputPerformance",
                    "Portable",
                    "DiskChargeType",
                    "Placement");
        }
        assertThat(cvm(
                                "DescribeInstancesAttributes",
                                "{'InstanceIds': ['%s'], 'Attributes': ['UserData']}".formatted(id))
                        .get("InstanceSet"))
                .hasSize(1);
        return machine;
    }

    /** Each update is followed by a look at the machine. */
    private void update(String action, String id, String parameters) {
        cvm(action, "{'InstanceIds': ['%s']%s}".formatted(id, parameters.isEmpty() ? "" : ", " + parameters));
        assertThat(text(one(id), "LatestOperationState")).isIn("SUCCESS", "OPERATING");
    }

    private void terminate(String id) {
        cvm("TerminateInstances", "{'InstanceIds': ['%s']}".formatted(id));
    }

    private JsonNode until(String id, String state) {
        for (int poll = 0; poll < POLLS; poll++) {
            JsonNode machine = one(id);
            if (text(machine, "InstanceState").equals(state)) {
                return machine;
            }
            pass();
        }
        throw new AssertionError(id + " did not become " + state);
    }

    private void untilGone(String id) {
        for (int poll = 0; poll < POLLS && !described(id).isEmpty(); poll++) {
            pass();
        }
        assertThat(described(id)).isEmpty();
    }

    private void pass() {
        clock.advance(Duration.ofMinutes(4));
        instances.advanceDue();
    }

    private JsonNode one(String id) {
        JsonNode found = described(id);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private JsonNode described(String id) {
        return cvm("DescribeInstances", "{'InstanceIds': ['%s']}".formatted(id)).get("InstanceSet");
    }

    private int addresses(String vpc) {
        return call("vpc", "2017-03-12", "DescribeUsedIpAddress", "{'VpcId': '%s'}".formatted(vpc))
                .get("TotalCount")
                .asInt();
    }

    private JsonNode cvm(String action, String json) {
        return call("cvm", "2017-03-12", action, json);
    }

    private JsonNode cbs(String action, String json) {
        return call("cbs", "2017-03-12", action, json);
    }

    private JsonNode call(String product, String version, String action, String json) {
        try {
            String answer = new CommonClient(product, version, credential, REGION, profile)
                    .call(action, json.replace('\'', '"'));
            return JsonMapper.shared().readTree(answer).get("Response");
        } catch (TencentCloudSDKException refused) {
            throw new AssertionError(action + ": " + refused, refused);
        }
    }

    private static void assertNonNull(JsonNode node, String... fields) {
        assertThat(fields).allSatisfy(field -> assertThat(node.hasNonNull(field))
                .as(field + " of " + node)
                .isTrue());
    }

    private static String text(JsonNode node, String field) {
        return node.get(field).asString();
    }
}
