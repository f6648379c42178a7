package shop.cvm.web.purchase;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The request of a configuration, in the three forms the page shows. */
class ApiRequestTests {

    private static final String PREPAID = "region=ap-shanghai&zone=ap-shanghai-5&type=S5.LARGE8&count=2&period=12"
            + "&autoRenew=1&dataDisks[0].type=CLOUD_BSSD&dataDisks[0].size=100&bandwidth=5&name=web-{R:1}";

    private static final String POSTPAID =
            "chargeType=POSTPAID_BY_HOUR&zone=ap-guangzhou-3&type=S5.MEDIUM4&bandwidth=0&login=PASSWORD";

    private final PurchaseFixture shop = new PurchaseFixture();

    @Test
    void aPrepaidConfigurationAsJson() {
        assertThat(new RunInstancesJson(shop.read(PREPAID)).text()).isEqualTo("""
                {
                  "Action": "RunInstances",
                  "Version": "2017-03-12",
                  "Region": "ap-shanghai",
                  "InstanceChargeType": "PREPAID",
                  "InstanceChargePrepaid": {
                    "Period": 12,
                    "RenewFlag": "NOTIFY_AND_AUTO_RENEW"
                  },
                  "Placement": { "Zone": "ap-shanghai-5" },
                  "InstanceType": "S5.LARGE8",
                  "ImageId": "img-487zeit5",
                  "InstanceCount": 2,
                  "SystemDisk": { "DiskType": "CLOUD_PREMIUM", "DiskSize": 50 },
                  "DataDisks": [
                    { "DiskType": "CLOUD_BSSD", "DiskSize": 100 }
                  ],
                  "VirtualPrivateCloud": { "VpcId": "DEFAULT", "SubnetId": "DEFAULT" },
                  "InternetAccessible": {
                    "InternetChargeType": "BANDWIDTH_PREPAID",
                    "InternetMaxBandwidthOut": 5,
                    "PublicIpAssigned": true
                  },
                  "SecurityGroupIds": ["<id of your security group that opens port 22>"],
                  "InstanceName": "web-{R:1}"
                }""");
    }

    @Test
    void aPostpaidConfigurationWithoutAPublicAddressAsJson() {
        assertThat(new RunInstancesJson(shop.read(POSTPAID)).text())
                .contains("\"InstanceChargeType\": \"POSTPAID_BY_HOUR\"")
                .contains("\"LoginSettings\": { \"Password\": \"<your password>\" }")
                .doesNotContain("InstanceChargePrepaid", "InternetAccessible", "DataDisks", "InstanceName");
    }

