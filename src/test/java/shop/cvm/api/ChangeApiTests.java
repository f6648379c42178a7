package shop.cvm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.RoundTrips;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.account.ApiKeys;
import shop.cvm.account.NewApiKey;
import shop.cvm.billing.Billing;
import shop.cvm.catalog.Specs;
import shop.cvm.catalog.Stock;
import shop.cvm.event.Publications;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Instances;
import shop.cvm.instance.PowerAction;
import shop.cvm.ledger.Ledger;
import shop.cvm.order.Adjustments;
import shop.cvm.order.Order;
import shop.cvm.order.OrderClosed;
import shop.cvm.order.OrderNumber;
import shop.cvm.order.OrderState;
import shop.cvm.order.Orders;
import shop.cvm.order.Purchases;
import shop.cvm.order.Reconfiguration;
import shop.cvm.order.Renewal;
import shop.cvm.order.RenewalPeriod;
import shop.cvm.order.Renewals;
import shop.cvm.order.WantedConfiguration;
import shop.cvm.payment.WalletKind;
import shop.cvm.time.ShopCalendar;
import shop.cvm.time.ShopClock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Changes by the API: wholly or not at all, and once, whoever else is at it. */
@ShopTest
class ChangeApiTests {

    private static final String ZONE = "ap-guangzhou-3";
    private static final String MACHINE = "\"Placement\": {\"Zone\": \"" + ZONE + "\"}, \"ImageId\": \"img-487zeit5\","
            + " \"InstanceType\": \"S5.MEDIUM4\"";
    private static final String MONTHLY =
            MACHINE + ", \"InstanceChargeType\": \"PREPAID\", \"InstanceChargePrepaid\": {\"Period\": 1}";
    private static final String TRAFFIC = ", \"InternetAccessible\": {\"InternetChargeType\":"
            + " \"TRAFFIC_POSTPAID_BY_HOUR\", \"InternetMaxBandwidthOut\": 1}";

    private static final Map<OrderState, Integer> CODES = Map.ofEntries(
            Map.entry(OrderState.UNPAID, 1),
            Map.entry(OrderState.PAID, 2),
            Map.entry(OrderState.DELIVERING, 3),
            Map.entry(OrderState.DELIVERED, 4),
            Map.entry(OrderState.DELIVERY_FAILED, 5),
            Map.entry(OrderState.REFUNDED, 6),
            Map.entry(OrderState.CANCELLED, 7),
            Map.entry(OrderState.EXPIRED, 8),
            Map.entry(OrderState.INVALID, 9),
            Map.entry(OrderState.PAYING, 12),
            Map.entry(OrderState.REFUNDING, 13));

    @Autowired
    private Gateway gateway;

    @Autowired
    private ApiKeys keys;

    @Autowired
    private Customers customers;

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private Adjustments adjustments;

    @Autowired
    private Renewals renewals;

    @Autowired
    private Billing billing;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Stock stock;

    @Autowired
    private ShopClock shopClock;

    @Autowired
    private Clock clock;

    @Autowired
    private Invariants invariants;

    @Autowired
    private Faults faults;

    @Autowired
    private Publications publications;

    @Autowired
    private JdbcClient jdbc;

    private AccountId account;
    private NewApiKey key;

    @BeforeEach
    void aCustomer() {
        account = customers.with("1000.00");
        key = keys.create(account, false);
    }

    @AfterEach
    void nothingIsOn() {
        faults.switchAllOff();
    }

    @Test
    void aChangeThatTheBalanceDoesNotReachForLeavesNoOrder() {
        String id = bought("{" + MONTHLY + "}").get(0);
        pass();
        int free = stock.freeNow(ZONE, "S5.4XLARGE64");
        String much = named(List.of(id), "\"InstanceType\": \"S5.4XLARGE64\", \"ForceStop\": true");

        assertThat(code("ResetInstancesType", much)).isEqualTo("InvalidAccount.InsufficientBalance");

        assertThat(orders.orders(account, 0).getTotalElements()).isEqualTo(1);
        assertThat(stock.freeNow(ZONE, "S5.4XLARGE64")).isEqualTo(free);
        assertThat(machine(id).configuration().instanceType()).isEqualTo("S5.MEDIUM4");
        assertThat(machine(id).isRunning()).isTrue();
        invariants.hold();
    }

