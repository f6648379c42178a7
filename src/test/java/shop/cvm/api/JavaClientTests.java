package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.billing.v20180709.models.DescribeAccountBalanceRequest;
import com.tencentcloudapi.billing.v20180709.models.DescribeAccountBalanceResponse;
import com.tencentcloudapi.common.AbstractModel;
import com.tencentcloudapi.cvm.v20170312.models.CreateKeyPairRequest;
import com.tencentcloudapi.cvm.v20170312.models.CreateKeyPairResponse;
import com.tencentcloudapi.cvm.v20170312.models.DataDisk;
import com.tencentcloudapi.cvm.v20170312.models.DeleteKeyPairsRequest;
import com.tencentcloudapi.cvm.v20170312.models.DeleteKeyPairsResponse;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstancesAttributesRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstancesAttributesResponse;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstancesRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstancesResponse;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstancesStatusRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeInstancesStatusResponse;
import com.tencentcloudapi.cvm.v20170312.models.DescribeKeyPairsRequest;
import com.tencentcloudapi.cvm.v20170312.models.DescribeKeyPairsResponse;
import com.tencentcloudapi.cvm.v20170312.models.ImportKeyPairRequest;
import com.tencentcloudapi.cvm.v20170312.models.ImportKeyPairResponse;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceRenewInstancesRequest;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceRenewInstancesResponse;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceRunInstancesRequest;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceRunInstancesResponse;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceTerminateInstancesRequest;
import com.tencentcloudapi.cvm.v20170312.models.InquiryPriceTerminateInstancesResponse;
import com.tencentcloudapi.cvm.v20170312.models.Instance;
import com.tencentcloudapi.cvm.v20170312.models.InstanceChargePrepaid;
import com.tencentcloudapi.cvm.v20170312.models.InstanceStatus;
import com.tencentcloudapi.cvm.v20170312.models.InternetAccessible;
import com.tencentcloudapi.cvm.v20170312.models.KeyPair;
import com.tencentcloudapi.cvm.v20170312.models.LoginSettings;
import com.tencentcloudapi.cvm.v20170312.models.ModifyInstancesAttributeRequest;
import com.tencentcloudapi.cvm.v20170312.models.ModifyInstancesAttributeResponse;
import com.tencentcloudapi.cvm.v20170312.models.ModifyInstancesRenewFlagRequest;
import com.tencentcloudapi.cvm.v20170312.models.ModifyInstancesRenewFlagResponse;
import com.tencentcloudapi.cvm.v20170312.models.Placement;
import com.tencentcloudapi.cvm.v20170312.models.Price;
import com.tencentcloudapi.cvm.v20170312.models.RebootInstancesRequest;
import com.tencentcloudapi.cvm.v20170312.models.RebootInstancesResponse;
import com.tencentcloudapi.cvm.v20170312.models.RenewInstancesRequest;
import com.tencentcloudapi.cvm.v20170312.models.RenewInstancesResponse;
import com.tencentcloudapi.cvm.v20170312.models.ResetInstancesPasswordRequest;
import com.tencentcloudapi.cvm.v20170312.models.ResetInstancesPasswordResponse;
import com.tencentcloudapi.cvm.v20170312.models.RunInstancesRequest;
import com.tencentcloudapi.cvm.v20170312.models.RunInstancesResponse;
import com.tencentcloudapi.cvm.v20170312.models.StartInstancesRequest;
import com.tencentcloudapi.cvm.v20170312.models.StartInstancesResponse;
import com.tencentcloudapi.cvm.v20170312.models.StopInstancesRequest;
import com.tencentcloudapi.cvm.v20170312.models.StopInstancesResponse;
import com.tencentcloudapi.cvm.v20170312.models.TerminateInstancesRequest;
import com.tencentcloudapi.cvm.v20170312.models.TerminateInstancesResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.account.ApiKeys;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Ledger;
import shop.cvm.time.ShopClock;

/**
 * The vendor's Java client, unmodified, drives every action over HTTP, in every way that it can sign: it looks around,
 * buys, manages, renews and gives up machines.
 */
@ShopTest
@Tag("page")
class JavaClientTests {

    private static final String ZONE = "ap-guangzhou-3";
    private static final String TYPE = "S5.MEDIUM4";
    private static final String IMAGE = "img-487zeit5";

    @LocalServerPort
    private int port;

    @Autowired
    private Actions actions;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private Customers customers;

    @Autowired
    private Instances instances;

    @Autowired
    private Ledger ledger;

    @Autowired
    private ShopClock clock;

    @Autowired
    private Invariants invariants;

