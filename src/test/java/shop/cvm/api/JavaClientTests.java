package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.tencentcloudapi.billing.v20180709.models.Deal;
import com.tencentcloudapi.billing.v20180709.models.DescribeAccountBalanceRequest;
import com.tencentcloudapi.billing.v20180709.models.DescribeAccountBalanceResponse;
import com.tencentcloudapi.billing.v20180709.models.DescribeBillDetailRequest;
import com.tencentcloudapi.billing.v20180709.models.DescribeBillDetailResponse;
import com.tencentcloudapi.billing.v20180709.models.DescribeDealsByCondRequest;
import com.tencentcloudapi.billing.v20180709.models.DescribeDealsByCondResponse;
import com.tencentcloudapi.billing.v20180709.models.PayDealsRequest;
import com.tencentcloudapi.billing.v20180709.models.PayDealsResponse;
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
import com.tencentcloudapi.cvm.v20170312.models.TagSpecification;
import com.tencentcloudapi.cvm.v20170312.models.TerminateInstancesRequest;
import com.tencentcloudapi.cvm.v20170312.models.TerminateInstancesResponse;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
import shop.cvm.billing.Billing;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instances;
import shop.cvm.ledger.Ledger;
import shop.cvm.order.Order;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.time.ShopCalendar;
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
    private Orders orders;

    @Autowired
    private Billing billing;

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
        changes(hourly, monthly, keyPair);
        paysAnOrder();
        readsItsBill(hourly[0]);
        givesUp(new String[] {hourly[0]}, new String[] {monthly[0], hourly[1]}, keyPair);

        Set<String> mounted = actions.all().stream()
                .map(action -> action.version().date() + "," + action.name())
                .collect(Collectors.toCollection(TreeSet::new));
        if (first) {
            assertThat(client.used().stream().map(JavaClientTests::versionAndName))
                    .containsExactlyInAnyOrderElementsOf(mounted);
        }
        if (Driven.isToBeWritten()) {
            if (first) {
                Driven.write(client.used());
            }
        } else {
            assertThat(client.used()).containsExactlyElementsOf(listed(first));
        }
        invariants.hold();
    }

    /** What the list says; to make a key pair takes seconds, so only one of the clients does. */
    private static Set<String> listed(boolean first) {
        Set<String> listed = new TreeSet<>(ApiCoverage.driven());
        listed.removeIf(line -> !first && line.contains(",CreateKeyPair,"));
        return listed;
    }

    /** What was settled adds up to what was deducted. */
    private void readsItsBill(String machine) {
        clock.advance(Duration.ofHours(2));
        billing.runDue(clock.now());
        DescribeBillDetailRequest request = new DescribeBillDetailRequest();
        request.setOffset(0L);
        request.setLimit(100L);
        request.setMonth(YearMonth.from(ShopCalendar.dayOf(clock.now().minus(Duration.ofHours(1))))
                .toString());
        request.setNeedRecordNum(1L);
        request.setResourceId(machine);
        DescribeBillDetailResponse bill =
                client.send(client.billing(), "DescribeBillDetail", request, DescribeBillDetailResponse.class);
        assertThat(bill.getTotal()).isEqualTo(bill.getDetailSet().length).isPositive();
        assertThat(bill.getDetailSet()).allSatisfy(detail -> {
            assertThat(detail.getResourceId()).isEqualTo(machine);
            assertThat(detail.getComponentSet()).hasSize(1);
            assertThat(new BigDecimal(detail.getComponentSet()[0].getRealCost()))
                    .isNotNegative();
        });
    }

    /** One that was placed by the page. */
    private void paysAnOrder() {
        Order placed = orders.place(
                account,
                List.of(Purchases.of(Specs.prepaid(), 1)),
                UUID.randomUUID().toString());
        DescribeDealsByCondRequest request = new DescribeDealsByCondRequest();
        request.setStartTime("2000-01-01 00:00:00");
        request.setEndTime("2099-01-01 00:00:00");
        request.setLimit(10L);
        request.setOffset(0L);
        request.setStatus(1L);
        Deal unpaid = deals(request)[0];
        assertThat(unpaid.getBigDealId()).isEqualTo(placed.number().number());
        assertThat(unpaid.getPayMode()).isEqualTo("prePay");
        assertThat(unpaid.getRealTotalCost())
                .isEqualTo(placed.total().getAmount().movePointRight(2).longValueExact());
        long before = balance().getBalance();
        PayDealsRequest pay = new PayDealsRequest();
        pay.setBigDealIds(new String[] {unpaid.getBigDealId()});
        PayDealsResponse paid = client.send(client.billing(), "PayDeals", pay, PayDealsResponse.class);
        assertThat(paid.getOrderIds()).containsExactly(unpaid.getOrderId());
        assertThat(before - balance().getBalance()).isEqualTo(unpaid.getRealTotalCost());
        pass();
        request.setStatus(4L);
        request.setResourceId(paid.getResourceIds()[0]);
        assertThat(deals(request)).singleElement().satisfies(deal -> {
            assertThat(deal.getOrderId()).isEqualTo(unpaid.getOrderId());
            assertThat(deal.getResourceId()).containsExactly(paid.getResourceIds());
        });
        request.setResourceId(null);
        request.setStatus(null);
        assertThat(deals(request)).extracting(Deal::getAction).contains("purchase", "renew", "upgrade", "modify");
        terminate(paid.getResourceIds());
    }

    private Deal[] deals(DescribeDealsByCondRequest request) {
        return client.send(client.billing(), "DescribeDealsByCond", request, DescribeDealsByCondResponse.class)
                .getDeals();
    }

    private static String versionAndName(String line) {
        String[] columns = line.split(",");
        return columns[1] + "," + columns[2];
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
        request.setDisableApiTermination(true);
        request.setTagSpecification(new TagSpecification[] {tags("team", "shop", "owner", "me")});
        return request;
    }

    private static TagSpecification tags(String... keysAndValues) {
        com.tencentcloudapi.cvm.v20170312.models.Tag[] tags =
                new com.tencentcloudapi.cvm.v20170312.models.Tag[keysAndValues.length / 2];
        for (int i = 0; i < tags.length; i++) {
            tags[i] = new com.tencentcloudapi.cvm.v20170312.models.Tag();
            tags[i].setKey(keysAndValues[2 * i]);
            tags[i].setValue(keysAndValues[2 * i + 1]);
        }
        TagSpecification specification = new TagSpecification();
        specification.setResourceType("instance");
        specification.setTags(tags);
        return specification;
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
        RunInstancesResponse answer = send("RunInstances", request, RunInstancesResponse.class);
        String[] bought = answer.getInstanceIdSet();
        assertThat(described(bought)).allSatisfy(machine -> {
            assertThat(machine.getInstanceState()).isEqualTo("PENDING");
            assertThat(machine.getLatestOperation()).isEqualTo("RunInstances");
            assertThat(machine.getLatestOperationRequestId()).isEqualTo(answer.getRequestId());
        });
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

    private void changes(String[] hourly, String[] monthly, String keyPair) {
        ClientChanges changes = new ClientChanges(client, this::pass);
        changes.isTagged(monthly[0]);
        changes.isProtected(monthly[0]);
        changes.getsALargerDisk(monthly[0]);
        changes.becomesOfAnotherType(hourly[0]);
        changes.getsMoreBandwidth(hourly[0]);
        changes.isInstalledAnew(hourly[0]);
        changes.standsBehindOtherGroups(hourly[0], new ClientExplorer(client).groups()[2]);
        changes.wouldBeTerminated(
                hourly[1],
                clock.now()
                        .plus(Duration.ofDays(3))
                        .truncatedTo(ChronoUnit.SECONDS)
                        .toString());
        changes.isLetInByAKeyPair(hourly[0], keyPair);
        changes.becomesPrepaid(hourly[1]);
        changes.hasLimits(monthly[0]);
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
        BigDecimal refund = Stream.of(
                        send("InquiryPriceTerminateInstances", inquiry, InquiryPriceTerminateInstancesResponse.class)
                                .getInstanceRefundsSet())
                .map(one -> new BigDecimal(one.getRefunds().toString()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        long before = ledger.balance(account).balance().getAmountMinorLong();
        terminate(monthly);
        assertThat(BigDecimal.valueOf(ledger.balance(account).balance().getAmountMinorLong() - before, 2))
                .isEqualByComparingTo(refund);
        pass();
        assertThat(described(monthly)).hasSize(monthly.length).allSatisfy(machine -> {
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
