package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.ApiKeys;
import shop.cvm.account.NewApiKey;
import shop.cvm.instance.Instances;
import shop.cvm.time.ShopClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The calls of the Terraform provider, one after the other (section 12 of the contract). The provider itself is not run. */
@ShopTest
class TerraformCallsTests {

    private static final String CVM = "2017-03-12";
    private static final String TAG = "2018-08-13";

    @Autowired
    private Gateway gateway;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private ShopClock shopClock;

    @Autowired
    private Clock clock;

    @Autowired
    private Invariants invariants;

    private NewApiKey key;

    @BeforeEach
    void aKey() {
        key = keys.create(customers.with("5000.00"), false);
    }

    @Test
    void looksUpWhatItsDataSourcesName() {
        assertThat(call("2020-11-06", "DescribeZones", "{\"Product\": \"cvm\"}")
                        .get("ZoneSet")
                        .size())
                .isPositive();
        assertThat(call(CVM, "DescribeZones", "{}").get("ZoneSet")).allSatisfy(zone -> {
            assertThat(zone.get("ZoneId").isString()).isTrue();
            assertThat(zone.get("ZoneState").isString()).isTrue();
        });
        int images = 0;
        JsonNode page;
        do {
            page = call(
                    CVM,
                    "DescribeImages",
                    "{\"Filters\": [{\"Name\": \"image-type\", \"Values\": [\"PUBLIC_IMAGE\"]}], \"Offset\": " + images
                            + ", \"Limit\": 100}");
            images += page.get("ImageSet").size();
        } while (page.get("ImageSet").size() == 100);
        assertThat(images).isEqualTo(page.get("TotalCount").asInt());
        assertThat(call(
                                CVM,
                                "DescribeZoneInstanceConfigInfos",
                                "{\"Filters\": [{\"Name\": \"zone\", \"Values\": [\"ap-guangzhou-3\"]},"
                                        + " {\"Name\": \"instance-family\", \"Values\": [\"S5\"]}]}")
                        .get("InstanceTypeQuotaSet"))
                .allSatisfy(type -> {
                    for (String field : List.of("Cpu", "Gpu", "Memory", "Status", "InstanceType")) {
                        assertThat(type.hasNonNull(field)).as(field).isTrue();
                    }
                });
    }

    @Test
    void makesChangesAndDestroysAnHourlyMachine() {
        String id = made("\"InstanceChargeType\": \"POSTPAID_BY_HOUR\"");
        List<JsonNode> applied = read(id);
        assertThat(read(id)).as("a plan right after it shows no change").isEqualTo(applied);

        update(id, "ModifyInstancesAttribute", "\"InstanceName\": \"renamed\"");
        update(id, "ModifyInstancesAttribute", "\"DisableApiTermination\": false");
        update(id, "ModifyInstancesProject", "\"ProjectId\": 0");
        update(id, "ResetInstancesPassword", "\"Password\": \"Another1Password\", \"ForceStop\": true");
        update(id, "ResetInstancesType", "\"InstanceType\": \"S5.MEDIUM8\", \"ForceStop\": true");
        update(id, "ResetInstancesInternetMaxBandwidth", "\"InternetAccessible\": {\"InternetMaxBandwidthOut\": 2}");
        call(
                CVM,
                "ResizeInstanceDisks",
                "{\"InstanceId\": \"" + id + "\", \"SystemDisk\": {\"DiskSize\": 60}, \"ForceStop\": true}");
        settled(id);
        call(
                CVM,
                "ResetInstance",
                "{\"InstanceId\": \"" + id + "\", \"ImageId\": \"img-487zeit5\","
                        + " \"LoginSettings\": {\"Password\": \"Another1Password\"}}");
        settled(id);
        update(id, "StopInstances", "\"StopType\": \"SOFT\"");
        assertThat(machine(id).get("InstanceState").asString()).isEqualTo("STOPPED");
        update(id, "StartInstances", null);
        call(
                TAG,
                "ModifyResourceTags",
                "{\"Resource\": \"qcs::cvm:ap-guangzhou:uin/:instance/" + id
                        + "\", \"ReplaceTags\": [{\"TagKey\": \"stage\", \"TagValue\": \"live\"}]}");
        JsonNode changed = machine(id);
        assertThat(changed.get("InstanceName").asString()).isEqualTo("renamed");
        assertThat(changed.get("InstanceType").asString()).isEqualTo("S5.MEDIUM8");
        assertThat(changed.get("SystemDisk").get("DiskSize").asInt()).isEqualTo(60);
        assertThat(changed.get("InternetAccessible")
                        .get("InternetMaxBandwidthOut")
                        .asInt())
                .isEqualTo(2);
        assertThat(tags(id)).containsExactly("stage=live", "team=shop");

        String vpc = changed.get("VirtualPrivateCloud").get("VpcId").asString();
        call(CVM, "TerminateInstances", named(id, null));
        pass();
        assertThat(found(id)).isEmpty();
        assertThat(call(CVM, "DescribeUsedIpAddress", "{\"VpcId\": \"" + vpc + "\", \"Offset\": 0, \"Limit\": 20}")
                        .get("IpAddressStates")
                        .isEmpty())
                .isTrue();
        invariants.hold();
    }

