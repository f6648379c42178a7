package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.joda.money.Money;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InvalidSpec;
import shop.cvm.catalog.SoldOut;
import shop.cvm.catalog.Specs;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.instance.HostNameFault;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.instance.InvalidHostName;
import shop.cvm.instance.InvalidPassword;
import shop.cvm.instance.Login;
import shop.cvm.instance.Naming;
import shop.cvm.ledger.Balance;
import shop.cvm.ledger.Description;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.EntryKind;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.ledger.Ledger;
import shop.cvm.ledger.Movement;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.network.Networks;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.pricing.Pricing;
import shop.cvm.pricing.Quote;
import shop.cvm.time.ShopClock;

@ShopTest
class OrdersTests {

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private Ledger ledger;

    @Autowired
    private Invariants invariants;

    @Autowired
    private Pricing pricing;

    @Autowired
    private Customers customers;

    @Autowired
    private Faults faults;

    @Autowired
    private ShopClock clock;

    @Autowired
    private TransactionOperations transaction;

    @Autowired
    private Networks networks;

    @Autowired
    private JdbcClient jdbc;

    /** So that stock moves by what the test does, and not because an order of another test expires. */
    @BeforeEach
    void noOtherOrderIsOpen() {
        clock.advance(Duration.ofMinutes(15));
        orders.expireDue();
    }

    @AfterEach
    void theLedgersInvariantsHold() {
        invariants.hold();
    }

    @Test
    void aPlacedOrderIsUnpaidAtTheQuotedPriceAndHoldsItsMachines() {
        AccountId account = customers.account().id();
        Quote quote = pricing.quote(Specs.prepaid(), 2);
        int taken = taken(Specs.prepaid());

        Order placed = place(account, Specs.prepaid(), 2);

        Order order = orders.order(account, placed.number()).order();
        assertThat(order.state()).isEqualTo(OrderState.UNPAID);
        assertThat(order.total()).isEqualTo(quote.total());
        assertThat(order.payUntil()).isEqualTo(order.createdAt().plus(Duration.ofMinutes(15)));
        OrderLine line = order.lines().get(0);
        assertThat(line.spec()).isEqualTo(Specs.prepaid());
        assertThat(line.cost().unitTotal()).isEqualTo(quote.unitTotal());
        assertThat(line.items()).hasSameSizeAs(quote.lines());
        assertThat(line.items().stream().map(OrderItem::amount).reduce(Cny.ZERO, Money::plus))
                .isEqualTo(quote.total());
        assertThat(taken(Specs.prepaid())).isEqualTo(taken + 2);
        assertThat(instances.ofOrder(account, order.number().number())).isEmpty();
        assertThat(ledger.balance(account).balance()).isEqualTo(Cny.ZERO);
    }

    /** Its rows are written by hand and read by the mapping: neither may know a column that the other does not. */
    @Test
    void aPlacedOrderIsReadAsItWasWritten() {
        AccountId account = customers.account().id();
        InstanceSpec stepped = Specs.withType(Specs.postpaid(), "ap-guangzhou-3", "S4.SMALL1");
        Purchase named = Purchases.withLogin(Purchases.of(stepped, 2), Login.password("Abcd1234!"));

        Order placed = orders.place(account, List.of(Purchases.of(Specs.prepaid(), 1), named), aToken());

        assertThat(orders.order(account, placed.number()).order())
                .usingRecursiveComparison()
                .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                .ignoringFieldsMatchingRegexes("(.*[.])?version")
                .isEqualTo(placed);
    }

    @Test
    void anOrderOfSeveralLinesTellsWhatIsDeductedAndWhatIsFrozen() {
        AccountId account = customers.with("10000.00");
        InstanceSpec disks = Specs.withDisks(
                Specs.postpaid(), new Disk("CLOUD_PREMIUM", 50), new Disk("CLOUD_SSD", 100), new Disk("CLOUD_SSD", 20));
        Order placed =
                orders.place(account, List.of(Purchases.of(Specs.prepaid(), 1), Purchases.of(disks, 2)), aToken());

        Order order = orders.order(account, placed.number()).order();
        assertThat(order.lines()).extracting(OrderLine::spec).containsExactly(Specs.prepaid(), disks);
        assertThat(order.lines()).extracting(OrderLine::subOrder).doesNotHaveDuplicates();
        assertThat(order.prepaidTotal())
                .isEqualTo(pricing.quote(Specs.prepaid(), 1).total());
        assertThat(order.freezeTotal()).isEqualTo(pricing.quote(disks, 2).total());
        assertThat(order.perHour()).isEqualByComparingTo(pricing.quote(disks, 2).perHour());

        orders.payFromBalance(account, order.number());

        assertThat(ledger.balance(account))
                .isEqualTo(new Balance(Cny.of("10000.00").minus(order.prepaidTotal()), order.freezeTotal()));
        assertThat(instances.ofOrder(account, order.number().number())).hasSize(3);
    }