    /** Periods that a machine has and its disks have not ({@code periods.csv}), and one that nothing has. */
    @Test
    void aRenewalForFourOrFiveYearsIsRefusedAndCostsNothing() {
        String id = bought("{" + MONTHLY + "}").get(0);
        pass();
        customers.credit(account, "20000.00");
        Money before = ledger.balance(account).balance();

        for (int months : List.of(13, 48, 60)) {
            String period = "\"InstanceChargePrepaid\": {\"Period\": " + months + "}";
            assertThat(code("RenewInstances", named(List.of(id), period)))
                    .as(months + " months")
                    .isEqualTo("InvalidPeriod");
            assertThat(code("InquiryPriceRenewInstances", named(List.of(id), period)))
                    .as("the price of " + months + " months")
                    .isEqualTo("InvalidPeriod");
        }

        assertThat(ledger.balance(account).balance()).isEqualTo(before);
        assertThat(orders.orders(account, 0).getTotalElements()).isEqualTo(1);
    }

    /** A prepaid machine moves from one host to another, also when it is paid for in the same moment. */
    @Test
    void anotherTypeTakesOneHostAndGivesOneBack() {
        String id = bought("{" + MONTHLY + "}").get(0);
        pass();
        int before = stock.freeNow(ZONE, "S5.MEDIUM4");
        int other = stock.freeNow(ZONE, "S5.MEDIUM8");
        String change = named(List.of(id), "\"InstanceType\": \"S5.MEDIUM8\", \"ForceStop\": true");

        List<Races.Outcome<String>> codes = Races.run(3, number -> () -> code("ResetInstancesType", change));

        assertThat(codes).filteredOn(one -> one.value().isEmpty()).hasSize(1);
        assertThat(stock.freeNow(ZONE, "S5.MEDIUM4")).isEqualTo(before + 1);
        assertThat(stock.freeNow(ZONE, "S5.MEDIUM8")).isEqualTo(other - 1);
        assertThat(orders.orders(account, 0).getTotalElements()).isEqualTo(2);
        pass();
        assertThat(machine(id).isRunning()).isTrue();
        assertThat(code("TerminateInstances", named(List.of(id)))).isEmpty();
        invariants.hold();
    }

    @Test
    void machinesBecomePrepaidTogetherOrNotAtAllAndOnce() {
        List<String> ids = bought("{" + MACHINE + ", \"InstanceCount\": 2}");
        pass();
        AccountId poor = account;
        String change = named(ids, "\"InstanceChargePrepaid\": {\"Period\": 1}");
        String dear = named(ids, "\"InstanceChargePrepaid\": {\"Period\": 36}");
        assertThat(code("ModifyInstancesChargeType", dear)).isEqualTo("InvalidAccount.InsufficientBalance");
        assertThat(orders.orders(poor, 0).getTotalElements()).isEqualTo(1);

        List<Races.Outcome<String>> codes = Races.run(3, number -> () -> code("ModifyInstancesChargeType", change));

        assertThat(codes).filteredOn(one -> one.value().isEmpty()).hasSize(1);
        assertThat(ids).allSatisfy(id -> assertThat(machine(id).configuration().isPrepaid())
                .isTrue());
        assertThat(ledger.balance(account).frozen().isZero()).isTrue();
        invariants.hold();
    }

    /** Who returns machines locks what they use before the balance, like the settlement of every hour. */
    @Test
    void machinesAreReturnedWhileTheirTrafficIsSettled() {
        List<String> ids = bought("{" + MONTHLY + TRAFFIC + ", \"InstanceCount\": 2}");
        pass();
        shopClock.advance(Duration.ofHours(2));
        List<String> reversed = List.of(ids.get(1), ids.get(0));

        List<Races.Outcome<String>> codes = Races.run(3, number -> () -> {
            if (number == 2) {
                billing.runDue(shopClock.now());
                return "settled";
            }
            return code("TerminateInstances", named(number == 0 ? ids : reversed));
        });

        assertThat(codes).allMatch(Races.Outcome::succeeded);
        assertThat(codes).filteredOn(one -> one.value().isEmpty()).isNotEmpty();
        assertThat(ids).allSatisfy(id -> assertThat(machine(id).isInBin()).isTrue());
        invariants.hold();
    }

