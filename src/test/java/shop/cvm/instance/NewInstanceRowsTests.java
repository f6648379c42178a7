package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Specs;
import shop.cvm.catalog.Zone;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.network.Networks;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.network.Standing;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.StepRates;
import shop.cvm.time.ShopClock;

/** The rows of a new machine are written by hand and read by the mapping: neither may know a column that the other does not. */
@ShopTest
class NewInstanceRowsTests {

    @Autowired
    private NewInstanceRows newRows;

    @Autowired
    private Instances instances;

    @Autowired
    private Networks networks;

    @Autowired
    private Catalog catalog;

    @Autowired
    private ExpirySettings expiry;

    @Autowired
    private Customers customers;

    @Autowired
    private ShopClock clock;

    @Autowired
    private TransactionOperations transaction;

    /** A few in one go, and many as batches. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3, 12})
    void aMachineIsReadAsItWasWritten(int count) {
        AccountId account = customers.account().id();
        Launch launch = launch(account, count);
        transaction.executeWithoutResult(status -> {
            // Nobody pays for these machines, so nothing of them may stay.
            status.setRollbackOnly();
            List<Instance> written = machines(launch);
            newRows.insert(written);
            assertThat(instances.ofOrder(account, launch.orderNumber()))
                    .usingRecursiveComparison()
                    .withComparatorForType(BigDecimal::compareTo, BigDecimal.class)
                    .isEqualTo(written);
        });
    }

    private List<Instance> machines(Launch launch) {
        Zone zone = catalog.snapshot().zone(launch.spec().zone());
        Standing standing = networks.defaultStanding(launch.account(), zone, launch.securityGroup());
        Shape shape = new Shape(zone.region(), 2, 4, OsType.LINUX, "Ubuntu", "ubuntu");
        return IntStream.range(0, launch.count())
                .mapToObj(position -> machine(launch, position, shape, standing))
                .toList();
    }

    private Instance machine(Launch launch, int position, Shape shape, Standing standing) {
        Naming naming = new Naming("web-" + position, "web" + position);
        Instance machine = new Instance(launch, position, naming, shape, standing, "secret", Duration.ofMinutes(10));
        machine.awaitExpiry(expiry, launch.paidAt());
        return machine;
    }

    /** With disks, rates and a term. */
    private Launch launch(AccountId account, int count) {
        InstanceSpec spec = Specs.withDisks(
                Specs.prepaid(), Specs.prepaid().systemDisk(), Specs.prepaid().systemDisk());
        return new Launch(
                account,
                UUID.randomUUID().toString().substring(0, 20),
                1,
                spec,
                0,
                count,
                new UnitCost(Cny.of("12.34"), new HourlyRate(new BigDecimal("0.5"))),
                Naming.of("web-"),
                List.of(rate(Component.COMPUTE, steps()), rate(Component.TRAFFIC, null)),
                new SealedLogin(LoginKind.RANDOM, null, null),
                SecurityGroupTemplate.SSH_22,
                true,
                clock.now());
    }

    private static InstanceRate rate(Component component, StepRates steps) {
        return new InstanceRate(component, 2, new HourlyRate(new BigDecimal("0.8")), steps);
    }

    private static StepRates steps() {
        return new StepRates(96, new HourlyRate(new BigDecimal("0.5")), 360, new HourlyRate(new BigDecimal("0.34")));
    }
}