    @Test
    void theSameTokenWithTheSamePurchaseGivesTheEarlierOrderWhateverHappenedMeanwhile() {
        AccountId account = customers.with("1000.00");
        String token = aToken();
        List<Purchase> purchases =
                List.of(Purchases.withLogin(Purchases.of(Specs.prepaid(), 1), Login.password("Abcd1234!")));
        Order first = orders.place(account, purchases, token);
        orders.payFromBalance(account, first.number());

        Order again = orders.place(account, purchases, token);

        assertThat(again.number()).isEqualTo(first.number());
        assertThat(again.isPaid()).isTrue();
        assertThat(orders.orders(account, 0)).hasSize(1);
    }

    @Test
    void theSameTokenWithAnotherPurchaseIsRefused() {
        AccountId account = customers.account().id();
        String token = aToken();
        Purchase purchase = Purchases.withLogin(Purchases.of(Specs.prepaid(), 1), Login.password("Abcd1234!"));
        orders.place(account, List.of(purchase), token);

        assertThatExceptionOfType(TokenReused.class)
                .isThrownBy(() -> orders.place(account, List.of(Purchases.of(Specs.prepaid(), 2)), token));
        assertThatExceptionOfType(TokenReused.class)
                .as("another password is another purchase")
                .isThrownBy(() -> orders.place(
                        account, List.of(Purchases.withLogin(purchase, Login.password("Abcd1234?"))), token));
        assertThat(orders.orders(account, 0)).hasSize(1);
    }

