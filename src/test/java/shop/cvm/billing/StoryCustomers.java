package shop.cvm.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.springframework.boot.test.context.TestComponent;
import org.springframework.jdbc.core.simple.JdbcClient;
import shop.cvm.Customers;
import shop.cvm.account.AccountId;
import shop.cvm.billing.ReferenceModel.Machine;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceRate;
import shop.cvm.instance.Instances;
import shop.cvm.instance.OwnerInArrears;
import shop.cvm.instance.PowerAction;
import shop.cvm.instance.StoppedMode;
import shop.cvm.instance.UsedComponent;
import shop.cvm.ledger.Entry;
import shop.cvm.ledger.Ledger;
import shop.cvm.time.ShopClock;

/** Customers of stories: whatever they do in the shop, their {@link ReferenceModel} does too. */
@TestComponent
public class StoryCustomers {

    private static final int MOST_MACHINES = 3;

    private final Meters meters;
    private final Instances instances;
    private final Ledger ledger;
    private final Customers customers;
    private final ShopClock clock;
    private final JdbcClient jdbc;

    StoryCustomers(
            Meters meters, Instances instances, Ledger ledger, Customers customers, ShopClock clock, JdbcClient jdbc) {
        this.meters = meters;
        this.instances = instances;
        this.ledger = ledger;
        this.customers = customers;
        this.clock = clock;
        this.jdbc = jdbc;
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
        int choice = customer.dice().nextInt(10);
        if (machine == null || (choice < 2 && machines.size() < MOST_MACHINES)) {
            buy(customer);
        } else if (choice < 5) {
            topUp(customer, (1 + customer.dice().nextInt(250)) + ".50");
        } else if (choice == 5) {
            terminate(customer, machine);
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
                .started(
                        machine.id(),
                        rates,
                        machine.cost().unitTotal().getAmount(),
                        machine.runningAt().orElseThrow().getEpochSecond());
    }

    void topUp(Customer customer, String amount) throws InterruptedException {
        long before = clock.now().getEpochSecond();
        customers.credit(customer.account(), amount);
        meters.heard();
        customer.model().topUp(new BigDecimal(amount));
        customer.model().review(changedSince(customer, before));
    }

    void terminate(Customer customer, Machine machine) throws InterruptedException {
        Instance row = instances.instance(customer.account(), customer.model().id(machine));
        long before = clock.now().getEpochSecond();
        instances.terminate(customer.account(), row.id(), row.calledBy());
        meters.heard();
        customer.model()
                .end(
                        machine,
                        instances
                                .instance(customer.account(), row.id())
                                .endedAt()
                                .orElseThrow()
                                .getEpochSecond());
        customer.model().review(changedSince(customer, before));
        meters.deliver();
    }

    void stop(Customer customer, Machine machine, boolean withoutCharge) {
        long before = clock.now().getEpochSecond();
        instances.stop(
                customer.account(),
                customer.model().id(machine),
                withoutCharge ? StoppedMode.STOP_CHARGING : StoppedMode.KEEP_CHARGING);
        meters.deliver();
        customer.model().stop(machine, withoutCharge, changedSince(customer, before));
    }

    void start(Customer customer, Machine machine) {
        if (customer.model().isInArrears()) {
            assertThatExceptionOfType(OwnerInArrears.class)
                    .as("seed " + customer.seed())
                    .isThrownBy(() ->
                            instances.power(customer.account(), customer.model().id(machine), PowerAction.START));
            return;
        }
        long before = clock.now().getEpochSecond();
        instances.power(customer.account(), customer.model().id(machine), PowerAction.START);
        meters.deliver();
        customer.model().start(machine, changedSince(customer, before));
    }

    /** The second in which charging changed, which must lie between then and now; then, if it did not change. */
    private long changedSince(Customer customer, long before) {
        long changed = jdbc.sql("select max(started_at) from usage_periods where account_id = ?")
                .param(customer.account().accountId())
                .query(Timestamp.class)
                .optional()
                .map(time -> time.toInstant().getEpochSecond())
                .orElse(before);
        assertThat(changed)
                .as("seed " + customer.seed())
                .isLessThanOrEqualTo(clock.now().getEpochSecond());
        return Math.max(changed, before);
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