    private JavaClient client;
    private AccountId account;

    @ParameterizedTest
    @CsvSource({
        "TC3-HMAC-SHA256, POST", "TC3-HMAC-SHA256, GET",
        "HmacSHA256, POST", "HmacSHA256, GET",
        "HmacSHA1, POST", "HmacSHA1, GET"
    })
    void theVendorsClientDrivesEveryAction(String signature, String method) {
        account = customers.with("20000.00");
        client = new JavaClient(port, keys.create(account, false), signature, method);

        ClientExplorer explorer = new ClientExplorer(client);
        explorer.looksAround();
        assertThat(balance().getBalance()).isEqualTo(2_000_000L);
        assertThat(balance().getUin()).isEqualTo(Long.parseLong(account.accountId()));
        boolean first = signature.startsWith("TC3") && method.equals("POST");
        String keyPair = makesAKeyPair(first);
        String[] monthly = buys(monthly(keyPair));
        String[] hourly = buys(hourly());
        manages(hourly);
        renews(monthly);
        explorer.looksAtNetworksAndDisks(hourly[0]);
        givesUp(hourly, monthly, keyPair);

        Set<String> mounted = new TreeSet<>();
        actions.all().forEach(action -> mounted.add(action.name()));
        if (!first) {
            mounted.remove("CreateKeyPair");
        }
        assertThat(client.used()).isEqualTo(mounted);
        invariants.hold();
    }

    private DescribeAccountBalanceResponse balance() {
        return client.send(
                client.billing(),
                "DescribeAccountBalance",
                new DescribeAccountBalanceRequest(),
                DescribeAccountBalanceResponse.class);
    }

    /** To make one takes seconds, and is the same however it is asked for: only one of the clients does. */
    private String makesAKeyPair(boolean made) {
        ImportKeyPairRequest imported = new ImportKeyPairRequest();
        imported.setKeyName("taken_over");
        imported.setProjectId(0L);
        imported.setPublicKey("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIEdlbmVyYXRlZEZvclRoZVRlc3RzT2ZUaGVTaG9wISEh");
        String other =
                send("ImportKeyPair", imported, ImportKeyPairResponse.class).getKeyId();
        assertThat(keyPairs()).extracting(KeyPair::getKeyId).containsExactly(other);
        if (!made) {
            return other;
        }
        CreateKeyPairRequest create = new CreateKeyPairRequest();
        create.setKeyName("made_here");
        create.setProjectId(0L);
        KeyPair pair =
                send("CreateKeyPair", create, CreateKeyPairResponse.class).getKeyPair();
        assertThat(pair.getPrivateKey()).contains("PRIVATE KEY");
        assertThat(pair.getPublicKey()).startsWith("ssh-rsa ");
        assertThat(keyPairs()).allSatisfy(one -> assertThat(one.getPrivateKey()).isNull());
        return pair.getKeyId();
    }

    private KeyPair[] keyPairs() {
        return send("DescribeKeyPairs", new DescribeKeyPairsRequest(), DescribeKeyPairsResponse.class)
                .getKeyPairSet();
    }

    private static RunInstancesRequest monthly(String keyPair) {
        RunInstancesRequest request = machine();
        request.setInstanceChargeType("PREPAID");
        InstanceChargePrepaid period = new InstanceChargePrepaid();
        period.setPeriod(1L);
        period.setRenewFlag("NOTIFY_AND_AUTO_RENEW");
        request.setInstanceChargePrepaid(period);
        LoginSettings login = new LoginSettings();
        login.setKeyIds(new String[] {keyPair});
        request.setLoginSettings(login);
        request.setInstanceName("测试 a&b=c+d*~");
        return request;
    }

    private static RunInstancesRequest hourly() {
        RunInstancesRequest request = machine();
        request.setInstanceCount(2L);
        request.setInstanceName("web-{R:1}");
        LoginSettings login = new LoginSettings();
        login.setPassword("Qcloud@Test123++");
        request.setLoginSettings(login);
        InternetAccessible internet = new InternetAccessible();
        internet.setInternetChargeType("TRAFFIC_POSTPAID_BY_HOUR");
        internet.setInternetMaxBandwidthOut(1L);
        internet.setPublicIpAssigned(true);
        request.setInternetAccessible(internet);
        return request;
    }

    private static RunInstancesRequest machine() {
        RunInstancesRequest request = new RunInstancesRequest();
        Placement placement = new Placement();
        placement.setZone(ZONE);
        request.setPlacement(placement);
        request.setImageId(IMAGE);
        request.setInstanceType(TYPE);
        DataDisk disk = new DataDisk();
        disk.setDiskSize(100L);
        disk.setDiskType("CLOUD_PREMIUM");
        request.setDataDisks(new DataDisk[] {disk});
        return request;
    }