    @Test
    void tokensOfDifferentAccountsHaveNothingToDoWithEachOther() {
        String token = aToken();
        List<Purchase> purchases = List.of(Purchases.of(Specs.prepaid(), 1));

        Order one = orders.place(customers.account().id(), purchases, token);
        Order other = orders.place(customers.account().id(), purchases, token);

        assertThat(one.number()).isNotEqualTo(other.number());
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 64})
    void equalTokensAtTheSameTimePlaceOneOrder(int threads) {
        AccountId account = customers.account().id();
        String token = aToken();
        int taken = taken(Specs.prepaid());

        List<Outcome<Order>> outcomes = Races.run(
                threads, number -> () -> orders.place(account, List.of(Purchases.of(Specs.prepaid(), 3)), token));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(outcomes.stream().map(outcome -> outcome.value().number()))
                .containsOnly(outcomes.get(0).value().number());
        assertThat(orders.orders(account, 0)).hasSize(1);
        assertThat(taken(Specs.prepaid())).isEqualTo(taken + 3);
    }

    @Test
    void aRefusedAttemptLeavesNothingAndFreesTheToken() {
        AccountId account = customers.account().id();
        String token = aToken();
        InstanceSpec scarce = scarce(1);

        assertThatExceptionOfType(SoldOut.class)
                .isThrownBy(() -> orders.place(
                        account, List.of(Purchases.of(Specs.prepaid(), 1), Purchases.of(scarce, 2)), token));
        assertThat(orders.orders(account, 0)).isEmpty();
        assertThat(free(scarce)).isEqualTo(1);

        assertThat(orders.place(account, List.of(Purchases.of(scarce, 1)), token)
                        .isUnpaid())
                .isTrue();
        assertThat(free(scarce)).isZero();
    }

    @Test
    void whatIsNotSoldIsRefused() {
        AccountId account = customers.account().id();
        InstanceSpec odd = Specs.withDisks(Specs.prepaid(), new Disk("CLOUD_PREMIUM", 7));

        assertThatExceptionOfType(InvalidSpec.class).isThrownBy(() -> place(account, odd, 1));
        assertThatExceptionOfType(InvalidSpec.class).isThrownBy(() -> place(account, Specs.prepaid(), 101));
        assertThatExceptionOfType(InvalidPassword.class)
                .isThrownBy(() -> orders.place(
                        account,
                        List.of(Purchases.withLogin(Purchases.of(Specs.prepaid(), 1), Login.password("short"))),
                        aToken()));
        assertThat(orders.orders(account, 0)).isEmpty();
    }

    @Test
    void anotherPriceThanTheOneAgreedIsRefusedAndBothAreTold() {
        AccountId account = customers.account().id();
        Quote quote = pricing.quote(Specs.postpaid(), 1);
        AgreedPrice now = AgreedPrice.of(quote);
        AgreedPrice old = new AgreedPrice(quote.total(), quote.perHour().plus(new HourlyRate(tiny())));

        assertThatExceptionOfType(PriceChanged.class)
                .isThrownBy(() -> orders.place(
                        account, List.of(Purchases.agreed(Purchases.of(Specs.postpaid(), 1), old)), aToken()))
                .satisfies(changed -> assertThat(changed.current()).isEqualTo(now));
        assertThat(orders.place(account, List.of(Purchases.agreed(Purchases.of(Specs.postpaid(), 1), now)), aToken())
                        .isUnpaid())
                .isTrue();
    }

    @Test
    void aPrepaidOrderIsDeductedAndItsMachinesLaunched() {
        AccountId account = customers.with("1000.00");
        Order order = place(account, Specs.prepaid(), 2);

        Order paid = orders.payFromBalance(account, order.number());

        assertThat(paid.state()).isEqualTo(OrderState.PAID);
        assertThat(ledger.balance(account))
                .isEqualTo(new Balance(Cny.of("1000.00").minus(order.total()), Cny.ZERO));
        List<Instance> launched = instances.ofOrder(account, order.number().number());
        assertThat(launched).extracting(Instance::name).containsExactly("web-1", "web-2");
        assertThat(launched).allSatisfy(instance -> {
            assertThat(instance.paidAt()).isEqualTo(paid.paidAt().orElseThrow());
            assertThat(instance.cost()).isEqualTo(order.lines().get(0).cost());
        });
    }

    @ParameterizedTest
    @EnumSource(SecurityGroupTemplate.class)
    void theMachinesStandBehindTheSecurityGroupThatWasChosen(SecurityGroupTemplate chosen) {
        AccountId account = customers.with("1000.00");
        Order order = orders.place(
                account,
                List.of(new Purchase(Specs.prepaid(), 2, false, Naming.NONE, Login.random(), chosen, null, null)),
                UUID.randomUUID().toString());

        orders.payFromBalance(account, order.number());

        assertThat(instances.ofOrder(account, order.number().number()))
                .hasSize(2)
                .allSatisfy(machine -> assertThat(networks.securityGroup(account, machine.securityGroup()))
                        .hasValueSatisfying(
                                group -> assertThat(group.template()).isEqualTo(chosen)));
    }

    @ParameterizedTest
    @CsvSource({"web-, web_1, CHARACTERS", "'', a, LENGTH", "'', -web, SEPARATORS"})
    void aHostNameThatBreaksARuleIsRefusedAndNothingIsHeld(String name, String hostName, HostNameFault fault) {
        AccountId account = customers.with("1000.00");
        Purchase purchase = new Purchase(
                Specs.prepaid(),
                1,
                false,
                new Naming(name, hostName),
                Login.random(),
                SecurityGroupTemplate.SSH_22,
                null,
                null);

        assertThatExceptionOfType(InvalidHostName.class)
                .isThrownBy(() -> orders.place(
                        account, List.of(purchase), UUID.randomUUID().toString()))
                .satisfies(refused -> assertThat(refused.fault()).isEqualTo(fault));
        assertThat(orders.orders(account, 0)).isEmpty();
    }

    @Test
    void aPostpaidOrderFreezesAnHourOfEachMachine() {
        AccountId account = customers.with("1000.00");
        Order order = place(account, Specs.postpaid(), 3);

        orders.payFromBalance(account, order.number());

        assertThat(ledger.balance(account)).isEqualTo(new Balance(Cny.of("1000.00"), order.total()));
        assertThat(entries(account, EntryKind.FREEZE)).hasSize(3).allSatisfy(entry -> assertThat(entry.amount())
                .isEqualTo(pricing.quote(Specs.postpaid(), 1).total()));
    }

    @Test
    void anOrderIsDeliveredWhenAllItsMachinesRun() {
        AccountId account = customers.with("1000.00");
        OrderNumber number = place(account, Specs.prepaid(), 2).number();
        assertThat(orders.order(account, number).state()).isEqualTo(OrderState.UNPAID);

        orders.payFromBalance(account, number);
        assertThat(orders.order(account, number).state()).isEqualTo(OrderState.PAID);
        faults.switchOn(Fault.PROVISIONER_LATE, null, Duration.ofSeconds(30));
        instances.advanceDue();
        faults.switchOff(Fault.PROVISIONER_LATE);
        assertThat(orders.order(account, number).state()).isEqualTo(OrderState.DELIVERING);
        clock.advance(Duration.ofMinutes(1));
        instances.advanceDue();
        assertThat(orders.order(account, number).state()).isEqualTo(OrderState.DELIVERED);
        assertThat(orders.orders(account, 0).getContent().get(0).state()).isEqualTo(OrderState.DELIVERED);
    }

    @Test
    void payingAgainChangesNothing() {
        AccountId account = customers.with("1000.00");
        Order order = place(account, Specs.prepaid(), 1);
        orders.payFromBalance(account, order.number());
        Balance after = ledger.balance(account);

        assertThat(orders.payFromBalance(account, order.number()).isPaid()).isTrue();

        assertThat(ledger.balance(account)).isEqualTo(after);
        assertThat(instances.ofOrder(account, order.number().number())).hasSize(1);
    }

    @Test
    void payingOnManyThreadsPaysOnce() {
        AccountId account = customers.with("1000.00");
        Order order = place(account, Specs.prepaid(), 2);

        List<Outcome<Order>> outcomes = Races.run(200, number -> () -> orders.payFromBalance(account, order.number()));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(entries(account, EntryKind.DEDUCT)).hasSize(1);
        assertThat(ledger.balance(account).balance())
                .isEqualTo(Cny.of("1000.00").minus(order.total()));
        assertThat(instances.ofOrder(account, order.number().number())).hasSize(2);
    }

    @Test
    void tooLittleMoneyIsRefusedAsAWholeWithWhatIsMissing() {
        Money due = pricing.quote(Specs.postpaid(), 3).total();
        AccountId account = customers.with(due.minus(Cny.of("0.01")).getAmount().toPlainString());
        Order order = place(account, Specs.postpaid(), 3);
        int taken = taken(Specs.postpaid());

        assertThatExceptionOfType(InsufficientBalance.class)
                .isThrownBy(() -> orders.payFromBalance(account, order.number()))
                .satisfies(refused -> assertThat(refused.missing()).isEqualTo(Cny.of("0.01")));

        assertThat(ledger.balance(account).frozen()).isEqualTo(Cny.ZERO);
        assertThat(orders.order(account, order.number()).state()).isEqualTo(OrderState.UNPAID);
        assertThat(instances.ofOrder(account, order.number().number())).isEmpty();
        assertThat(taken(Specs.postpaid())).isEqualTo(taken);

        customers.credit(account, "0.01");
        assertThat(orders.payFromBalance(account, order.number()).isPaid()).isTrue();
    }

    @Test
    void aBreakdownAfterTheLaunchLeavesMoneyOrderStockAndMachinesAsTheyWere() {
        AccountId account = customers.with("1000.00");
        Order order = place(account, Specs.prepaid(), 2);
        int taken = taken(Specs.prepaid());

        assertThatIllegalStateException()
                .isThrownBy(() -> transaction.executeWithoutResult(status -> {
                    orders.payFromBalance(account, order.number());
                    throw new IllegalStateException("the power is gone");
                }))
                .withMessage("the power is gone");

        assertThat(ledger.balance(account)).isEqualTo(new Balance(Cny.of("1000.00"), Cny.ZERO));
        assertThat(orders.order(account, order.number()).state()).isEqualTo(OrderState.UNPAID);
        assertThat(instances.ofOrder(account, order.number().number())).isEmpty();
        assertThat(taken(Specs.prepaid())).isEqualTo(taken);
        assertThat(orders.payFromBalance(account, order.number()).isPaid()).isTrue();
    }

    @Test
    void ofTwoBuyersOfTheLastMachineOneGetsIt() {
        InstanceSpec scarce = scarce(1);
        List<AccountId> buyers =
                List.of(customers.account().id(), customers.account().id());

        List<Outcome<Order>> outcomes = Races.run(2, number -> () -> place(buyers.get(number), scarce, 1));

        assertThat(outcomes.stream().filter(Outcome::succeeded)).hasSize(1);
        assertThat(outcomes.stream().filter(outcome -> outcome.thrown() instanceof SoldOut))
                .hasSize(1);
        assertThat(free(scarce)).isZero();
    }

    @Test
    void ofAHundredBuyersOfOneMachineOneGetsItAndNinetyNineAreToldWhyNot() {
        InstanceSpec scarce = scarce(1);
        List<AccountId> buyers = customers.many(100);
        buyers.forEach(buyer -> customers.credit(buyer, "1000.00"));

        List<Outcome<Order>> outcomes = Races.run(
                100,
                number -> () -> orders.payFromBalance(
                        buyers.get(number), place(buyers.get(number), scarce, 1).number()));

        assertThat(outcomes.stream().filter(Outcome::succeeded)).hasSize(1);
        assertThat(outcomes.stream().filter(outcome -> outcome.thrown() instanceof SoldOut))
                .hasSize(99);
        assertThat(free(scarce)).isZero();
        Money price = pricing.quote(scarce, 1).total();
        assertThat(buyers.stream().map(buyer -> ledger.balance(buyer).balance()).filter(Cny.of("1000.00")::isEqual))
                .hasSize(99);
        assertThat(buyers.stream().map(buyer -> ledger.balance(buyer).balance()).reduce(Cny.ZERO, Money::plus))
                .isEqualTo(Cny.of("100000.00").minus(price));
    }

    @Test
    void aBalanceForFiveOfTwelveOrdersPaysExactlyFive() {
        Money price = pricing.quote(Specs.prepaid(), 1).total();
        AccountId account = customers.with(
                price.multipliedBy(5).plus(Cny.of("0.01")).getAmount().toPlainString());
        List<Order> placed = Stream.generate(() -> place(account, Specs.prepaid(), 1))
                .limit(12)
                .toList();

        List<Outcome<Order>> outcomes = Races.run(
                12,
                number ->
                        () -> orders.payFromBalance(account, placed.get(number).number()));

        assertThat(outcomes.stream().filter(Outcome::succeeded)).hasSize(5);
        assertThat(outcomes.stream().filter(outcome -> outcome.thrown() instanceof InsufficientBalance))
                .hasSize(7);
        assertThat(ledger.balance(account).balance()).isEqualTo(Cny.of("0.01"));
        assertThat(orders.orders(account, 0).stream()
                        .filter(order -> order.order().isPaid()))
                .hasSize(5);
    }

    @Test
    void aCancelledOrderGivesItsMachinesBackOnceAndCannotBePaid() {
        AccountId account = customers.with("1000.00");
        int taken = taken(Specs.prepaid());
        OrderNumber number = place(account, Specs.prepaid(), 2).number();

        orders.cancel(account, number);
        assertThat(orders.cancel(account, number).state()).isEqualTo(OrderState.CANCELLED);

        assertThat(taken(Specs.prepaid())).isEqualTo(taken);
        assertThatExceptionOfType(OrderClosed.class)
                .isThrownBy(() -> orders.payFromBalance(account, number))
                .satisfies(closed -> assertThat(closed.state()).isEqualTo(OrderState.CANCELLED));
        assertThat(ledger.balance(account).balance()).isEqualTo(Cny.of("1000.00"));
    }

    @Test
    void theDatabaseAloneRefusesToDeductForAnOrderTwice() {
        AccountId account = customers.with("1000.00");
        String number = place(account, Specs.prepaid(), 1).number().number();
        orders.payFromBalance(account, new OrderNumber(number));
        Money left = ledger.balance(account).balance();
        Movement again = new Movement(
                account, Cny.of("1.00"), "order:" + number, Description.of("purchase", number), clock.now(), number);

        assertThatExceptionOfType(DataIntegrityViolationException.class)
                .isThrownBy(() -> transaction.executeWithoutResult(status -> ledger.deduct(again)));
        assertThat(ledger.balance(account).balance()).isEqualTo(left);
    }

    @Test
    void aPaidOrderCannotBeCancelled() {
        AccountId account = customers.with("1000.00");
        OrderNumber number = place(account, Specs.prepaid(), 1).number();
        orders.payFromBalance(account, number);

        assertThatExceptionOfType(OrderAlreadyPaid.class).isThrownBy(() -> orders.cancel(account, number));
        assertThat(orders.order(account, number).order().isPaid()).isTrue();
    }

    @Test
    void anOrderNobodyPaysExpiresAndGivesItsMachinesBackOnce() {
        AccountId account = customers.with("1000.00");
        int taken = taken(Specs.prepaid());
        OrderNumber number = place(account, Specs.prepaid(), 2).number();
        clock.advance(Duration.ofMinutes(14));
        orders.expireDue();
        assertThat(orders.order(account, number).state()).isEqualTo(OrderState.UNPAID);

        clock.advance(Duration.ofMinutes(1));
        orders.expireDue();
        orders.expireDue();

        assertThat(orders.order(account, number).state()).isEqualTo(OrderState.EXPIRED);
        assertThat(taken(Specs.prepaid())).isEqualTo(taken);
        assertThat(orders.cancel(account, number).state()).isEqualTo(OrderState.EXPIRED);
    }

    @Test
    void anOrderThatCannotBeClosedHoldsUpNoOtherAndIsClosedLater() {
        AccountId account = customers.with("1000.00");
        int taken = taken(Specs.prepaid());
        OrderNumber broken = place(account, Specs.prepaid(), 2).number();
        OrderNumber other = place(account, Specs.prepaid(), 3).number();
        jdbc.sql("alter table orders add constraint broken check (order_number <> '" + broken
                        + "' or state <> 'EXPIRED')")
                .update();
        try {
            clock.advance(Duration.ofMinutes(15));
            orders.expireDue();

            assertThat(orders.order(account, other).state()).isEqualTo(OrderState.EXPIRED);
            assertThat(orders.order(account, broken).state()).isEqualTo(OrderState.UNPAID);
            assertThat(taken(Specs.prepaid())).as("held by the other one").isEqualTo(taken + 2);
        } finally {
            jdbc.sql("alter table orders drop constraint broken").update();
        }
        assertThat(orders.expireDue()).as("not at once").isZero();
        clock.advance(Duration.ofMinutes(1));
        orders.expireDue();

        assertThat(orders.order(account, broken).state()).isEqualTo(OrderState.EXPIRED);
        assertThat(taken(Specs.prepaid())).isEqualTo(taken);
    }

    @Test
    void whatIsOverdueCannotBePaidEvenBeforeItIsClosed() {
        AccountId account = customers.with("1000.00");
        OrderNumber number = place(account, Specs.prepaid(), 1).number();
        clock.advance(Duration.ofMinutes(15));

        assertThatExceptionOfType(OrderClosed.class)
                .isThrownBy(() -> orders.payFromBalance(account, number))
                .satisfies(closed -> assertThat(closed.state()).isEqualTo(OrderState.EXPIRED));
        assertThat(ledger.balance(account).balance()).isEqualTo(Cny.of("1000.00"));
    }

    @Test
    void payingAndCancellingAtOnceEndsInOneOfTheTwo() {
        for (int round = 0; round < 10; round++) {
            AccountId account = customers.with("1000.00");
            int taken = taken(Specs.prepaid());
            Order order = place(account, Specs.prepaid(), 1);

            Races.run(
                    4,
                    number -> () -> number % 2 == 0
                            ? orders.payFromBalance(account, order.number())
                            : orders.cancel(account, order.number()));

            assertThatOneStoryIsTrue(account, order, taken);
        }
    }

    @Test
    void payingAndExpiringAtOnceEndsInOneOfTheTwo() {
        for (int round = 0; round < 10; round++) {
            AccountId account = customers.with("1000.00");
            int taken = taken(Specs.prepaid());
            Order order = place(account, Specs.prepaid(), 1);
            // Payment may come at any moment, expiry only now: whoever locks the order first decides.
            jdbc.sql("update orders set pay_until = created_at + interval '1' second where order_number = ?")
                    .param(order.number().number())
                    .update();
            clock.advance(Duration.ofMillis(round % 2 == 0 ? 990 : 1000));

            Races.run(
                    4,
                    number -> () ->
                            number % 2 == 0 ? orders.payFromBalance(account, order.number()) : orders.expireDue());
            clock.advance(Duration.ofSeconds(1));
            orders.expireDue();

            assertThatOneStoryIsTrue(account, order, taken);
        }
    }

    @Test
    void aChosenPasswordStaysWithTheOrderOnlyUntilItIsPaidOrClosed() {
        AccountId account = customers.with("1000.00");
        Purchase purchase = Purchases.withLogin(Purchases.of(Specs.prepaid(), 1), Login.password("Abcd1234!"));
        OrderNumber paid = orders.place(account, List.of(purchase), aToken()).number();
        OrderNumber cancelled =
                orders.place(account, List.of(purchase), aToken()).number();
        assertThat(secrets(account)).hasSize(2).noneMatch(secret -> secret.contains("Abcd1234!"));

        orders.payFromBalance(account, paid);
        orders.cancel(account, cancelled);

        assertThat(secrets(account)).isEmpty();
    }

    @Test
    void aStrangersOrderIsNotThere() {
        AccountId account = customers.with("1000.00");
        AccountId stranger = customers.with("1000.00");
        OrderNumber number = place(account, Specs.prepaid(), 1).number();

        assertThatExceptionOfType(NoSuchOrder.class).isThrownBy(() -> orders.order(stranger, number));
        assertThatExceptionOfType(NoSuchOrder.class).isThrownBy(() -> orders.payFromBalance(stranger, number));
        assertThatExceptionOfType(NoSuchOrder.class).isThrownBy(() -> orders.cancel(stranger, number));
        assertThat(orders.orders(stranger, 0)).isEmpty();
    }

    @Test
    void theListIsReadInPagesNewestFirst() {
        AccountId account = customers.account().id();
        for (int i = 0; i < Orders.PAGE_SIZE; i++) {
            place(account, Specs.postpaid(), 1);
        }
        clock.advance(Duration.ofSeconds(1));
        Order newest = place(account, Specs.postpaid(), 1);

        assertThat(orders.orders(account, 0)).hasSize(Orders.PAGE_SIZE);
        assertThat(orders.orders(account, 0).getContent().get(0).order().number())
                .isEqualTo(newest.number());
        assertThat(orders.orders(account, 1)).hasSize(1);
    }

    private void assertThatOneStoryIsTrue(AccountId account, Order order, int takenBefore) {
        OrderProgress now = orders.order(account, order.number());
        int launched = instances.ofOrder(account, order.number().number()).size();
        Money balance = ledger.balance(account).balance();
        if (now.order().isPaid()) {
            assertThat(launched).isEqualTo(1);
            assertThat(balance).isEqualTo(Cny.of("1000.00").minus(order.total()));
            assertThat(taken(Specs.prepaid())).isEqualTo(takenBefore + 1);
        } else {
            assertThat(now.state()).isIn(OrderState.CANCELLED, OrderState.EXPIRED);
            assertThat(launched).isZero();
            assertThat(balance).isEqualTo(Cny.of("1000.00"));
            assertThat(taken(Specs.prepaid())).isEqualTo(takenBefore);
        }
    }

    private Order place(AccountId account, InstanceSpec spec, int count) {
        return orders.place(account, List.of(Purchases.of(spec, count)), aToken());
    }

    private List<Entry> entries(AccountId account, EntryKind kind) {
        return ledger.entries(account, 0, 50).stream()
                .filter(entry -> entry.kind() == kind)
                .toList();
    }

    /** A machine of which just so many are left, of a type that other tests do not need. */
    private InstanceSpec scarce(int free) {
        InstanceSpec spec = Specs.withType(Specs.prepaid(), "ap-guangzhou-3", "S5.2XLARGE32");
        jdbc.sql("update stock set capacity = taken + ? where zone_id = ? and instance_type = ?")
                .params(free, spec.zone(), spec.instanceType())
                .update();
        return spec;
    }

    private int taken(InstanceSpec spec) {
        return stock("taken", spec);
    }

    private int free(InstanceSpec spec) {
        return stock("capacity - taken", spec);
    }

    private int stock(String figure, InstanceSpec spec) {
        return jdbc.sql("select " + figure + " from stock where zone_id = ? and instance_type = ?")
                .params(spec.zone(), spec.instanceType())
                .query(Integer.class)
                .single();
    }

    private List<String> secrets(AccountId account) {
        return jdbc.sql("""
                        select login_secret from order_lines l join orders o on o.order_number = l.order_number
                        where o.account_id = ? and login_secret is not null
                        """).param(account.accountId()).query(String.class).list();
    }

    private static BigDecimal tiny() {
        return new BigDecimal("0.0001");
    }

    private static String aToken() {
        return UUID.randomUUID().toString();
    }
}
