package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.billing.v20180709.models.DescribeAccountBalanceRequest;
import com.tencentcloudapi.billing.v20180709.models.DescribeAccountBalanceResponse;
import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.cvm.v20170312.models.ActionTimer;
import com.tencentcloudapi.cvm.v20170312.models.AssociateInstancesKeyPairsRequest;
import com.tencentcloudapi.cvm.v20170312.models.AssociateInstancesKeyPairsResponse;
import com.tencentcloudapi.cvm.v20170312.models.AssociateSecurityGroupsRequest;
import com.tencentcloudapi.cvm.v20170312.models.AssociateSecurityGroupsResponse;
import com.tencentcloudapi.cvm.v20170312.models.DataDisk;
import com.tencentcloudapi.cvm.v20170312.models.DeleteInstancesActionTimerRequest;
import com.tencentcloudapi.cvm.v20170312.models.DeleteInstancesActionTimerResponse;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstanceInternetBandwidthConfigsRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstanceInternetBandwidthConfigsResponse;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstancesActionTimerRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstancesActionTimerResponse;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstancesOperationLimitRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstancesOperationLimitResponse;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstancesRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstancesResponse;
import com.tencentcloudapi.cvm.v20170312.models.DisassociateInstancesKeyPairsRequest;
import com.tencentcloudapi.cvm.v20170312.models.DisassociateInstancesKeyPairsResponse;
import com.tencentcloudapi.cvm.v20170312.models.DisassociateSecurityGroupsRequest;
import com.tencentcloudapi.cvm.v20170312.models.DisassociateSecurityGroupsResponse;
import com.tencentcloudapi.cvm.v20170312.models.Filter;
import com.tencentcloudapi.cvm.v20170312.models.ImportInstancesActionTimerRequest;
import com.tencentcloudapi.cvm.v20170312.models.ImportInstancesActionTimerResponse;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceModifyInstancesChargeTypeRequest;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceModifyInstancesChargeTypeResponse;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceResetInstanceRequest;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceResetInstanceResponse;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceResetInstancesInternetMaxBandwidthRequest;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceResetInstancesInternetMaxBandwidthResponse;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceResetInstancesTypeRequest;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceResetInstancesTypeResponse;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceResizeInstanceDisksRequest;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceResizeInstanceDisksResponse;
import com.tencentcloudapi.cvm.v20170312.models.Instance;
import com.tencentcloudapi.cvm.v20170312.models.InstanceChargePrepaid;
import com.tencentcloudapi.cvm.v20170312.models.InternetAccessible;
import com.tencentcloudapi.cvm.v20170312.models.LoginSettings;
import com.tencentcloudapi.cvm.v20170312.models.ModifyInstancesAttributeRequest;
import com.tencentcloudapi.cvm.v20170312.models.ModifyInstancesAttributeResponse;
import com.tencentcloudapi.cvm.v20170312.models.ModifyInstancesChargeTypeRequest;
import com.tencentcloudapi.cvm.v20170312.models.ModifyInstancesChargeTypeResponse;
import com.tencentcloudapi.cvm.v20170312.models.ModifyInstancesProjectRequest;
import com.tencentcloudapi.cvm.v20170312.models.ModifyInstancesProjectResponse;
import com.tencentcloudapi.cvm.v20170312.models.ResetInstanceRequest;
import com.tencentcloudapi.cvm.v20170312.models.ResetInstanceResponse;
import com.tencentcloudapi.cvm.v20170312.models.ResetInstancesInternetMaxBandwidthRequest;
import com.tencentcloudapi.cvm.v20170312.models.ResetInstancesInternetMaxBandwidthResponse;
import com.tencentcloudapi.cvm.v20170312.models.ResetInstancesTypeRequest;
import com.tencentcloudapi.cvm.v20170312.models.ResetInstancesTypeResponse;
import com.tencentcloudapi.cvm.v20170312.models.ResizeInstanceDisksRequest;
import com.tencentcloudapi.cvm.v20170312.models.ResizeInstanceDisksResponse;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What somebody who uses the vendor's Java client changes of machines that run, and what has to come of it. */
final class ClientChanges {

    private static final String OTHER_TYPE = "S5.MEDIUM8";
    private static final String IMAGE = "img-487zeit5";