    /** Asks for the price, tries, buys twice with one token, and finds the machines in the very next request. */
    private String[] buys(RunInstancesRequest request) {
        request.setClientToken("Terraform+/" + UUID.randomUUID() + "=");
        InquiryPriceRunInstancesRequest inquiry = new InquiryPriceRunInstancesRequest();
        inquiry.setPlacement(request.getPlacement());
        inquiry.setImageId(request.getImageId());
        inquiry.setInstanceType(request.getInstanceType());
        inquiry.setDataDisks(request.getDataDisks());
        inquiry.setInstanceChargeType(request.getInstanceChargeType());
        inquiry.setInstanceChargePrepaid(request.getInstanceChargePrepaid());
        inquiry.setInstanceCount(request.getInstanceCount());
        Price price = send("InquiryPriceRunInstances", inquiry, InquiryPriceRunInstancesResponse.class)
                .getPrice();
        request.setDryRun(true);
        long before = balance().getBalance();
        assertThat(send("RunInstances", request, RunInstancesResponse.class).getInstanceIdSet())
                .isNull();
        assertThat(balance().getBalance()).isEqualTo(before);
        request.setDryRun(false);
        String[] bought =
                send("RunInstances", request, RunInstancesResponse.class).getInstanceIdSet();
        assertThat(described(bought))
                .allSatisfy(machine -> assertThat(machine.getInstanceState()).isEqualTo("PENDING"));
        assertThat(send("RunInstances", request, RunInstancesResponse.class).getInstanceIdSet())
                .isEqualTo(bought);
        long cost = before - balance().getBalance();
        Float paid = request.getInstanceChargePrepaid() == null
                ? null
                : price.getInstancePrice().getDiscountPrice();
        if (paid != null) {
            assertThat(BigDecimal.valueOf(cost, 2)).isEqualByComparingTo(new BigDecimal(paid.toString()));
        } else {
            assertThat(price.getInstancePrice().getChargeUnit()).isEqualTo("HOUR");
            assertThat(cost).isPositive();
        }
        pass();
        assertThat(described(bought)).allSatisfy(machine -> {
            assertThat(machine.getInstanceState()).isEqualTo("RUNNING");
            assertThat(machine.getLatestOperationState()).isEqualTo("SUCCESS");
            assertThat(machine.getPrivateIpAddresses()).hasSize(1);
            assertThat(machine.getDataDisks()).hasSize(1);
        });
        return bought;
    }

    private Instance[] described(String... ids) {
        DescribeInstancesRequest request = new DescribeInstancesRequest();
        request.setInstanceIds(ids);
        return send("DescribeInstances", request, DescribeInstancesResponse.class)
                .getInstanceSet();
    }

    private void manages(String[] ids) {
        StopInstancesRequest stop = new StopInstancesRequest();
        stop.setInstanceIds(ids);
        send("StopInstances", stop, StopInstancesResponse.class);
        assertThat(states(ids)).containsOnly("STOPPING");
        pass();
        assertThat(states(ids)).containsOnly("STOPPED");
        StartInstancesRequest start = new StartInstancesRequest();
        start.setInstanceIds(ids);
        send("StartInstances", start, StartInstancesResponse.class);
        pass();
        RebootInstancesRequest reboot = new RebootInstancesRequest();
        reboot.setInstanceIds(ids);
        send("RebootInstances", reboot, RebootInstancesResponse.class);
        assertThat(states(ids)).containsOnly("REBOOTING");
        pass();
        ResetInstancesPasswordRequest reset = new ResetInstancesPasswordRequest();
        reset.setInstanceIds(ids);
        reset.setPassword("Another1Password");
        reset.setForceStop(true);
        send("ResetInstancesPassword", reset, ResetInstancesPasswordResponse.class);
        pass();
        ModifyInstancesAttributeRequest rename = new ModifyInstancesAttributeRequest();
        rename.setInstanceIds(ids);
        rename.setInstanceName("renamed");
        send("ModifyInstancesAttribute", rename, ModifyInstancesAttributeResponse.class);
        assertThat(described(ids)).allSatisfy(machine -> {
            assertThat(machine.getInstanceState()).isEqualTo("RUNNING");
            assertThat(machine.getInstanceName()).isEqualTo("renamed");
            assertThat(machine.getPublicIpAddresses()).hasSize(1);
        });
        DescribeInstancesAttributesRequest attributes = new DescribeInstancesAttributesRequest();
        attributes.setInstanceIds(ids);
        attributes.setAttributes(new String[] {"UserData"});
        assertThat(send("DescribeInstancesAttributes", attributes, DescribeInstancesAttributesResponse.class)
                        .getInstanceSet())
                .hasSize(ids.length);
    }

