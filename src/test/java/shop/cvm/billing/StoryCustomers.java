package shop.cvm.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.sql.Types;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.account.AccountId;
import shop.cvm.billing.ReferenceModel.Machine;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceChanged;
import shop.cvm.instance.InstanceId;
import shop.cvm.instance.InstanceRate;
import shop.cvm.instance.Instances;
import shop.cvm.instance.Isolation;
import shop.cvm.instance.NotReconfigurable;
import shop.cvm.instance.NotReconfigurable.Reason;
import shop.cvm.instance.OwnerInArrears;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.StoppedMode;
import shop.cvm.instance.UsedComponent;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.InsufficientBalance;
import shop.cvm.ledger.Ledger;
import shop.cvm.money.HourlyRate;
import shop.cvm.order.Reconfiguration;
import shop.cvm.order.ReconfigurationOffer;
import shop.cvm.order.Reconfigurations;
import shop.cvm.order.WantedConfiguration;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.StepRates;
import shop.cvm.time.ShopClock;

/** Customers of stories: whatever they do in the shop, their {@link ReferenceModel} does too. */
@TestComponent
public class StoryCustomers {

    private static final int MOST_MACHINES = 3;
    private static final BigDecimal GIGABYTE = new BigDecimal("0.0007");

    private final Meters meters;
    private final StoryNews news;
    private final Instances instances;
    private final Reconfigurations reconfigurations;
    private final Ledger ledger;
    private final Customers customers;
    private final ShopClock clock;
    private final JdbcClient jdbc;
    private final TransactionOperations transaction;
    private final ApplicationEventPublisher publisher;

    StoryCustomers(
            Meters meters,
            StoryNews news,
            Instances instances,
            Reconfigurations reconfigurations,
            Ledger ledger,
            Customers customers,
            ShopClock clock,
            JdbcClient jdbc,
            TransactionOperations transaction,
            ApplicationEventPublisher publisher) {
        this.meters = meters;
        this.news = news;
        this.instances = instances;
        this.reconfigurations = reconfigurations;
        this.ledger = ledger;
        this.customers = customers;
        this.clock = clock;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.publisher = publisher;
    }

    /** A customer with the dice that decide what they do, and what they must have paid. */
    record Customer(long seed, Random dice, AccountId account, ReferenceModel model) {}

    /** Somebody with as much money as the dice say. */
    Customer customer(long seed) {
        Random dice = new Random(seed);
        return customer(seed, dice, (5 + dice.nextInt(200)) + ".00");
    }

    /** Somebody with so much money. */
    Customer customer(long seed, String amount) {
        return customer(seed, new Random(seed), amount);
    }

    private Customer customer(long seed, Random dice, String amount) {
        AccountId account = customers.many(1).get(0);
        jdbc.sql("update accounts set verified_at = current_timestamp where account_id = ?")
                .param(account.accountId())
                .update();
        customers.credit(account, amount);
        return new Customer(seed, dice, account, new ReferenceModel(new BigDecimal(amount), clock.now()));
    }

    /** Does something, as the dice fall. */
    void act(Customer customer) throws InterruptedException {
        List<Machine> machines = customer.model().machines().stream()
                .filter(machine -> !machine.hasEnded())
                .toList();
        Machine machine =
                machines.isEmpty() ? null : machines.get(customer.dice().nextInt(machines.size()));
        int choice = customer.dice().nextInt(13);
        if (machine == null || (choice < 2 && machines.size() < MOST_MACHINES)) {
            buy(customer);
        } else if (choice < 5) {
            topUp(customer, (1 + customer.dice().nextInt(250)) + ".50");
        } else if (choice == 5) {
            terminate(customer, machine);
        } else if (choice > 9 && machine.canChange()) {
            change(customer, machine);
        } else if (machine.runs()) {
            stop(customer, machine, choice > 7);
        } else {
            start(customer, machine);
        }
    }

    private void buy(Customer customer) {
        if (customer.model().available().compareTo(BigDecimal.valueOf(2)) >= 0) {
            buy(customer, customer.dice().nextBoolean());
        }
    }