    /** It cannot be asked for here, but is told like what is there. */
    @Test
    void lessBandwidthOfARenewalIsDescribedAndPriced() {
        String network = ", \"InternetAccessible\": {\"InternetChargeType\": \"BANDWIDTH_PREPAID\","
                + " \"InternetMaxBandwidthOut\": 5}";
        String id = bought("{" + MONTHLY + network + "}").get(0);
        pass();
        String renewal = named(List.of(id), "\"InstanceChargePrepaid\": {\"Period\": 1}");
        BigDecimal before = renewalPrice(renewal);
        InstanceId machine = new InstanceId(id);
        Order order = renewals.place(
                account,
                List.of(new Renewal(machine, RenewalPeriod.of(1), null, null, 2)),
                UUID.randomUUID().toString());
        orders.payFromBalance(account, order.number());

        JsonNode configs = call("DescribeInstanceInternetBandwidthConfigs", "{\"InstanceId\": \"" + id + "\"}")
                .get("InternetBandwidthConfigSet");

        assertThat(configs).hasSize(2);
        assertThat(configs.get(0).get("EndTime")).isEqualTo(configs.get(1).get("StartTime"));
        assertThat(configs.get(1)
                        .get("InternetAccessible")
                        .get("InternetMaxBandwidthOut")
                        .asInt())
                .isEqualTo(2);
        assertThat(renewalPrice(renewal)).as("75.00 less").isEqualByComparingTo(before.subtract(new BigDecimal("75")));
        assertThat(code(
                        "ResetInstancesInternetMaxBandwidth",
                        named(List.of(id), "\"InternetAccessible\": {\"InternetMaxBandwidthOut\": 8}")))
                .isEqualTo("UnsupportedOperation");
        invariants.hold();
    }

    private BigDecimal renewalPrice(String renewal) {
        return call("InquiryPriceRenewInstances", renewal)
                .get("Price")
                .get("BandwidthPrice")
                .get("OriginalPrice")
                .decimalValue();
    }

    /** As the vendor has it ({@code domain.md} 9.2): the first request returns a prepaid machine, the second destroys it. */
    @Test
    void aPrepaidMachineIsReturnedFirstAndThenReleased() {
        List<String> ids = bought("{" + MONTHLY + ", \"InstanceCount\": 2}");
        pass();
        int free = stock.freeNow(ZONE, "S5.MEDIUM4");
        assertThat(code("TerminateInstances", named(ids.subList(0, 1)))).isEmpty();
        pass();
        assertThat(machine(ids.get(0)).isInBin()).isTrue();
        assertThat(stock.freeNow(ZONE, "S5.MEDIUM4")).as("it can come back").isEqualTo(free);
        assertThat(code("TerminateInstances", named(ids)))
                .as("one in the recycle bin and one that runs")
                .isEqualTo("UnsupportedOperation.InstanceStateShutdown");
        Money before = ledger.balance(account).balance();

        assertThat(code("TerminateInstances", named(ids.subList(0, 1)))).isEmpty();
        pass();

        assertThat(machine(ids.get(0)).state()).isEqualTo(InstanceState.TERMINATED);
        assertThat(machine(ids.get(1)).isRunning()).isTrue();
        assertThat(stock.freeNow(ZONE, "S5.MEDIUM4")).isEqualTo(free + 1);
        assertThat(ledger.balance(account).balance()).isEqualTo(before);
        assertThat(code("TerminateInstances", named(ids.subList(0, 1)))).isEqualTo("InvalidInstanceId.NotFound");
        assertThat(code("RenewInstances", named(ids.subList(0, 1), "\"InstanceChargePrepaid\": {\"Period\": 1}")))
                .isEqualTo("InvalidInstanceId.NotFound");
        invariants.hold();
    }

    /** Tags, protection and groups of all machines of a purchase are there with it, or none of them is. */
    @Test
    void whatIsDecidedAtThePurchaseIsDecidedWithIt() {
        String tags = ", \"TagSpecification\": [{\"ResourceType\": \"instance\","
                + " \"Tags\": [{\"Key\": \"team\", \"Value\": \"a\"}]}]";
        List<String> ids = bought("{" + MACHINE + ", \"InstanceCount\": 20, \"DisableApiTermination\": true" + tags
                + ", \"ClientToken\": \"once\"}");
        JsonNode found = call("DescribeInstances", "{\"Filters\": [{\"Name\": \"tag:team\", \"Values\": [\"a\"]}]}");
        assertThat(found.get("TotalCount").asInt()).isEqualTo(20);
        assertThat(found.get("InstanceSet").get(0).get("DisableApiTermination").asBoolean())
                .isTrue();
        assertThat(code("RunInstances", "{" + MACHINE + ", \"InstanceCount\": 20, \"ClientToken\": \"once\"}"))
                .isEqualTo("InvalidParameterCombination");
        pass();
        assertThat(code("TerminateInstances", named(ids))).isEqualTo("UnsupportedOperation.InstancesProtected");
        assertThat(code("ModifyInstancesAttribute", named(ids, "\"DisableApiTermination\": false")))
                .isEmpty();
        assertThat(code("TerminateInstances", named(ids))).isEmpty();
        pass();
        invariants.hold();
    }