    private final JavaClient client;
    private final Runnable time;

    /** @param time lets the machines get what was asked for */
    ClientChanges(JavaClient client, Runnable time) {
        this.client = client;
        this.time = time;
    }

    /** A key pair in place of a password, and a password of the shop's making in place of that. */
    void isLetInByAKeyPair(String id, String keyPair) {
        AssociateInstancesKeyPairsRequest bind = new AssociateInstancesKeyPairsRequest();
        bind.setInstanceIds(new String[] {id});
        bind.setKeyIds(new String[] {keyPair});
        bind.setForceStop(true);
        send("AssociateInstancesKeyPairs", bind, AssociateInstancesKeyPairsResponse.class);
        assertThat(machine(id).getLatestOperationState()).isEqualTo("OPERATING");
        time.run();
        assertThat(machine(id)).satisfies(machine -> {
            assertThat(machine.getInstanceState()).isEqualTo("RUNNING");
            assertThat(machine.getLoginSettings().getKeyIds()).containsExactly(keyPair);
            assertThat(machine.getLatestOperation()).isEqualTo("AssociateInstancesKeyPairs");
            assertThat(machine.getLatestOperationState()).isEqualTo("SUCCESS");
        });
        DisassociateInstancesKeyPairsRequest unbind = new DisassociateInstancesKeyPairsRequest();
        unbind.setInstanceIds(new String[] {id});
        unbind.setKeyIds(new String[] {keyPair});
        unbind.setForceStop(true);
        send("DisassociateInstancesKeyPairs", unbind, DisassociateInstancesKeyPairsResponse.class);
        time.run();
        assertThat(machine(id).getLoginSettings().getKeyIds()).isNullOrEmpty();
    }

    /** Another type, with a machine that runs: it is shut down for that, and runs again. */
    void becomesOfAnotherType(String id) {
        InquiryPriceResetInstancesTypeRequest inquiry = new InquiryPriceResetInstancesTypeRequest();
        inquiry.setInstanceIds(new String[] {id});
        inquiry.setInstanceType(OTHER_TYPE);
        assertThat(send("InquiryPriceResetInstancesType", inquiry, InquiryPriceResetInstancesTypeResponse.class)
                        .getPrice()
                        .getInstancePrice()
                        .getUnitPrice())
                .isPositive();
        ResetInstancesTypeRequest request = new ResetInstancesTypeRequest();
        request.setInstanceIds(new String[] {id});
        request.setInstanceType(OTHER_TYPE);
        request.setForceStop(true);
        String asked = send("ResetInstancesType", request, ResetInstancesTypeResponse.class)
                .getRequestId();
        assertThat(machine(id)).satisfies(machine -> {
            assertThat(machine.getInstanceState()).isEqualTo("STOPPING");
            assertThat(machine.getLatestOperation()).isEqualTo("ResetInstancesType");
            assertThat(machine.getLatestOperationState()).isEqualTo("OPERATING");
            assertThat(machine.getLatestOperationRequestId()).isEqualTo(asked);
        });
        time.run();
        assertThat(machine(id)).satisfies(machine -> {
            assertThat(machine.getInstanceState()).isEqualTo("RUNNING");
            assertThat(machine.getInstanceType()).isEqualTo(OTHER_TYPE);
            assertThat(machine.getMemory()).isEqualTo(8L);
            assertThat(machine.getLatestOperationState()).isEqualTo("SUCCESS");
        });
    }

    /** A larger data disk of a prepaid machine costs what its price says, to the cent. */
    void getsALargerDisk(String id) {
        String disk = machine(id).getDataDisks()[0].getDiskId();
        InquiryPriceResizeInstanceDisksRequest inquiry = new InquiryPriceResizeInstanceDisksRequest();
        inquiry.setInstanceId(id);
        inquiry.setDataDisks(larger(disk));
        Float price = send("InquiryPriceResizeInstanceDisks", inquiry, InquiryPriceResizeInstanceDisksResponse.class)
                .getPrice()
                .getInstancePrice()
                .getDiscountPrice();
        assertThat(price).isPositive();
        long before = balance();
        ResizeInstanceDisksRequest request = new ResizeInstanceDisksRequest();
        request.setInstanceId(id);
        request.setDataDisks(larger(disk));
        request.setForceStop(true);
        send("ResizeInstanceDisks", request, ResizeInstanceDisksResponse.class);
        assertThat(BigDecimal.valueOf(before - balance(), 2)).isEqualByComparingTo(new BigDecimal(price.toString()));
        time.run();
        assertThat(machine(id)).satisfies(machine -> {
            assertThat(machine.getInstanceState()).isEqualTo("RUNNING");
            assertThat(machine.getDataDisks()[0].getDiskSize()).isEqualTo(120L);
            assertThat(machine.getDataDisks()[0].getDiskId()).isEqualTo(disk);
        });
    }

