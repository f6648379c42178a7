package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.MessageSource;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.account.ApiKeys;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instances;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.time.ShopClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Section 7.2 of the contract: each cause has its code, as the vendor's client tells it. */
@ShopTest
@Tag("page")
class RefusalTests {

    private static final String MACHINE = "{\"Placement\": {\"Zone\": \"ap-guangzhou-3\"},"
            + " \"ImageId\": \"img-487zeit5\", \"InstanceType\": \"S5.MEDIUM4\"}";

    @LocalServerPort
    private int port;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private Customers customers;

    @Autowired
    private MessageSource messages;

    @Autowired
    private Instances instances;

    @Autowired
    private Orders orders;

    @Autowired
    private ShopClock clock;

    private AccountId customer;
    private JavaClient client;

    @BeforeEach
    void aClient() {
        customer = customers.with("100.00");
        client = new JavaClient(port, keys.create(customer, false), "TC3-HMAC-SHA256", "POST");
    }

    /** What is put into the request for a machine that could be bought, and what comes of it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"Placement": null} | MissingParameter
            {"Placement": {}} | MissingParameter
            {"Placement": {"Zone": "ap-shanghai-2"}} | InvalidZone.MismatchRegion
            {"Placement": {"Zone": "moon-1"}} | InvalidZone.MismatchRegion
            {"Placement": {"Zone": "ap-guangzhou-1"}} | ResourceInsufficient.AvailabilityZoneSoldOut
            {"Placement": {"Zone": "ap-guangzhou-3", "ProjectId": 5}} | InvalidProjectId.NotFound
            {"Placement": {"Zone": "ap-guangzhou-3", "HostIds": ["host-1"]}} | UnsupportedOperation
            {"ImageId": null} | MissingParameter
            {"ImageId": "ubuntu"} | InvalidImageId.Malformed
            {"ImageId": "img-00000000"} | InvalidImageId.NotFound
            {"InstanceType": "S5"} | InvalidInstanceType.Malformed
            {"InstanceType": "S5.HUGE"} | InvalidParameterValue.InstanceTypeNotFound
            {"InstanceType": "CVM.S2"} | InvalidParameterValue.InstanceTypeNotFound
            {"InstanceChargeType": "FREE"} | InvalidParameterValue
            {"InstanceChargeType": "SPOTPAID"} | UnsupportedOperation
            {"InstanceChargeType": "PREPAID"} | MissingParameter
            {"InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {}} | MissingParameter
            {"InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 13}} | InvalidPeriod
            {"InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 60}} | InvalidPeriod
            {"InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 1, "RenewFlag": "MAYBE"}} | InvalidParameterValue
            {"InstanceChargeType": "PREPAID", "InstanceChargePrepaid": {"Period": 36}} | InvalidAccount.InsufficientBalance
            {"SystemDisk": {"DiskType": "TAPE"}} | InvalidParameterValue
            {"SystemDisk": {"DiskType": "LOCAL_BASIC"}} | ResourceInsufficient.CloudDiskSoldOut
            {"SystemDisk": {"DiskSize": 5000}} | InvalidParameterValue.Range
            {"SystemDisk": {"DiskSize": 99999999999}} | InvalidParameterValue.Range
            {"DataDisks": [{"DiskSize": 15}]} | InvalidParameterValue.Range
            {"DataDisks": [{"DiskType": "CLOUD_SSD"}]} | MissingParameter
            {"DataDisks": [{"DiskSize": 100, "SnapshotId": "snap-12345678"}]} | UnsupportedOperation
            {"DataDisks": [{"DiskSize": 100, "DeleteWithInstance": false}]} | UnsupportedOperation
            {"DataDisks": {}} | InvalidParameter
            {"InternetAccessible": {"PublicIpAssigned": true}} | InvalidParameterCombination
            {"InternetAccessible": {"InternetMaxBandwidthOut": 5, "PublicIpAssigned": false}} | InvalidParameterCombination
            {"InternetAccessible": {"InternetMaxBandwidthOut": 5000}} | InvalidParameterValue.Range
            {"InternetAccessible": {"InternetMaxBandwidthOut": -1}} | InvalidParameterValue.Range
            {"InternetAccessible": {"InternetChargeType": "BANDWIDTH_PREPAID", "InternetMaxBandwidthOut": 1}} | InvalidParameterCombination
            {"InternetAccessible": {"InternetChargeType": "BANDWIDTH_PACKAGE", "InternetMaxBandwidthOut": 1}} | UnsupportedOperation
            {"InternetAccessible": {"InternetChargeType": "PIGEON", "InternetMaxBandwidthOut": 1}} | InvalidParameterValue
            {"InstanceCount": 0} | InvalidParameterValue.Range
            {"InstanceCount": 101} | InvalidParameterValue.Range
            {"InstanceCount": 40} | LimitExceeded.InstanceQuota
            {"InstanceCount": 2, "MinCount": 3} | InvalidParameterValue.InvalidParameterMinCount
            {"HostName": "-web"} | InvalidParameterValue.IllegalHostName
            {"LoginSettings": {"Password": "short"}} | InvalidPassword
            {"LoginSettings": {"Password": "Abcd1234", "KeyIds": ["skey-00000000"]}} | InvalidParameterCombination
            {"LoginSettings": {"KeyIds": ["key"]}} | InvalidKeyPairId.Malformed
            {"LoginSettings": {"KeyIds": ["skey-00000000"]}} | InvalidParameterValue.KeyPairNotFound
            {"LoginSettings": {"KeepImageLogin": "TRUE"}} | UnsupportedOperation
            {"SecurityGroupIds": ["group"]} | InvalidSgId.Malformed
            {"SecurityGroupIds": ["sg-00000000"]} | InvalidSecurityGroupId.NotFound
            {"VirtualPrivateCloud": {"VpcId": "net"}} | InvalidParameterValue.VpcIdMalformed
            {"VirtualPrivateCloud": {"VpcId": "vpc-00000000"}} | InvalidParameterValue.VpcIdNotExist
            {"VirtualPrivateCloud": {"SubnetId": "net"}} | InvalidParameterValue.SubnetIdMalformed
            {"VirtualPrivateCloud": {"SubnetId": "subnet-00000000"}} | InvalidParameterValue.SubnetNotExist
            {"VirtualPrivateCloud": {"PrivateIpAddresses": ["172.16.0.9"]}} | UnsupportedOperation
            {"UserData": "not base64!"} | InvalidParameterValue.InvalidUserDataFormat
            {"UserData": "IyEvYmluL3No"} | UnsupportedOperation
            {"CamRoleName": "admin"} | UnsupportedOperation
            {"DisasterRecoverGroupIds": ["ps-1"]} | UnsupportedOperation
            {"ClientToken": "with blank"} | InvalidParameterValue
            {"SecurityGroupIds": ["sg-00000000", "sg-00000001", "sg-00000002", "sg-00000003", "sg-00000004", "sg-00000005"]} | InvalidParameterValue.LimitExceeded
            {"TagSpecification": [{"ResourceType": "volume", "Tags": [{"Key": "a", "Value": "b"}]}]} | InvalidParameterValue
            {"TagSpecification": [{"ResourceType": "instance", "Tags": [{"Value": "b"}]}]} | MissingParameter
            {"TagSpecification": [{"ResourceType": "instance", "Tags": [{"Key": "a"}, {"Key": "a"}]}]} | InvalidParameterValue.DuplicateTags
            {"TagSpecification": [{"ResourceType": "instance", "Tags": [{"Key": "qcs:a"}]}]} | FailedOperation.TagKeyReserved
            {"TagSpecification": [{"ResourceType": "instance", "Tags": [{"Key": "a\\nb"}]}]} | FailedOperation.IllegalTagKey
            {"ActionTimer": {"TimerAction": "StopInstances", "ActionTime": "2099-01-01T00:00:00Z"}} | InvalidParameterValue
            {"ActionTimer": {"TimerAction": "TerminateInstances", "ActionTime": "tomorrow"}} | InvalidParameterValue
            {"ActionTimer": {"TimerAction": "TerminateInstances", "ActionTime": "2099-01-01T00:00:00Z"}} | InvalidParameterValue
            {"Colour": "red"} | UnknownParameter
            {"CamRoleName": "", "HpcClusterId": null, "DisasterRecoverGroupIds": [], "Metadata": {"Items": []}, "DryRun": true} | ''
            {"InternetAccessible": {"PublicIpAssigned": false}, "DataDisks": [{"DiskSize": 0}], "DryRun": true} | ''
            {"EnhancedService": {"SecurityService": {"Enabled": true}}, "InstanceType": null, "DryRun": true} | ''
            {"ImageId": "img-pmqg1cw7", "SystemDisk": {"DiskType": "CLOUD_PREMIUM"}, "DryRun": true} | ''
            """)
    void aPurchase(String changes, String code) {
        assertThat(client.refusal("RunInstances", changed(changes))).isEqualTo(code);
    }

    @Test
    void whatIsTooLongToBeWrittenDownHere() {
        assertThat(client.refusal("RunInstances", changed("{\"InstanceName\": \"" + "n".repeat(129) + "\"}")))
                .isEqualTo("InvalidInstanceName.TooLong");
        assertThat(client.refusal("RunInstances", changed("{\"HostName\": \"" + "n".repeat(61) + "\"}")))
                .isEqualTo("InvalidParameterValue.IllegalHostName");
        assertThat(client.refusal("RunInstances", changed("{\"ClientToken\": \"" + "n".repeat(65) + "\"}")))
                .isEqualTo("InvalidClientToken.TooLong");
        assertThat(client.refusal("RunInstances", changed("{\"UserData\": \"" + "AAAA".repeat(5500) + "\"}")))
                .isEqualTo("InvalidParameterValue.TooLarge");
        String disks = "{\"DiskSize\": 10},".repeat(22);
        assertThat(client.refusal(
                        "RunInstances", changed("{\"DataDisks\": [" + disks.substring(0, disks.length() - 1) + "]}")))
                .isEqualTo("InvalidParameterValue.LimitExceeded");
        String ids = "\"ins-00000000\",".repeat(101);
        assertThat(client.refusal("StopInstances", "{\"InstanceIds\": [" + ids.substring(0, ids.length() - 1) + "]}"))
                .isEqualTo("InvalidParameterValue.LimitExceeded");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            StopInstances | {} | MissingParameter
            StopInstances | {"InstanceIds": ["web"]} | InvalidInstanceId.Malformed
            StopInstances | {"InstanceIds": ["ins-00000000"]} | InvalidInstanceId.NotFound
            StopInstances | {"InstanceIds": ["ins-00000000"], "StopType": "SOFT", "ForceStop": true} | InvalidParameterCombination
            RebootInstances | {"InstanceIds": ["ins-00000000"], "StopType": "SLOW"} | InvalidParameterValue
            TerminateInstances | {"InstanceIds": ["ins-00000000"]} | InvalidInstanceId.NotFound
            ModifyInstancesAttribute | {"InstanceIds": ["ins-00000000"]} | InvalidInstanceId.NotFound
            DescribeInstances | {"InstanceIds": ["web"]} | InvalidInstanceId.Malformed
            DescribeInstances | {"InstanceIds": ["ins-00000000"], "Filters": [{"Name": "zone", "Values": ["a"]}]} | InvalidParameter
            DescribeInstances | {"Filters": [{"Name": "moon", "Values": ["a"]}]} | InvalidFilter
            DescribeInstances | {"Filters": [{"Name": "zone", "Values": ["1", "2", "3", "4", "5", "6"]}]} | InvalidFilterValue.LimitExceeded
            DescribeInstances | {"Filters": [{"Name": "zone"}]} | MissingParameter
            DescribeInstances | {"Limit": 101} | InvalidParameterValue.Range
            DescribeInstances | {"Limit": 0} | InvalidParameterValue.Range
            DescribeInstances | {"Offset": -1} | InvalidParameterValue.Range
            DescribeInstances | {"Offset": 99999999999, "Limit": 1} | ''
            DescribeImages | {"Limit": 101} | InvalidParameterValue.InvalidParameterValueLimit
            DescribeImages | {"ImageIds": ["img-487zeit5"], "Filters": [{"Name": "platform", "Values": ["a"]}]} | InvalidParameter.InvalidParameterCoexistImageIdsFilters
            DescribeImages | {"InstanceType": "S5.HUGE"} | InvalidParameterValue.InstanceTypeNotFound
            DescribeZoneInstanceConfigInfos | {"Filters": [{"Name": "zone", "Values": ["ap-guangzhou-1"]}]} | InvalidParameterValue.ZoneNotSupported
            DescribeZoneInstanceConfigInfos | {"Filters": [{"Name": "sort-keys", "Values": ["colour"]}]} | InvalidParameterValue
            DescribeInstancesAttributes | {"InstanceIds": ["ins-00000000"], "Attributes": ["UserData"]} | InvalidInstanceId.NotFound
            RenewInstances | {"InstanceIds": ["ins-00000000"]} | InvalidInstanceId.NotFound
            CreateKeyPair | {} | MissingParameter
            CreateKeyPair | {"KeyName": ""} | InvalidKeyPairNameEmpty
            CreateKeyPair | {"KeyName": "abcdefghijklmnopqrstuvwxyz"} | InvalidKeyPairNameTooLong
            CreateKeyPair | {"KeyName": "a-b"} | InvalidKeyPairNameIncludeIllegalChar
            CreateKeyPair | {"KeyName": "a", "ProjectId": 3} | InvalidProjectId.NotFound
            ImportKeyPair | {"KeyName": "a", "PublicKey": "nonsense"} | InvalidPublicKey.Malformed
            DeleteKeyPairs | {"KeyIds": ["skey-00000000"]} | InvalidKeyPairId.NotFound
            DescribeVpcs | {"VpcIds": ["vpc-00000000"]} | ResourceNotFound
            DescribeVpcs | {"VpcIds": ["net"]} | InvalidParameterValue.Malformed
            DescribeSubnets | {"Filters": [{"Name": "moon", "Values": ["a"]}]} | InvalidParameter.FilterInvalidKey
            DescribeSecurityGroups | {"SecurityGroupIds": ["sg-00000000"], "Filters": [{"Name": "project-id", "Values": ["0"]}]} | InvalidParameter.Coexist
            DescribeUsedIpAddress | {"VpcId": "vpc-00000000"} | ''
            DescribeDiskConfigQuota | {"InquiryType": "INQUIRY_MOON"} | InvalidParameterValue
            ModifyInstancesAttribute | {"InstanceIds": ["ins-00000000"], "DisableApiTermination": true} | InvalidInstanceId.NotFound
            ResetInstancesType | {"InstanceType": "S5.MEDIUM8"} | MissingParameter
            ResetInstancesType | {"InstanceIds": ["ins-00000000", "ins-00000001"], "InstanceType": "S5.MEDIUM8"} | InvalidParameterValue.LimitExceeded
            InquiryPriceResetInstancesType | {"InstanceIds": ["ins-00000000"], "InstanceType": "S5.MEDIUM8"} | InvalidInstanceId.NotFound
            ResizeInstanceDisks | {} | MissingParameter
            InquiryPriceResizeInstanceDisks | {"InstanceId": "web"} | InvalidInstanceId.Malformed
            ResetInstancesInternetMaxBandwidth | {"InstanceIds": ["ins-00000000"]} | InvalidInstanceId.NotFound
            InquiryPriceResetInstancesInternetMaxBandwidth | {} | MissingParameter
            ModifyInstancesChargeType | {"InstanceIds": ["ins-00000000"]} | InvalidInstanceId.NotFound
            InquiryPriceModifyInstancesChargeType | {} | MissingParameter
            ResetInstance | {} | MissingParameter
            InquiryPriceResetInstance | {"InstanceId": "ins-00000000"} | InvalidInstanceId.NotFound
            AssociateSecurityGroups | {"InstanceIds": ["ins-00000000"]} | MissingParameter
            AssociateSecurityGroups | {"InstanceIds": ["ins-00000000"], "SecurityGroupIds": ["sg-00000000"]} | InvalidInstanceId.NotFound
            DisassociateSecurityGroups | {} | MissingParameter
            ModifyInstancesProject | {"InstanceIds": ["ins-00000000"], "ProjectId": 0} | InvalidInstanceId.NotFound
            ImportInstancesActionTimer | {"InstanceIds": ["ins-00000000"]} | InvalidInstanceId.NotFound
            DescribeInstancesActionTimer | {"ActionTimerIds": ["timer"]} | InvalidParameterValue
            DescribeInstancesActionTimer | {"StartActionTime": "noon"} | InvalidParameterValue
            DeleteInstancesActionTimer | {} | MissingParameter
            DeleteInstancesActionTimer | {"ActionTimerIds": ["at-00000000"]} | InvalidInstanceId.NotFound
            DescribeInstancesOperationLimit | {"InstanceIds": ["ins-00000000"]} | MissingParameter
            DescribeInstancesOperationLimit | {"InstanceIds": ["ins-00000000"], "Operation": "FLY"} | InvalidParameterValue
            DescribeInstanceInternetBandwidthConfigs | {} | MissingParameter
            InquiryPriceCreateDisks | {"DiskType": "CLOUD_PREMIUM", "DiskSize": 100} | MissingParameter
            InquiryPriceCreateDisks | {"DiskChargeType": "PREPAID", "DiskType": "CLOUD_PREMIUM", "DiskSize": 100} | MissingParameter
            InquiryPriceCreateDisks | {"DiskChargeType": "POSTPAID_BY_HOUR", "DiskType": "FLOPPY", "DiskSize": 100} | InvalidParameterValue
            InquiryPriceCreateDisks | {"DiskChargeType": "POSTPAID_BY_HOUR", "DiskType": "CLOUD_PREMIUM", "DiskSize": 11} | InvalidParameterValue.Range
            Nonsense | {} | InvalidAction
            """)
    void anything(String action, String json, String code) {
        assertThat(client.refusal(action, json)).isEqualTo(code);
    }

    @Test
    void aMachineIsNotChangedInEveryWay() {
        String id = client.call("cvm", "2017-03-12", "RunInstances", changed("{\"DataDisks\": [{\"DiskSize\": 100}]}"))
                .get("InstanceIdSet")
                .get(0)
                .asString();
        String one = "{\"InstanceIds\": [\"" + id + "\"], ";
        String only = "{\"InstanceId\": \"" + id + "\", ";
        assertThat(client.refusal("ResetInstancesType", one + "\"InstanceType\": \"S5.MEDIUM8\"}"))
                .isEqualTo("UnsupportedOperation.InstanceStatePending");
        assertThat(client.refusal("ModifyInstancesAttribute", one + "\"DisableApiTermination\": true}"))
                .isEqualTo("UnsupportedOperation.InstanceStatePending");
        pass();
        JsonNode machine = client.call("cvm", "2017-03-12", "DescribeInstances", one + "\"Limit\": 1}")
                .get("InstanceSet")
                .get(0);
        String system = machine.get("SystemDisk").get("DiskId").asString();
        String data = machine.get("DataDisks").get(0).get("DiskId").asString();
        String group = machine.get("SecurityGroupIds").get(0).asString();

        assertThat(client.refusal("ResetInstancesType", one + "\"InstanceType\": \"S5.MEDIUM8\"}"))
                .isEqualTo("UnsupportedOperation.InstanceStateRunning");
        assertThat(client.refusal("ResetInstancesType", one + "\"InstanceType\": \"S5.MEDIUM4\", \"ForceStop\": true}"))
                .isEqualTo("InvalidParameterValue");
        assertThat(client.refusal("ResetInstancesType", one + "\"InstanceType\": \"S5.HUGE\"}"))
                .isEqualTo("InvalidParameterValue.InstanceTypeNotFound");
        assertThat(client.refusal("ResizeInstanceDisks", only + disk(system, 200)))
                .isEqualTo("InvalidParameter.DataDiskIdContainsRootDisk");
        assertThat(client.refusal("ResizeInstanceDisks", only + disk("disk-00000000", 200)))
                .isEqualTo("InvalidParameter.DataDiskNotBelongSpecifiedInstance");
        assertThat(client.refusal("ResizeInstanceDisks", only + disk(data, 90)))
                .isEqualTo("InvalidParameterValue.Range");
        assertThat(client.refusal(
                        "ResizeInstanceDisks", only + disk(data, 111).replace("]}", "], \"ForceStop\": true}")))
                .isEqualTo("InvalidParameterValue.Range");
        assertThat(client.refusal(
                        "ResizeInstanceDisks", only + disk(data, 200).replace("]}", "], \"ResizeOnline\": true}")))
                .isEqualTo("UnsupportedOperation");
        assertThat(client.refusal("ResizeInstanceDisks", only + disk(data, 200)))
                .isEqualTo("UnsupportedOperation.InstanceStateRunning");
        assertThat(client.refusal("ResetInstancesInternetMaxBandwidth", one + "\"InternetAccessible\": {}}"))
                .isEqualTo("MissingParameter");
        assertThat(client.refusal(
                        "ResetInstancesInternetMaxBandwidth",
                        one + "\"InternetAccessible\": {\"InternetMaxBandwidthOut\": 5000}}"))
                .isEqualTo("InvalidParameterValue.Range");
        assertThat(client.refusal("ModifyInstancesChargeType", one + "\"InstanceChargeType\": \"POSTPAID_BY_HOUR\"}"))
                .isEqualTo("UnsupportedOperation.InstanceChargeType");
        assertThat(client.refusal("ModifyInstancesChargeType", one + "\"InstanceChargePrepaid\": {\"Period\": 13}}"))
                .isEqualTo("InvalidPeriod");
        assertThat(client.refusal("ModifyInstancesChargeType", one + "\"InstanceChargePrepaid\": {\"Period\": 12}}"))
                .isEqualTo("InvalidAccount.InsufficientBalance");
        assertThat(client.refusal("ResetInstance", only + "\"ImageId\": \"img-00000000\"}"))
                .isEqualTo("InvalidImageId.NotFound");
        assertThat(client.refusal("ResetInstance", only + "\"SystemDisk\": {\"DiskSize\": 60}}"))
                .isEqualTo("UnsupportedOperation");
        assertThat(client.refusal("ResetInstance", only + "\"LoginSettings\": {\"Password\": \"short\"}}"))
                .isEqualTo("InvalidPassword");
        assertThat(client.refusal("ModifyInstancesProject", one + "\"ProjectId\": 5}"))
                .isEqualTo("InvalidProjectId.NotFound");
        assertThat(client.refusal("DisassociateSecurityGroups", one + "\"SecurityGroupIds\": [\"" + group + "\"]}"))
                .isEqualTo("FailedOperation.SecurityGroupActionFailed");
        assertThat(client.refusal("ModifyInstancesAttribute", one + "\"SecurityGroups\": [\"sg-00000000\"]}"))
                .isEqualTo("InvalidSecurityGroupId.NotFound");
        assertThat(client.refusal("ModifyInstancesAttribute", one + "\"HostName\": \"web\"}"))
                .isEqualTo("UnsupportedOperation");
        assertThat(tagged("qcs::cvm:ap-guangzhou:uin/1:instance/" + id, "qcs:owner"))
                .isEqualTo("FailedOperation.TagKeyReserved");
        assertThat(tagged("qcs::cvm:ap-shanghai:uin/1:instance/" + id, "owner"))
                .isEqualTo("InvalidInstanceId.NotFound");
        assertThat(tagged("qcs::cos:ap-guangzhou:uin/1:bucket/b", "owner"))
                .isEqualTo("InvalidParameterValue.ResourceDescriptionError");
        assertThat(client.refusal("TerminateInstances", one + "\"DryRun\": false}"))
                .isEmpty();
        assertThat(client.refusal("ResetInstance", only + "\"ImageId\": \"img-487zeit5\"}"))
                .isEqualTo("UnsupportedOperation.InstanceStateTerminating");
    }

    private static String disk(String id, int size) {
        return "\"DataDisks\": [{\"DiskId\": \"" + id + "\", \"DiskSize\": " + size + "}]}";
    }

    private String tagged(String resource, String key) {
        return client.refusal(
                "tag",
                "2018-08-13",
                "ModifyResourceTags",
                "{\"Resource\": \"" + resource + "\", \"ReplaceTags\": [{\"TagKey\": \"" + key
                        + "\", \"TagValue\": \"me\"}]}");
    }

    private void pass() {
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(4));
            instances.advanceDue();
        }
    }

    /** What was bought under conditions that do not go together. */
    @Test
    void aTimeToTerminateIsForHourlyMachinesThatAreNotProtected() {
        String timer = "{\"ActionTimer\": {\"TimerAction\": \"TerminateInstances\", \"ActionTime\": \""
                + clock.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS) + "\"}";