    /** Another type, larger disks: by the page and by the API for the same money, to the cent. */
    @Test
    void pageAndApiChangeTheSame() {
        AccountId pageCustomer = account;
        String paged = bought("{" + MONTHLY + "}").get(0);
        AccountId apiCustomer = customers.with("1000.00");
        key = keys.create(apiCustomer, false);
        String called = bought("{" + MONTHLY + "}").get(0);
        pass();
        Instance machine = instances.instance(pageCustomer, new InstanceId(paged));
        instances.power(pageCustomer, machine.id(), PowerAction.STOP);
        assertThat(code("StopInstances", named(List.of(called)))).isEmpty();
        pass();

        WantedConfiguration now = WantedConfiguration.of(machine.spec());
        WantedConfiguration wanted = new WantedConfiguration(
                "S5.MEDIUM8", 80, now.dataDisksGb(), now.internetChargeType(), now.bandwidthMbps());
        WantedConfiguration larger = new WantedConfiguration(
                now.instanceType(), 80, now.dataDisksGb(), now.internetChargeType(), now.bandwidthMbps());
        changeOnPage(pageCustomer, new Reconfiguration(machine.id(), larger, 0, null));
        assertThat(code(
                        "ResizeInstanceDisks",
                        "{\"InstanceId\": \"" + called + "\", \"SystemDisk\": {\"DiskSize\": 80}}"))
                .isEmpty();
        changeOnPage(pageCustomer, new Reconfiguration(machine.id(), wanted, 1, null));
        assertThat(code("ResetInstancesType", named(List.of(called), "\"InstanceType\": \"S5.MEDIUM8\"")))
                .isEmpty();

        assertThat(statement(apiCustomer)).isEqualTo(statement(pageCustomer));
        assertThat(instances.instance(apiCustomer, new InstanceId(called)).spec())
                .isEqualTo(instances.instance(pageCustomer, machine.id()).spec());
        pass();
        invariants.hold();
    }

    private void changeOnPage(AccountId customer, Reconfiguration change) {
        Order order = adjustments.place(customer, change, UUID.randomUUID().toString());
        orders.payFromBalance(customer, order.number());
    }

    private List<Object> statement(AccountId customer) {
        return ledger.entries(customer, 0, 20).getContent().stream()
                .<Object>map(entry -> List.of(entry.kind(), entry.amount(), entry.after()))
                .toList();
    }

    /**
     * The database counts lines by the state that a page works out from the machines. Clients know the states by these
     * numbers.
     */
    @Test
    void dealsAreWhereTheirOrdersAre() throws InterruptedException {
        customers.credit(account, "2000.00");
        Map<OrderState, String> numbers = new EnumMap<>(OrderState.class);
        numbers.put(OrderState.DELIVERY_FAILED, stuckBehindABusyHost());
        numbers.put(OrderState.REFUNDED, refused());
        String refunding = refused();
        numbers.put(OrderState.DELIVERED, boughtInOrder("{" + MONTHLY + ", \"InstanceCount\": 2}"));
        instances.advanceDue();
        faults.switchOn(Fault.PROVISIONER_LATE, 1, Duration.ofMinutes(5));
        numbers.put(OrderState.DELIVERING, boughtInOrder("{" + MACHINE + "}"));
        instances.advanceDue();
        numbers.put(OrderState.PAID, boughtInOrder("{" + MACHINE + "}"));
        numbers.put(OrderState.UNPAID, placed(1));
        numbers.put(OrderState.PAYING, paying());
        numbers.put(OrderState.CANCELLED, cancelled());
        numbers.put(OrderState.EXPIRED, expired());
        numbers.put(OrderState.INVALID, invalid());
        numbers.put(OrderState.REFUNDING, refunding);
        refundedMachines(refunding, 0);
        try {
            assertThat(numbers).hasSize(OrderState.values().length);
            numbers.forEach((state, number) -> {
                int code = Objects.requireNonNull(CODES.get(state));
                assertThat(orders.order(account, new OrderNumber(number)).state())
                        .as(number)
                        .isEqualTo(state);
                assertThat(deals("\"BigDealId\": \"" + number + "\""))
                        .as(state.name())
                        .containsExactly(code);
                assertThat(deals("\"Status\": " + code)).as(state.name()).containsExactly(code);
            });
            assertThat(deals("\"StatusSet\": [1, 7]")).containsExactlyInAnyOrder(1, 7);
        } finally {
            refundedMachines(refunding, 1);
        }
        for (int quarter = 0; quarter < 3; quarter++) {
            pass();
        }
        heard();
        invariants.hold();
    }