    /** Guangzhou is one of the regions where the basic network is still sold. */
    @Test
    void forTheBasicNetworkThereIsNoRequest() {
        String here = "zone=ap-guangzhou-3&type=S1.MEDIUM4&";

        assertThat(RunInstancesJson.canAskFor(shop.read(here + "network=VPC"))).isTrue();
        assertThat(RunInstancesJson.canAskFor(shop.read(here + "network=BASIC")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"RDP_3389", "OPEN_ALL"})
    void theSecurityGroupChangesEveryForm(String group) {
        String here = "zone=ap-guangzhou-3&type=S1.MEDIUM4&securityGroup=";
        Selection usual = shop.read(here + "SSH_22");
        Selection changed = shop.read(here + group);

        assertThat(changed).isNotEqualTo(usual);
        assertThat(new RunInstancesJson(changed).text()).isNotEqualTo(new RunInstancesJson(usual).text());
        assertThat(new JavaCode(changed).text()).isNotEqualTo(new JavaCode(usual).text());
        assertThat(new TerraformCode(changed).text()).isNotEqualTo(new TerraformCode(usual).text());
    }

    /** Between them every choice that a request has a field for. */
    private static final List<String> CONFIGURATIONS = List.of(
            PREPAID,
            POSTPAID,
            "chargeType=POSTPAID_BY_HOUR&zone=ap-guangzhou-3&type=S5.MEDIUM4&bandwidth=2"
                    + "&internetChargeType=TRAFFIC&login=KEY_PAIR&hostName=web-{R:1}&securityGroup=OPEN_ALL",
            "zone=ap-guangzhou-3&type=S5.LARGE8&image=img-9tzezztj&imageOs=Windows&systemDiskType=CLOUD_SSD"
                    + "&dataDisks[0].type=CLOUD_SSD&dataDisks[0].size=20&dataDisks[1].type=CLOUD_PREMIUM"
                    + "&dataDisks[1].size=30&login=PASSWORD&securityGroup=RDP_3389&name=a\"b\\c");

    /** The code is compiled against the vendor's client and run; it asks for what the JSON asks for. */
    @Test
    void theJavaCodeSendsTheVeryRequestOfTheJson(@TempDir Path folder) throws Exception {
        for (String query : CONFIGURATIONS) {
            Selection selection = shop.read(query);
            ObjectNode json = (ObjectNode) JsonMapper.shared().readTree(new RunInstancesJson(selection).text());
            String region = json.remove("Region").asString();
            json.remove(List.of("Action", "Version"));

            CompiledJava.Sent sent = new CompiledJava(folder).run(new JavaCode(selection).text());

            assertThat(sent.region()).isEqualTo(region);
            assertThat(JsonMapper.shared().readTree(sent.request())).as(query).isEqualTo(json);
        }
    }

    /** Attribute by attribute, by the names that the provider's documentation gives them. */
    @Test
    void terraformAsksForWhatTheJsonAsksFor() {
        for (String query : CONFIGURATIONS) {
            Selection selection = shop.read(query);
            JsonNode json = JsonMapper.shared().readTree(new RunInstancesJson(selection).text());
            TerraformText terraform = new TerraformText(new TerraformCode(selection).text());
            Map<String, String> expected = new TreeMap<>();
            expect(expected, "availability_zone", json.at("/Placement/Zone"));
            expect(expected, "instance_type", json.at("/InstanceType"));
            expect(expected, "image_id", json.at("/ImageId"));
            expect(expected, "instance_name", json.at("/InstanceName"));
            expect(expected, "hostname", json.at("/HostName"));
            expect(expected, "instance_charge_type", json.at("/InstanceChargeType"));
            expect(expected, "instance_charge_type_prepaid_period", json.at("/InstanceChargePrepaid/Period"));
            expect(expected, "instance_charge_type_prepaid_renew_flag", json.at("/InstanceChargePrepaid/RenewFlag"));
            expect(expected, "system_disk_type", json.at("/SystemDisk/DiskType"));
            expect(expected, "system_disk_size", json.at("/SystemDisk/DiskSize"));
            expect(expected, "internet_charge_type", json.at("/InternetAccessible/InternetChargeType"));
            expect(expected, "internet_max_bandwidth_out", json.at("/InternetAccessible/InternetMaxBandwidthOut"));
            expect(expected, "orderly_security_groups", json.at("/SecurityGroupIds"));
            expect(expected, "key_ids", json.at("/LoginSettings/KeyIds"));
            expected.put("allocate_public_ip", String.valueOf(json.has("InternetAccessible")));
            if (json.get("InstanceCount").asInt() > 1) {
                expect(expected, "count", json.get("InstanceCount"));
            }
            if (json.at("/LoginSettings/Password").isString()) {
                expected.put("password", "var.password");
            }
            // The customer's own; the API's word for the default network is none that Terraform could keep.
            expected.put("vpc_id", "\"<id of your VPC>\"");
            expected.put("subnet_id", "\"<id of its subnet in " + selection.zone() + ">\"");

            assertThat(terraform.arguments()).as(query).isEqualTo(expected);
            assertThat(terraform.disks())
                    .as(query)
                    .isEqualTo(json.path("DataDisks")
                            .valueStream()
                            .map(disk -> Map.of(
                                    "data_disk_type",
                                    disk.get("DiskType").toString(),
                                    "data_disk_size",
                                    disk.get("DiskSize").toString()))
                            .toList());
        }
    }

    private static void expect(Map<String, String> expected, String argument, JsonNode value) {
        if (!value.isMissingNode()) {
            expected.put(argument, value.toString());
        }
    }

    @Test
    void anyNameGivesJsonThatHoldsItUnchanged() {
        String name = "a\"b\\c</script>${d}%{e}中🙂";
        Selection selection = shop.read("name=" + URLEncoder.encode(name, StandardCharsets.UTF_8));

        JsonNode json = JsonMapper.shared().readTree(new RunInstancesJson(selection).text());

        assertThat(json.get("InstanceName").asString()).isEqualTo(name);
        assertThat(new TerraformCode(selection).text()).contains("\"a\\\"b\\\\c</script>$${d}%%{e}中🙂\"");
    }

    @Test
    void aConfigurationAsJava() {
        assertThat(new JavaCode(shop.read(PREPAID)).text()).isEqualTo("""
                var credential = new Credential(secretId, secretKey);
                var client = new CvmClient(credential, "ap-shanghai");

                var request = new RunInstancesRequest();
                request.setInstanceChargeType("PREPAID");
                var prepaid = new InstanceChargePrepaid();
                prepaid.setPeriod(12L);
                prepaid.setRenewFlag("NOTIFY_AND_AUTO_RENEW");
                request.setInstanceChargePrepaid(prepaid);
                var placement = new Placement();
                placement.setZone("ap-shanghai-5");
                request.setPlacement(placement);
                request.setInstanceType("S5.LARGE8");
                request.setImageId("img-487zeit5");
                request.setInstanceCount(2L);
                var systemDisk = new SystemDisk();
                systemDisk.setDiskType("CLOUD_PREMIUM");
                systemDisk.setDiskSize(50L);
                request.setSystemDisk(systemDisk);
                var dataDisk1 = new DataDisk();
                dataDisk1.setDiskType("CLOUD_BSSD");
                dataDisk1.setDiskSize(100L);
                request.setDataDisks(new DataDisk[] {dataDisk1});
                var network = new VirtualPrivateCloud();
                network.setVpcId("DEFAULT");
                network.setSubnetId("DEFAULT");
                request.setVirtualPrivateCloud(network);
                var internet = new InternetAccessible();
                internet.setInternetChargeType("BANDWIDTH_PREPAID");
                internet.setInternetMaxBandwidthOut(5L);
                internet.setPublicIpAssigned(true);
                request.setInternetAccessible(internet);
                request.setSecurityGroupIds(new String[] {"<id of your security group that opens port 22>"});
                request.setInstanceName("web-{R:1}");

                String[] instanceIds = client.RunInstances(request).getInstanceIdSet();""");
    }

    @Test
    void aConfigurationAsTerraform() {
        assertThat(new TerraformCode(shop.read(PREPAID)).text()).isEqualTo("""
                resource "tencentcloud_instance" "this" {
                  count                                   = 2
                  instance_name                           = "web-{R:1}"
                  availability_zone                       = "ap-shanghai-5"
                  instance_type                           = "S5.LARGE8"
                  image_id                                = "img-487zeit5"
                  instance_charge_type                    = "PREPAID"
                  instance_charge_type_prepaid_period     = 12
                  instance_charge_type_prepaid_renew_flag = "NOTIFY_AND_AUTO_RENEW"
                  system_disk_type                        = "CLOUD_PREMIUM"
                  system_disk_size                        = 50
                  vpc_id                                  = "<id of your VPC>"
                  subnet_id                               = "<id of its subnet in ap-shanghai-5>"
                  allocate_public_ip                      = true
                  internet_charge_type                    = "BANDWIDTH_PREPAID"
                  internet_max_bandwidth_out              = 5
                  orderly_security_groups                 = ["<id of your security group that opens port 22>"]

                  data_disks {
                    data_disk_type = "CLOUD_BSSD"
                    data_disk_size = 100
                  }
                }""");
    }
}