    private List<String> states(String... ids) {
        DescribeInstancesStatusRequest request = new DescribeInstancesStatusRequest();
        request.setInstanceIds(ids);
        return List.of(send("DescribeInstancesStatus", request, DescribeInstancesStatusResponse.class)
                        .getInstanceStatusSet())
                .stream()
                .map(InstanceStatus::getInstanceState)
                .toList();
    }

    private void renews(String[] ids) {
        InstanceChargePrepaid period = new InstanceChargePrepaid();
        period.setPeriod(2L);
        InquiryPriceRenewInstancesRequest inquiry = new InquiryPriceRenewInstancesRequest();
        inquiry.setInstanceIds(ids);
        inquiry.setInstanceChargePrepaid(period);
        Float price = send("InquiryPriceRenewInstances", inquiry, InquiryPriceRenewInstancesResponse.class)
                .getPrice()
                .getInstancePrice()
                .getDiscountPrice();
        String before = described(ids)[0].getExpiredTime();
        long had = balance().getBalance();
        RenewInstancesRequest renew = new RenewInstancesRequest();
        renew.setInstanceIds(ids);
        renew.setInstanceChargePrepaid(period);
        send("RenewInstances", renew, RenewInstancesResponse.class);
        assertThat(BigDecimal.valueOf(had - balance().getBalance(), 2))
                .isEqualByComparingTo(new BigDecimal(price.toString()));
        ModifyInstancesRenewFlagRequest flag = new ModifyInstancesRenewFlagRequest();
        flag.setInstanceIds(ids);
        flag.setRenewFlag("DISABLE_NOTIFY_AND_MANUAL_RENEW");
        assertThat(described(ids)[0].getRenewFlag()).isEqualTo("NOTIFY_AND_AUTO_RENEW");
        send("ModifyInstancesRenewFlag", flag, ModifyInstancesRenewFlagResponse.class);
        assertThat(described(ids)[0].getRenewFlag()).isEqualTo("DISABLE_NOTIFY_AND_MANUAL_RENEW");
        assertThat(described(ids)[0].getExpiredTime()).isGreaterThan(before);
    }

    /** Those that are paid by the hour go at once; the monthly one is returned first, and then goes as well. */
    private void givesUp(String[] hourly, String[] monthly, String keyPair) {
        InquiryPriceTerminateInstancesRequest inquiry = new InquiryPriceTerminateInstancesRequest();
        inquiry.setInstanceIds(monthly);
        Float refund = send("InquiryPriceTerminateInstances", inquiry, InquiryPriceTerminateInstancesResponse.class)
                .getInstanceRefundsSet()[0]
                .getRefunds();
        long before = ledger.balance(account).balance().getAmountMinorLong();
        terminate(monthly);
        assertThat(BigDecimal.valueOf(ledger.balance(account).balance().getAmountMinorLong() - before, 2))
                .isEqualByComparingTo(new BigDecimal(refund.toString()));
        pass();
        assertThat(described(monthly)).singleElement().satisfies(machine -> {
            assertThat(machine.getInstanceState()).isEqualTo("SHUTDOWN");
            assertThat(machine.getIsolatedSource()).isEqualTo("MANMADE");
            assertThat(machine.getLatestOperationState()).isEqualTo("SUCCESS");
        });
        terminate(monthly);
        terminate(hourly);
        pass();
        assertThat(described(monthly)).isEmpty();
        assertThat(described(hourly)).isEmpty();
        DeleteKeyPairsRequest delete = new DeleteKeyPairsRequest();
        delete.setKeyIds(new String[] {keyPair});
        send("DeleteKeyPairs", delete, DeleteKeyPairsResponse.class);
        assertThat(keyPairs()).extracting(KeyPair::getKeyId).doesNotContain(keyPair);
    }

    private void terminate(String[] ids) {
        TerminateInstancesRequest request = new TerminateInstancesRequest();
        request.setInstanceIds(ids);
        send("TerminateInstances", request, TerminateInstancesResponse.class);
    }

    private <T> T send(String action, AbstractModel request, Class<T> answer) {
        return client.send(client.cvm(), action, request, answer);
    }

    private void pass() {
        for (int i = 0; i < 3; i++) {
            clock.advance(Duration.ofMinutes(4));
            instances.advanceDue();
        }
    }
}