    /** What cannot be made because its host is busy, and cannot be destroyed for the same reason. */
    private String stuckBehindABusyHost() throws InterruptedException {
        faults.switchOn(Fault.PROVISIONER_LATE, 1, Duration.ofMinutes(30));
        String number = boughtInOrder("{" + MONTHLY + "}");
        pass();
        heard();
        return number;
    }

    /** What cannot be made and is refunded at once. */
    private String refused() throws InterruptedException {
        faults.switchOn(Fault.PROVISIONER_REFUSES, 1, Duration.ZERO);
        String number = boughtInOrder("{" + MONTHLY + "}");
        instances.advanceDue();
        shopClock.advance(Duration.ofSeconds(1));
        instances.advanceDue();
        heard();
        return number;
    }

    /** As if the refund that is booked after the failure were not there yet. */
    private void refundedMachines(String number, int count) {
        jdbc.sql("update order_lines set refunded_count = ? where order_number = ?")
                .params(count, number)
                .update();
    }

    private String boughtInOrder(String request) {
        InstanceId id = new InstanceId(bought(request).get(0));
        return instances.instance(account, id).orderNumber();
    }

    private String placed(int count) {
        return orders.place(
                        account,
                        List.of(Purchases.of(Specs.prepaid(), count)),
                        UUID.randomUUID().toString())
                .number()
                .number();
    }

    /** More than the balance reaches for. */
    private String paying() {
        String number = placed(40);
        orders.payByWallet(account, new OrderNumber(number), WalletKind.TENPAY).orElseThrow();
        return number;
    }

    private String cancelled() {
        String number = placed(1);
        orders.cancel(account, new OrderNumber(number));
        return number;
    }

    private String expired() {
        String number = placed(1);
        jdbc.sql("update orders set pay_until = created_at where order_number = ?")
                .param(number)
                .update();
        orders.expireDue();
        return number;
    }

    private String invalid() {
        String number = placed(1);
        jdbc.sql("update order_lines set image_id = 'img-gone' where order_number = ?")
                .param(number)
                .update();
        assertThatExceptionOfType(OrderClosed.class)
                .isThrownBy(() -> orders.payInstead(account, new OrderNumber(number)));
        return number;
    }

    private void heard() throws InterruptedException {
        assertThat(publications.await(Duration.ofSeconds(30))).isTrue();
    }

    @Test
    void aDealIsBeingPaidAsLongAsAWalletIsAsked() {
        AccountId poor = customers.with("1.00");
        key = keys.create(poor, false);
        Order order = orders.place(poor, List.of(Purchases.of(Specs.prepaid(), 1)), "by-wallet");
        orders.payByWallet(poor, order.number(), WalletKind.TENPAY).orElseThrow();

        assertThat(orders.order(poor, order.number()).state()).isEqualTo(OrderState.PAYING);
        assertThat(deals("\"BigDealId\": \"" + order.number() + "\"")).containsExactly(12);
        assertThat(deals("\"Status\": 12")).containsExactly(12);
        assertThat(deals("\"Status\": 1")).isEmpty();

        orders.cancel(poor, order.number());

        assertThat(deals("\"Status\": 12")).isEmpty();
        assertThat(deals("\"Status\": 7")).containsExactly(7);
        invariants.hold();
    }