    /** A machine in price steps with a disk, and a network billed by traffic or by hourly bandwidth. */
    Machine buy(Customer customer, boolean byTraffic) {
        InstanceSpec spec = Specs.withNetwork(
                Specs.withType(Specs.postpaid(), "ap-guangzhou-3", "S4.SMALL2"),
                byTraffic ? InternetChargeType.TRAFFIC : InternetChargeType.BANDWIDTH,
                byTraffic ? 20 : 1);
        Instance machine = meters.buy(customer.account(), spec);
        List<InstanceRate> rates = instances.used(List.of(machine.id())).stream()
                .map(UsedComponent::rate)
                .toList();
        return customer.model()
                .started(machine.id(), rates, machine.cost().unitTotal().getAmount(), news.of(machine.id()));
    }

    void topUp(Customer customer, String amount) throws InterruptedException {
        news.clearing(customer.account());
        customers.credit(customer.account(), amount);
        meters.heard();
        customer.model().topUp(new BigDecimal(amount));
        review(customer);
    }

    void terminate(Customer customer, Machine machine) throws InterruptedException {
        Instance row = instances.instance(customer.account(), customer.model().id(machine));
        news.clearing(customer.account());
        instances.terminate(customer.account(), row.id(), row.calledBy());
        meters.heard();
        customer.model().end(machine, news.of(row.id()));
        review(customer);
        meters.deliver();
    }

    /** Money has come, or a freeze was lifted: whatever was held back is charged again if that is enough. */
    private void review(Customer customer) {
        news.clearing(customer.account())
                .ifPresentOrElse(
                        at -> assertThat(customer.model().review(at))
                                .as("seed " + customer.seed())
                                .isTrue(),
                        () -> assertThat(customer.model().isInArrears()
                                        && customer.model().available().signum() > 0)
                                .as("seed " + customer.seed())
                                .isFalse());
    }

    private void change(Customer customer, Machine machine) {
        List<Component> components = machine.components();
        Component component = components.get(customer.dice().nextInt(components.size()));
        if (component == Component.BANDWIDTH || component == Component.TRAFFIC) {
            int number = 1 + customer.dice().nextInt(8);
            reconfigure(customer, machine, component == Component.TRAFFIC ? 5 * number : number);
        } else if (!customer.model().isInArrears() && !wasReconfigured(customer, machine)) {
            change(customer, machine, rate(component, customer.dice()));
        }
    }

    /** From then on an hour of it is frozen, which rates that are changed past the shop would contradict. */
    private boolean wasReconfigured(Customer customer, Machine machine) {
        InstanceId id = customer.model().id(machine);
        return instances.instance(customer.account(), id).configured() > 0;
    }

    /**
     * As the machine's page does: its owner is told what that comes to, and so it is from this second on, with an hour of it
     * frozen, unless something is in the way. All of its other rates are those of the catalogue again.
     */
    private void reconfigure(Customer customer, Machine machine, int mbps) {
        Instance row = instances.instance(customer.account(), customer.model().id(machine));
        WantedConfiguration now = WantedConfiguration.of(row.spec());
        WantedConfiguration wanted = new WantedConfiguration(
                now.instanceType(), now.systemDiskGb(), now.dataDisksGb(), now.internetChargeType(), mbps);
        ReconfigurationOffer offer = reconfigurations.offer(customer.account(), row.id(), wanted);
        List<InstanceRate> rates =
                offer.lines().stream().map(ReconfigurationOffer.Line::after).toList();
        BigDecimal freeze = ReferenceModel.freeze(rates);
        Reconfiguration change = new Reconfiguration(
                row.id(), wanted, row.configured(), offer.price().orElseThrow());
        String token = UUID.randomUUID().toString();
        Runnable asking = () -> reconfigurations.reconfigure(customer.account(), change, token);
        String seed = "seed " + customer.seed();
        if (customer.model().isInArrears() || now.equals(wanted)) {
            Reason reason =
                    now.equals(wanted) && !row.isolation().equals(Isolation.ARREAR) ? Reason.NOTHING : Reason.ARREARS;
            assertThatExceptionOfType(NotReconfigurable.class)
                    .as(seed)
                    .isThrownBy(asking::run)
                    .matches(refused -> refused.reason() == reason);
        } else if (customer.model().availableWithout(machine).compareTo(freeze) < 0) {
            assertThatExceptionOfType(InsufficientBalance.class).as(seed).isThrownBy(asking::run);
        } else {
            asking.run();
            asking.run();
            meters.deliver();
            customer.model().reconfigure(machine, rates, news.of(row.id()));
        }
    }