    private static DataDisk[] larger(String id) {
        DataDisk disk = new DataDisk();
        disk.setDiskId(id);
        disk.setDiskSize(120L);
        return new DataDisk[] {disk};
    }

    /** Another bandwidth, while it runs. */
    void getsMoreBandwidth(String id) {
        InternetAccessible internet = new InternetAccessible();
        internet.setInternetMaxBandwidthOut(3L);
        InquiryPriceResetInstancesInternetMaxBandwidthRequest inquiry =
                new InquiryPriceResetInstancesInternetMaxBandwidthRequest();
        inquiry.setInstanceIds(new String[] {id});
        inquiry.setInternetAccessible(internet);
        assertThat(send(
                                "InquiryPriceResetInstancesInternetMaxBandwidth",
                                inquiry,
                                InquiryPriceResetInstancesInternetMaxBandwidthResponse.class)
                        .getPrice()
                        .getBandwidthPrice()
                        .getChargeUnit())
                .isEqualTo("GB");
        ResetInstancesInternetMaxBandwidthRequest request = new ResetInstancesInternetMaxBandwidthRequest();
        request.setInstanceIds(new String[] {id});
        request.setInternetAccessible(internet);
        send("ResetInstancesInternetMaxBandwidth", request, ResetInstancesInternetMaxBandwidthResponse.class);
        assertThat(machine(id).getInternetAccessible().getInternetMaxBandwidthOut())
                .isEqualTo(3L);
        time.run();
        assertThat(machine(id).getInstanceState()).isEqualTo("RUNNING");
    }

    /** Nothing but the system disk is new. */
    void isInstalledAnew(String id) {
        LoginSettings login = new LoginSettings();
        login.setPassword("Installed1Anew");
        InquiryPriceResetInstanceRequest inquiry = new InquiryPriceResetInstanceRequest();
        inquiry.setInstanceId(id);
        inquiry.setImageId(IMAGE);
        inquiry.setLoginSettings(login);
        assertThat(send("InquiryPriceResetInstance", inquiry, InquiryPriceResetInstanceResponse.class)
                        .getPrice()
                        .getInstancePrice()
                        .getUnitPrice())
                .isZero();
        ResetInstanceRequest request = new ResetInstanceRequest();
        request.setInstanceId(id);
        request.setImageId(IMAGE);
        request.setLoginSettings(login);
        send("ResetInstance", request, ResetInstanceResponse.class);
        assertThat(machine(id).getLatestOperation()).isEqualTo("ResetInstance");
        assertThat(machine(id).getLatestOperationState()).isEqualTo("OPERATING");
        time.run();
        assertThat(machine(id).getInstanceState()).isEqualTo("RUNNING");
    }

    /** Behind one group more, and behind it no longer. */
    void standsBehindOtherGroups(String id, String more) {
        String first = machine(id).getSecurityGroupIds()[0];
        AssociateSecurityGroupsRequest associate = new AssociateSecurityGroupsRequest();
        associate.setInstanceIds(new String[] {id});
        associate.setSecurityGroupIds(new String[] {more});
        send("AssociateSecurityGroups", associate, AssociateSecurityGroupsResponse.class);
        assertThat(machine(id).getSecurityGroupIds()).containsExactly(first, more);
        DisassociateSecurityGroupsRequest disassociate = new DisassociateSecurityGroupsRequest();
        disassociate.setInstanceIds(new String[] {id});
        disassociate.setSecurityGroupIds(new String[] {first});
        send("DisassociateSecurityGroups", disassociate, DisassociateSecurityGroupsResponse.class);
        assertThat(machine(id).getSecurityGroupIds()).containsExactly(more);
        ModifyInstancesProjectRequest project = new ModifyInstancesProjectRequest();
        project.setInstanceIds(new String[] {id});
        project.setProjectId(0L);
        send("ModifyInstancesProject", project, ModifyInstancesProjectResponse.class);
        ModifyInstancesAttributeRequest back = new ModifyInstancesAttributeRequest();
        back.setInstanceIds(new String[] {id});
        back.setSecurityGroups(new String[] {first, more});
        back.setInstanceName("behind two groups");
        back.setDisableApiTermination(false);
        send("ModifyInstancesAttribute", back, ModifyInstancesAttributeResponse.class);
        assertThat(machine(id).getSecurityGroupIds()).containsExactly(first, more);
        assertThat(machine(id).getInstanceName()).isEqualTo("behind two groups");
    }