    /** What is paid back for a network that is paid by traffic from now on, and from when and until when. */
    @Test
    void anotherNetworkIsPricedAsOne() {
        String id = bought("{" + MONTHLY + ", \"InternetAccessible\": {\"InternetChargeType\": \"BANDWIDTH_PREPAID\","
                        + " \"InternetMaxBandwidthOut\": 5}}")
                .get(0);
        pass();
        String byTraffic = "\"InternetAccessible\": {\"InternetChargeType\": \"TRAFFIC_POSTPAID_BY_HOUR\","
                + " \"InternetMaxBandwidthOut\": 5}";
        JsonNode price = call("InquiryPriceResetInstancesInternetMaxBandwidth", named(List.of(id), byTraffic))
                .get("Price");
        assertThat(price.get("InstancePrice").get("DiscountPrice").decimalValue())
                .isZero();
        assertThat(price.get("BandwidthPrice").get("DiscountPrice").decimalValue())
                .isNegative();

        String today = ShopCalendar.dayOf(shopClock.now()).toString();
        String last = ShopCalendar.dayOf(machine(id).expiresAt().orElseThrow()).toString();
        String faster = "\"InternetAccessible\": {\"InternetMaxBandwidthOut\": 6}, ";
        for (String action :
                List.of("InquiryPriceResetInstancesInternetMaxBandwidth", "ResetInstancesInternetMaxBandwidth")) {
            assertThat(code(action, named(List.of(id), faster + "\"StartTime\": \"" + last + "\"")))
                    .isEqualTo("UnsupportedOperation");
            assertThat(code(action, named(List.of(id), faster + "\"EndTime\": \"" + today + "\"")))
                    .isEqualTo("UnsupportedOperation");
            String usual = "\"StartTime\": \"" + today + "\", \"EndTime\": \"" + last + "\"";
            assertThat(code(action, named(List.of(id), faster + usual))).isEmpty();
        }
        invariants.hold();
    }

    @Test
    void aSystemDiskStaysWhatItIs() {
        String id = bought("{" + MACHINE + "}").get(0);
        pass();
        String request = "{\"InstanceId\": \"" + id + "\", \"SystemDisk\": {%s}}";
        for (String action : List.of("InquiryPriceResetInstance", "ResetInstance")) {
            assertThat(code(action, request.formatted("\"DiskType\": \"CLOUD_SSD\"")))
                    .isEqualTo("UnsupportedOperation");
            assertThat(code(action, request.formatted("\"Encrypt\": \"ENCRYPT\"")))
                    .isEqualTo("UnsupportedOperation");
            assertThat(code(action, request.formatted("\"KmsKeyId\": \"key\""))).isEqualTo("UnsupportedOperation");
            assertThat(code(action, request.formatted("\"DiskType\": \"CLOUD_PREMIUM\", \"DiskSize\": 50")))
                    .isEmpty();
        }
        invariants.hold();
    }

    private List<Integer> deals(String conditions) {
        List<Integer> found = new ArrayList<>();
        Incoming request = SignedCalls.json(
                key,
                clock.instant().getEpochSecond(),
                "2018-07-09",
                "DescribeDealsByCond",
                "{\"StartTime\": \"2000-01-01 00:00:00\", \"EndTime\": \"2099-01-01 00:00:00\", \"Limit\": 50, "
                        + conditions + "}");
        JsonNode answer =
                JsonMapper.shared().readTree(gateway.answer(request).json()).get("Response");
        assertThat(answer.get("Error")).isNull();
        answer.get("Deals").forEach(deal -> found.add(deal.get("Status").asInt()));
        return found;
    }

    /** However many machines a request names, it locks them by one statement, and asks the database as often. */
    @Test
    void manyMachinesTakeNoMoreRoundTripsThanFew() {
        List<String> few = bought("{" + MACHINE + ", \"InstanceCount\": 2}");
        List<String> many = bought("{" + MACHINE + ", \"InstanceCount\": 9}");
        pass();
        for (String action : List.of("RebootInstances", "StopInstances")) {
            assertSameRoundTrips(action, few, many, "");
            pass();
        }
        assertSameRoundTrips("ModifyInstancesAttribute", few, many, "\"InstanceName\": \"all\"");
        assertSameRoundTrips(
                "ResetInstancesPassword", few, many, "\"Password\": \"Another1Password\", \"ForceStop\": true");
        pass();
        assertSameRoundTrips("DescribeInstances", few, many, "\"Limit\": 100");
        assertThat(code("TerminateInstances", named(many))).isEmpty();
        assertThat(code("TerminateInstances", named(few))).isEmpty();
        pass();
    }