    @Test
    void destroysAMonthlyMachineForGoodOnlyIfItIsForced() {
        String id = made("\"InstanceChargeType\": \"PREPAID\", \"InstanceChargePrepaid\": {\"Period\": 1,"
                + " \"RenewFlag\": \"NOTIFY_AND_MANUAL_RENEW\"}");
        update(id, "ModifyInstancesRenewFlag", "\"RenewFlag\": \"NOTIFY_AND_AUTO_RENEW\"");
        assertThat(machine(id).get("RenewFlag").asString()).isEqualTo("NOTIFY_AND_AUTO_RENEW");

        call(CVM, "TerminateInstances", named(id, null));
        pass();
        assertThat(machine(id).get("InstanceState").asString()).isEqualTo("SHUTDOWN");
        assertThat(machine(id).get("LatestOperationState").asString()).isNotEqualTo("OPERATING");
        call(CVM, "TerminateInstances", named(id, null));
        pass();
        assertThat(found(id)).isEmpty();
        invariants.hold();
    }

    /** By the request that the provider sends, and what it does until the machine runs and has its tags. */
    private String made(String billing) {
        String id = call(
                        CVM,
                        "RunInstances",
                        "{\"Placement\": {\"Zone\": \"ap-guangzhou-3\", \"ProjectId\": 0}, \"ImageId\": \"img-487zeit5\","
                                + " \"InstanceType\": \"S5.MEDIUM4\", " + billing
                                + ", \"InstanceName\": \"web\", \"InstanceCount\": 1, \"SystemDisk\": {\"DiskType\": \"CLOUD_PREMIUM\"},"
                                + " \"DataDisks\": [{\"DiskType\": \"CLOUD_PREMIUM\", \"DiskSize\": 100, \"DeleteWithInstance\": true,"
                                + " \"Encrypt\": false, \"ThroughputPerformance\": 0}, {\"DiskType\": \"CLOUD_SSD\", \"DiskSize\": 20,"
                                + " \"DeleteWithInstance\": true, \"Encrypt\": false, \"ThroughputPerformance\": 0}],"
                                + " \"InternetAccessible\": {\"InternetChargeType\": \"TRAFFIC_POSTPAID_BY_HOUR\","
                                + " \"InternetMaxBandwidthOut\": 1, \"PublicIpAssigned\": true},"
                                + " \"LoginSettings\": {\"Password\": \"Qcloud@Test123++\"},"
                                + " \"EnhancedService\": {\"SecurityService\": {\"Enabled\": true}, \"MonitorService\": {\"Enabled\": true}},"
                                + " \"TagSpecification\": [{\"ResourceType\": \"instance\","
                                + " \"Tags\": [{\"Key\": \"team\", \"Value\": \"shop\"}]}],"
                                + " \"ClientToken\": \"hOUz+/aZ9k1t0w==\"}")
                .get("InstanceIdSet")
                .get(0)
                .asString();
        assertThat(machine(id).get("InstanceState").asString()).isEqualTo("PENDING");
        pass();
        assertThat(machine(id).get("InstanceState").asString()).isEqualTo("RUNNING");
        assertThat(tags(id)).containsExactly("team=shop");
        return id;
    }