    /** The tags that it was bought with, in its answer, by the product for tags, and as a filter. */
    void isTagged(String id) {
        assertThat(tags(id)).containsExactly("owner=me", "team=shop");
        client.call(
                "tag",
                "2018-08-13",
                "ModifyResourceTags",
                "{\"Resource\": \"qcs::cvm:ap-guangzhou:uin/1:instance/" + id
                        + "\", \"ReplaceTags\": [{\"TagKey\": \"owner\", \"TagValue\": \"you\"}],"
                        + " \"DeleteTags\": [{\"TagKey\": \"team\"}]}");
        assertThat(tags(id)).containsExactly("owner=you");
        JsonNode told = client.call(
                "tag",
                "2018-08-13",
                "DescribeResourceTagsByResourceIds",
                "{\"ServiceType\": \"cvm\", \"ResourcePrefix\": \"instance\", \"ResourceIds\": [\"" + id
                        + "\"], \"ResourceRegion\": \"ap-guangzhou\"}");
        assertThat(told.get("Tags").get(0).get("TagValue").asString()).isEqualTo("you");
        assertThat(found("tag:owner", "you")).containsExactly(id);
        assertThat(found("tag:owner", "me")).isEmpty();
        assertThat(found("tag-key", "owner")).containsExactly(id);
        assertThat(found("tag-value", "you", "me")).containsExactly(id);
        assertThat(found("tag-key", "team")).isEmpty();
    }

    private List<String> tags(String id) {
        return Stream.of(machine(id).getTags())
                .map(tag -> tag.getKey() + "=" + tag.getValue())
                .toList();
    }

    private List<String> found(String name, String... values) {
        Filter filter = new Filter();
        filter.setName(name);
        filter.setValues(values);
        DescribeInstancesRequest request = new DescribeInstancesRequest();
        request.setFilters(new Filter[] {filter});
        return Stream.of(send("DescribeInstances", request, DescribeInstancesResponse.class)
                        .getInstanceSet())
                .map(Instance::getInstanceId)
                .toList();
    }

    /** Protected from termination as it was bought; now no longer. */
    void isProtected(String id) {
        assertThat(machine(id).getDisableApiTermination()).isTrue();
        assertThat(client.refusal("TerminateInstances", "{\"InstanceIds\": [\"" + id + "\"]}"))
                .isEqualTo("UnsupportedOperation.InstancesProtected");
        ModifyInstancesAttributeRequest request = new ModifyInstancesAttributeRequest();
        request.setInstanceIds(new String[] {id});
        request.setDisableApiTermination(false);
        send("ModifyInstancesAttribute", request, ModifyInstancesAttributeResponse.class);
        assertThat(machine(id).getDisableApiTermination()).isFalse();
    }