    /** What is decided with the purchase is decided about all machines at once. */
    @Test
    void manyMachinesAreSettledInAsManyRoundTripsAsFew() {
        customers.credit(account, "5000.00");
        bought("{" + MONTHLY + "}");
        String flag = ", \"RenewFlag\": \"DISABLE_NOTIFY_AND_MANUAL_RENEW\"";
        String request = "{" + MONTHLY.replace("\"Period\": 1", "\"Period\": 1" + flag)
                + ", \"DisableApiTermination\": true, \"InstanceCount\": %d}";
        List<String> ids = new ArrayList<>();

        List<String> forFew = RoundTrips.of(() -> ids.addAll(bought(request.formatted(2))));
        List<String> forMany = RoundTrips.of(() -> ids.addAll(bought(request.formatted(5))));

        assertThat(queries(forMany)).isNotEmpty().hasSameSizeAs(queries(forFew));
        pass();
        String renewal = "\"InstanceChargePrepaid\": {\"Period\": 1, \"RenewFlag\": \"NOTIFY_AND_MANUAL_RENEW\"}";
        List<String> few = ids.subList(0, 2);
        List<String> many = ids.subList(2, 7);
        List<String> locksForFew = locks(RoundTrips.of(
                () -> assertThat(code("RenewInstances", named(few, renewal))).isEmpty()));
        List<String> locksForMany = locks(RoundTrips.of(
                () -> assertThat(code("RenewInstances", named(many, renewal))).isEmpty()));
        assertThat(locksForMany).isNotEmpty().hasSameSizeAs(locksForFew);
        invariants.hold();
    }

    /** New rows are written in one go, which of few looks other than of many. */
    private static List<String> queries(List<String> statements) {
        return statements.stream().filter(sql -> sql.startsWith("select")).toList();
    }

    private static List<String> locks(List<String> statements) {
        return statements.stream()
                .filter(sql -> sql.contains("from instances"))
                .filter(sql -> sql.contains("for update") || sql.contains("for no key update"))
                .toList();
    }

    private void assertSameRoundTrips(String action, List<String> few, List<String> many, String more) {
        List<String> forFew =
                RoundTrips.of(() -> assertThat(code(action, more.isEmpty() ? named(few) : named(few, more)))
                        .isEmpty());
        List<String> forMany =
                RoundTrips.of(() -> assertThat(code(action, more.isEmpty() ? named(many) : named(many, more)))
                        .isEmpty());

        assertThat(forMany).as(action).hasSameSizeAs(forFew);
        assertThat(forMany.stream().filter(sql -> sql.contains("for update") || sql.contains("for no key update")))
                .as(action)
                .hasSizeLessThanOrEqualTo(1);
    }

    /** A key that only reads leaves the account as it is. */
    @Test
    void aKeyThatOnlyReadsMakesNoNetwork() {
        AccountId fresh = customers.with("10.00");
        key = keys.create(fresh, true);
        assertThat(call("DescribeVpcs", "{}").get("TotalCount").asInt()).isZero();
        assertThat(call("DescribeSubnets", "{}").get("TotalCount").asInt()).isZero();
        assertThat(call("DescribeSecurityGroups", "{}").get("TotalCount").asInt())
                .isZero();
        assertThat(code("ResetInstance", "{\"InstanceId\": \"ins-00000000\"}")).isEqualTo("UnauthorizedOperation");
        key = keys.create(fresh, false);
        assertThat(call("DescribeVpcs", "{}").get("TotalCount").asInt()).isEqualTo(1);
    }