    /** Every call of a refresh; what the provider dereferences has to be there. */
    private List<JsonNode> read(String id) {
        JsonNode machine = machine(id);
        for (String field : List.of(
                "InstanceState",
                "Placement",
                "InstanceChargeType",
                "InternetAccessible",
                "VirtualPrivateCloud",
                "SystemDisk",
                "LoginSettings",
                "PrivateIpAddresses",
                "LatestOperationState")) {
            assertThat(machine.hasNonNull(field)).as(field).isTrue();
        }
        assertThat(machine.get("Placement").get("ProjectId").asInt()).isZero();
        assertThat(machine.get("DataDisks").get(0).get("DiskSize").asInt()).isEqualTo(100);
        assertThat(machine.get("DataDisks").get(1).get("DiskSize").asInt()).isEqualTo(20);
        List<JsonNode> answers = new ArrayList<>();
        answers.add(machine);
        answers.add(call(CVM, "DescribeImages", "{}").get("ImageSet"));
        answers.add(call(TAG, "DescribeResourceTagsByResourceIds", tagged(id)).get("Tags"));
        answers.add(disks(machine.get("SystemDisk").get("DiskId").asString()));
        answers.add(disks(
                machine.get("DataDisks").get(0).get("DiskId").asString(),
                machine.get("DataDisks").get(1).get("DiskId").asString()));
        answers.add(call(CVM, "DescribeInstancesAttributes", named(id, "\"Attributes\": [\"UserData\"]"))
                .get("InstanceSet"));
        return answers;
    }

    private JsonNode disks(String... ids) {
        JsonNode disks = call(CVM, "DescribeDisks", "{\"DiskIds\": [\"" + String.join("\", \"", ids) + "\"]}")
                .get("DiskSet");
        assertThat(disks).hasSize(ids.length).allSatisfy(disk -> {
            for (String field : List.of(
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
                    "DiskChargeType")) {
                assertThat(disk.hasNonNull(field)).as(field).isTrue();
            }
            assertThat(disk.get("Placement").hasNonNull("Zone")).isTrue();
        });
        return disks;
    }

    private static String tagged(String id) {
        return "{\"ServiceType\": \"cvm\", \"ResourcePrefix\": \"instance\", \"ResourceIds\": [\"" + id
                + "\"], \"ResourceRegion\": \"ap-guangzhou\", \"Offset\": 0, \"Limit\": 20}";
    }

    /** As the product for tags and the machine itself tell them, which must be the same. */
    private List<String> tags(String id) {
        List<String> tags = new ArrayList<>();
        call(TAG, "DescribeResourceTagsByResourceIds", tagged(id))
                .get("Tags")
                .forEach(tag -> tags.add(
                        tag.get("TagKey").asString() + "=" + tag.get("TagValue").asString()));
        List<String> own = new ArrayList<>();
        machine(id)
                .get("Tags")
                .forEach(tag -> own.add(
                        tag.get("Key").asString() + "=" + tag.get("Value").asString()));
        assertThat(own).containsExactlyInAnyOrderElementsOf(tags);
        return tags;
    }

    private void update(String id, String action, String more) {
        call(CVM, action, named(id, more));
        settled(id);
    }

    /** The provider asks until nothing is being done, and gives up on what has failed. */
    private void settled(String id) {
        pass();
        assertThat(machine(id).get("LatestOperationState").asString()).isEqualTo("SUCCESS");
    }

    private JsonNode machine(String id) {
        return found(id).get(0);
    }

    private List<JsonNode> found(String id) {
        List<JsonNode> found = new ArrayList<>();
        call(CVM, "DescribeInstances", named(id, null)).get("InstanceSet").forEach(found::add);
        return found;
    }

    private static String named(String id, String more) {
        return "{\"InstanceIds\": [\"" + id + "\"]" + (more == null ? "" : ", " + more) + "}";
    }

    private JsonNode call(String version, String action, String json) {
        Incoming request = SignedCalls.json(key, clock.instant().getEpochSecond(), version, action, json);
        JsonNode answer =
                JsonMapper.shared().readTree(gateway.answer(request).json()).get("Response");
        assertThat(answer.get("Error")).as(action).isNull();
        return answer;
    }

    private void pass() {
        for (int i = 0; i < 3; i++) {
            shopClock.advance(Duration.ofMinutes(4));
            instances.advanceDue();
        }
    }
}