    /** Prepaid from now on, for what its price says. */
    void becomesPrepaid(String id) {
        InstanceChargePrepaid period = new InstanceChargePrepaid();
        period.setPeriod(1L);
        period.setRenewFlag("NOTIFY_AND_AUTO_RENEW");
        InquiryPriceModifyInstancesChargeTypeRequest inquiry = new InquiryPriceModifyInstancesChargeTypeRequest();
        inquiry.setInstanceIds(new String[] {id});
        inquiry.setInstanceChargeType("PREPAID");
        inquiry.setInstanceChargePrepaid(period);
        assertThat(send(
                                "InquiryPriceModifyInstancesChargeType",
                                inquiry,
                                InquiryPriceModifyInstancesChargeTypeResponse.class)
                        .getPrice()
                        .getInstancePrice()
                        .getDiscountPrice())
                .isPositive();
        ModifyInstancesChargeTypeRequest request = new ModifyInstancesChargeTypeRequest();
        request.setInstanceIds(new String[] {id});
        request.setInstanceChargeType("PREPAID");
        request.setInstanceChargePrepaid(period);
        send("ModifyInstancesChargeType", request, ModifyInstancesChargeTypeResponse.class);
        assertThat(machine(id)).satisfies(machine -> {
            assertThat(machine.getInstanceChargeType()).isEqualTo("PREPAID");
            assertThat(machine.getRenewFlag()).isEqualTo("NOTIFY_AND_AUTO_RENEW");
            assertThat(machine.getExpiredTime()).isNotNull();
        });
    }

    /** A time at which it is terminated, and none after all. */
    void wouldBeTerminated(String id, String at) {
        ActionTimer timer = new ActionTimer();
        timer.setTimerAction("TerminateInstances");
        timer.setActionTime(at);
        ImportInstancesActionTimerRequest imported = new ImportInstancesActionTimerRequest();
        imported.setInstanceIds(new String[] {id});
        imported.setActionTimer(timer);
        String[] timers = send("ImportInstancesActionTimer", imported, ImportInstancesActionTimerResponse.class)
                .getActionTimerIds();
        assertThat(timers(new DescribeInstancesActionTimerRequest()))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.getActionTimerId()).isEqualTo(timers[0]);
                    assertThat(one.getInstanceId()).isEqualTo(id);
                    assertThat(one.getActionTime()).isEqualTo(at);
                    assertThat(one.getStatus()).isEqualTo("UNDO");
                });
        DescribeInstancesActionTimerRequest named = new DescribeInstancesActionTimerRequest();
        named.setActionTimerIds(timers);
        assertThat(timers(named)).hasSize(1);
        DeleteInstancesActionTimerRequest delete = new DeleteInstancesActionTimerRequest();
        delete.setActionTimerIds(timers);
        send("DeleteInstancesActionTimer", delete, DeleteInstancesActionTimerResponse.class);
        assertThat(timers(named)).isEmpty();
    }

    private ActionTimer[] timers(DescribeInstancesActionTimerRequest request) {
        return send("DescribeInstancesActionTimer", request, DescribeInstancesActionTimerResponse.class)
                .getActionTimers();
    }

    /** What it has, and how often it can still be made lesser. */
    void hasLimits(String id) {
        DescribeInstancesOperationLimitRequest limit = new DescribeInstancesOperationLimitRequest();
        limit.setInstanceIds(new String[] {id});
        limit.setOperation("INSTANCE_DEGRADE");
        assertThat(send("DescribeInstancesOperationLimit", limit, DescribeInstancesOperationLimitResponse.class)
                        .getInstanceOperationLimitSet())
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.getCurrentCount()).isZero();
                    assertThat(one.getLimitCount()).isEqualTo(5L);
                });
        DescribeInstanceInternetBandwidthConfigsRequest internet =
                new DescribeInstanceInternetBandwidthConfigsRequest();
        internet.setInstanceId(id);
        assertThat(send(
                                "DescribeInstanceInternetBandwidthConfigs",
                                internet,
                                DescribeInstanceInternetBandwidthConfigsResponse.class)
                        .getInternetBandwidthConfigSet())
                .singleElement()
                .satisfies(one -> assertThat(one.getInternetAccessible().getInternetMaxBandwidthOut())
                        .isEqualTo(machine(id).getInternetAccessible().getInternetMaxBandwidthOut()));
    }

    private long balance() {
        return client.send(
                        client.billing(),
                        "DescribeAccountBalance",
                        new DescribeAccountBalanceRequest(),
                        DescribeAccountBalanceResponse.class)
                .getBalance();
    }

    private Instance machine(String id) {
        DescribeInstancesRequest request = new DescribeInstancesRequest();
        request.setInstanceIds(new String[] {id});
        return send("DescribeInstances", request, DescribeInstancesResponse.class)
                .getInstanceSet()[0];
    }

    private <T> T send(String action, AbstractModel request, Class<T> answer) {
        return client.send(client.cvm(), action, request, answer);
    }
}