        assertThat(client.refusal("RunInstances", changed(timer + ", \"DryRun\": true}")))
                .isEmpty();
        assertThat(client.refusal("RunInstances", changed(timer + ", \"DisableApiTermination\": true}")))
                .isEqualTo("UnsupportedOperation");
        assertThat(
                        client.refusal(
                                "RunInstances",
                                changed(
                                        timer
                                                + ", \"InstanceChargeType\": \"PREPAID\", \"InstanceChargePrepaid\": {\"Period\": 1}}")))
                .isIn(
                        "UnsupportedOperation.NotSupportImportInstancesActionTimer",
                        "InvalidAccount.InsufficientBalance");
    }

    @Test
    void anOrderThatIsNotThereIsNotPaid() {
        assertThat(client.refusal("billing", "2018-07-09", "PayDeals", "{}")).isEqualTo("MissingParameter");
        assertThat(client.refusal(
                        "billing", "2018-07-09", "PayDeals", "{\"OrderIds\": [\"1\"], \"BigDealIds\": [\"1\"]}"))
                .isEqualTo("InvalidParameterCombination");
        assertThat(client.refusal("billing", "2018-07-09", "PayDeals", "{\"BigDealIds\": [\"202611231085164081137\"]}"))
                .isEqualTo("FailedOperation.InvalidDeal");
        assertThat(client.refusal("billing", "2018-07-09", "PayDeals", "{\"OrderIds\": [\"202611231085164081137\"]}"))
                .isEqualTo("FailedOperation.InvalidDeal");
        Order dear = orders.place(customer, List.of(Purchases.of(Specs.prepaid(), 9)), "dear");
        assertThat(client.refusal("billing", "2018-07-09", "PayDeals", "{\"BigDealIds\": [\"" + dear.number() + "\"]}"))
                .isEqualTo("FailedOperation.BalanceInsufficient");
        orders.cancel(customer, dear.number());
        assertThat(client.refusal("billing", "2018-07-09", "PayDeals", "{\"BigDealIds\": [\"" + dear.number() + "\"]}"))
                .isEqualTo("FailedOperation.InvalidDeal");
        assertThat(client.refusal("billing", "2018-07-09", "DescribeDealsByCond", "{\"Limit\": 10}"))
                .isEqualTo("MissingParameter");
        assertThat(
                        client.refusal(
                                "billing",
                                "2018-07-09",
                                "DescribeDealsByCond",
                                "{\"Limit\": 1001, \"StartTime\": \"2026-01-01 00:00:00\", \"EndTime\": \"2026-02-01 00:00:00\"}"))
                .isEqualTo("InvalidParameterValue.Range");
        assertThat(
                        client.refusal(
                                "billing",
                                "2018-07-09",
                                "DescribeDealsByCond",
                                "{\"Limit\": 10, \"Status\": 77, \"StartTime\": \"2026-01-01 00:00:00\", \"EndTime\": \"2026-02-01 00:00:00\"}"))
                .isEqualTo("InvalidParameterValue");
    }

    @Test
    void aBillIsAskedForByMonth() {
        assertThat(client.refusal("billing", "2018-07-09", "DescribeBillDetail", "{\"Limit\": 10}"))
                .isEqualTo("MissingParameter");
        assertThat(client.refusal("billing", "2018-07-09", "DescribeBillDetail", "{\"Limit\": 10, \"Offset\": 0}"))
                .isEqualTo("MissingParameter");
        assertThat(client.refusal(
                        "billing",
                        "2018-07-09",
                        "DescribeBillDetail",
                        "{\"Limit\": 301, \"Offset\": 0, \"Month\": \"2026-01\"}"))
                .isEqualTo("InvalidParameterValue.Range");
        assertThat(client.refusal(
                        "billing",
                        "2018-07-09",
                        "DescribeBillDetail",
                        "{\"Limit\": 10, \"Offset\": 0, \"Month\": \"May\"}"))
                .isEqualTo("InvalidParameterValue");
        for (String month : List.of("+999999999-12", "2026-13", "2026-1", "12026-01")) {
            assertThat(client.refusal(
                            "billing",
                            "2018-07-09",
                            "DescribeBillDetail",
                            "{\"Limit\": 10, \"Offset\": 0, \"Month\": \"" + month + "\"}"))
                    .isEqualTo("InvalidParameterValue");
        }
        assertThat(client.refusal(
                        "billing",
                        "2018-07-09",
                        "DescribeBillDetail",
                        "{\"Limit\": 10, \"Offset\": 0, \"Month\": \"2026-01\", \"PayMode\": \"prePay\"}"))
                .isEmpty();
    }

    @Test
    void whoIsNotVerifiedIsToldSo() {
        client = new JavaClient(port, keys.create(customers.unverified().id(), false), "TC3-HMAC-SHA256", "POST");

        assertThat(client.refusal("RunInstances", MACHINE)).isEqualTo("AccountQualificationRestrictions");
    }

    @Test
    void everyErrorHasItsWordsInBothLanguages() {
        for (Fault fault : Fault.values()) {
            Object[] arguments = {"a", "b", "c"};
            assertThat(messages.getMessage("api.error." + fault, arguments, Locale.ENGLISH))
                    .doesNotContain("{");
            assertThat(messages.getMessage("api.error." + fault, arguments, Locale.SIMPLIFIED_CHINESE))
                    .doesNotContain("{");
        }
    }

    private static String changed(String changes) {
        ObjectNode request = (ObjectNode) JsonMapper.shared().readTree(MACHINE);
        JsonNode changed = JsonMapper.shared().readTree(changes);
        changed.properties().forEach(field -> request.set(field.getKey(), field.getValue()));
        return request.toString();
    }
}