    @Test
    void disksAndAddressesComePageByPage() {
        List<String> ids = bought("{" + MACHINE + ", \"InstanceCount\": 3, \"DataDisks\": [{\"DiskSize\": 20}]}");
        pass();
        JsonNode first = call("DescribeDisks", "{\"Limit\": 4}");
        JsonNode rest = call("DescribeDisks", "{\"Limit\": 4, \"Offset\": 4}");
        assertThat(first.get("TotalCount").asInt()).isEqualTo(6);
        List<String> all = new ArrayList<>();
        first.get("DiskSet").forEach(disk -> all.add(disk.get("DiskId").asString()));
        rest.get("DiskSet").forEach(disk -> all.add(disk.get("DiskId").asString()));
        assertThat(all).hasSize(6).doesNotHaveDuplicates();
        assertThat(disks("disk-usage", "DATA_DISK")).isEqualTo(3);
        assertThat(disks("instance-id", ids.get(0))).isEqualTo(2);
        assertThat(disks("portable", "TRUE")).isZero();
        assertThat(disks("disk-state", "ATTACHED")).isEqualTo(6);
        assertThat(disks("tag-key", "team")).isZero();
        String vpc =
                call("DescribeVpcs", "{}").get("VpcSet").get(0).get("VpcId").asString();
        JsonNode used = call("DescribeUsedIpAddress", "{\"VpcId\": \"" + vpc + "\", \"Limit\": 2}");
        assertThat(used.get("TotalCount").asInt()).isEqualTo(3);
        assertThat(used.get("IpAddressStates").size()).isEqualTo(2);
        assertThat(call("DescribeUsedIpAddress", "{\"VpcId\": \"" + vpc + "\", \"SubnetId\": \"\"}")
                        .get("TotalCount")
                        .asInt())
                .isEqualTo(3);
        String filter = "\"Filters\": [{\"Name\": \"resource-type\", \"Values\": [\"CLB\"]}]";
        assertThat(code("DescribeUsedIpAddress", "{\"VpcId\": \"" + vpc + "\", " + filter + "}"))
                .isEqualTo("UnsupportedOperation");
        String address = used.get("IpAddressStates").get(0).get("IpAddress").asString();
        assertThat(call("DescribeUsedIpAddress", "{\"VpcId\": \"" + vpc + "\", \"IpAddresses\": [\"" + address + "\"]}")
                        .get("TotalCount")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void disksComeInTheSequenceThatIsAskedFor() {
        String older = bought("{" + MACHINE + "}").get(0);
        pass();
        String newer = bought("{" + MONTHLY + "}").get(0);

        assertThat(first("")).isEqualTo(newer);
        assertThat(first(", \"Order\": \"ASC\"")).isEqualTo(older);
        assertThat(first(", \"Order\": \"DESC\", \"OrderField\": \"CREATE_TIME\""))
                .isEqualTo(newer);
        assertThat(first(", \"Order\": \"ASC\", \"OrderField\": \"DEADLINE\"")).isEqualTo(newer);
        assertThat(first(", \"OrderField\": \"DEADLINE\"")).isEqualTo(newer);
        assertThat(code("DescribeDisks", "{\"Order\": \"UP\"}")).isEqualTo("InvalidParameterValue");
        assertThat(code("DescribeDisks", "{\"OrderField\": \"COLOUR\"}")).isEqualTo("InvalidParameterValue");
    }

    private String first(String sequence) {
        return call("DescribeDisks", "{\"Limit\": 1" + sequence + "}")
                .get("DiskSet")
                .get(0)
                .get("InstanceId")
                .asString();
    }

    /** A filter that nothing meets stays one, whichever filter comes after it. */
    @Test
    void allFiltersOfDisksHaveToHold() {
        bought("{" + MACHINE + "}");
        String disk =
                call("DescribeDisks", "{}").get("DiskSet").get(0).get("DiskId").asString();
        String its = "{\"Name\": \"disk-id\", \"Values\": [\"" + disk + "\"]}";
        String none = "{\"Name\": \"portable\", \"Values\": [\"TRUE\"]}";

        assertThat(filtered(its)).isEqualTo(1);
        assertThat(filtered(none + ", " + its)).isZero();
        assertThat(filtered(its + ", " + none)).isZero();
    }

    private int filtered(String filters) {
        return call("DescribeDisks", "{\"Filters\": [" + filters + "]}")
                .get("TotalCount")
                .asInt();
    }

    private int disks(String filter, String value) {
        return call("DescribeDisks", "{\"Filters\": [{\"Name\": \"" + filter + "\", \"Values\": [\"" + value + "\"]}]}")
                .get("TotalCount")
                .asInt();
    }

    private Instance machine(String id) {
        return instances.instance(account, new InstanceId(id));
    }

    private List<String> bought(String request) {
        List<String> ids = new ArrayList<>();
        call("RunInstances", request).get("InstanceIdSet").forEach(id -> ids.add(id.asString()));
        return ids;
    }

    private static String named(List<String> ids, String... more) {
        String further = more.length == 0 ? "" : ", " + more[0];
        return "{\"InstanceIds\": [\"" + String.join("\", \"", ids) + "\"]" + further + "}";
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