    /** Another rate of one component, as none in the catalogue is, in the transaction that tells the news. */
    private void change(Customer customer, Machine machine, InstanceRate rate) {
        InstanceId id = customer.model().id(machine);
        transaction.executeWithoutResult(status -> {
            store(id, rate);
            publisher.publishEvent(new InstanceChanged(List.of(id)));
        });
        customer.model().change(machine, rate, news.of(id));
    }

    /** Few rates, so that a change sometimes changes nothing; steps close enough to be reached; a network is reconfigured. */
    private static InstanceRate rate(Component component, Random dice) {
        int number = 1 + dice.nextInt(8);
        return switch (component) {
            case COMPUTE ->
                new InstanceRate(component, 1, new HourlyRate(BigDecimal.valueOf(number, 1)), steps(number));
            default ->
                new InstanceRate(
                        component,
                        50 * number,
                        new HourlyRate(GIGABYTE.multiply(BigDecimal.valueOf(50L * number))),
                        null);
        };
    }

    /** None, one or two more. */
    private static StepRates steps(int number) {
        HourlyRate second = new HourlyRate(BigDecimal.valueOf(number, 2));
        HourlyRate third = new HourlyRate(BigDecimal.valueOf(number, 3));
        return switch (number % 3) {
            case 0 -> StepRates.NONE;
            case 1 -> new StepRates(5 * number, second, null, null);
            default -> new StepRates(5 * number, second, 12 * number, third);
        };
    }

    private void store(InstanceId id, InstanceRate rate) {
        StepRates steps = rate.steps() == null ? StepRates.NONE : rate.steps();
        jdbc.sql("""
                        update instance_rates set quantity = ?, rate = ?, second_after = ?, second_rate = ?,
                            third_after = ?, third_rate = ?
                        where instance_id = ? and component = ?
                        """)
                .param(1, rate.quantity())
                .param(2, rate.rate().perHour())
                .param(3, steps.secondAfter(), Types.INTEGER)
                .param(4, perHour(steps.secondRate()), Types.NUMERIC)
                .param(5, steps.thirdAfter(), Types.INTEGER)
                .param(6, perHour(steps.thirdRate()), Types.NUMERIC)
                .param(7, id.instanceId())
                .param(8, rate.component().name())
                .update();
    }

    private static BigDecimal perHour(HourlyRate rate) {
        return rate == null ? null : rate.perHour();
    }

    void stop(Customer customer, Machine machine, boolean withoutCharge) {
        instances.stop(
                customer.account(),
                customer.model().id(machine),
                withoutCharge ? StoppedMode.STOP_CHARGING : StoppedMode.KEEP_CHARGING);
        meters.deliver();
        customer.model().stop(machine, withoutCharge, news.of(customer.model().id(machine)));
    }

    void start(Customer customer, Machine machine) {
        if (customer.model().isInArrears()) {
            assertThatExceptionOfType(OwnerInArrears.class)
                    .as("seed " + customer.seed())
                    .isThrownBy(() ->
                            instances.power(customer.account(), customer.model().id(machine), PowerAction.START));
            return;
        }
        instances.power(customer.account(), customer.model().id(machine), PowerAction.START);
        meters.deliver();
        customer.model().start(machine, news.of(customer.model().id(machine)));
    }

    /** What the shop deducted, when, and what it left is what the model says. */
    void compare(Customer customer) {
        String seed = "seed " + customer.seed();
        Map<Instant, BigDecimal> deducted = new TreeMap<>();
        for (Entry entry : meters.settlements(customer.account())) {
            deducted.put(entry.occurredAt(), entry.amount().getAmount());
        }
        assertThat(deducted).as(seed).isEqualTo(customer.model().deductions());
        assertThat(ledger.balance(customer.account()).balance().getAmount())
                .as(seed)
                .isEqualByComparingTo(customer.model().balance());
        assertThat(ledger.balance(customer.account()).available().getAmount())
                .as(seed)
                .isEqualByComparingTo(customer.model().available());
        assertThat(ledger.arrearsSince(customer.account()))
                .as(seed)
                .isEqualTo(customer.model().arrearsSince());
        customer.model().machines().forEach(machine -> assertThat(instances
                        .instance(customer.account(), customer.model().id(machine))
                        .state()
                        .isEnded())
                .as(seed)
                .isEqualTo(machine.hasEnded()));
    }
}
