package shop.cvm.instance;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.account.KeyPairs;
import shop.cvm.audit.Contacts;
import shop.cvm.catalog.Stock;
import shop.cvm.network.Networks;
import shop.cvm.network.SecurityGroups;
import shop.cvm.time.ShopClock;
import shop.cvm.work.Stopping;

/** Tests of what is done with the machines of an account, by this process of the shop and by others beside it. */
@ShopTest
abstract class MachineFixture {

    @Autowired
    Instances instances;

    @Autowired
    InstanceRows rows;

    @Autowired
    SimulatedProvisioner simulated;

    @Autowired
    InstanceSettings settings;

    @Autowired
    Networks networks;

    @Autowired
    Customers customers;

    @Autowired
    ShopClock shopClock;

    @Autowired
    Clock clock;

    @Autowired
    TransactionOperations transaction;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    private Leases leases;

    @Autowired
    private ProgressRows progressRows;

    @Autowired
    private InstanceNews news;

    @Autowired
    private Stock stock;

    @Autowired
    private LoginSecrets secrets;

    @Autowired
    private KeyPairs keyPairs;

    @Autowired
    private SecurityGroups groups;

    @Autowired
    private Stopping stopping;

    @Autowired
    Contacts contacts;

    Launches launches;
    AccountId account;

    @BeforeEach
    void anAccount() {
        instances.advanceDue();
        launches = new Launches(instances, transaction, shopClock);
        account = customers.account().id();
    }

    /** Another process of the shop, with this provisioner and this clock. */
    Delivery node(Provisioner itsProvisioner, Clock itsClock) {
        return new Delivery(
                new Claims(rows, leases, transaction, itsProvisioner, itsClock, stopping),
                new Asking(networks, groups, itsProvisioner, secrets, keyPairs, itsClock, contacts),
                progressRows,
                rows,
                news,
                stock,
                transaction,
                settings,
                shopClock);
    }

    Instance instance(InstanceId id) {
        return instances.instance(account, id);
    }

    /** What the shop asks for, without a login. */
    MachineSpec spec(InstanceId id) {
        Instance instance = instance(id);
        return MachineSpec.of(
                instance, networks.subnets(Set.of(instance.subnet())).get(instance.subnet()), List.of(), null, null);
    }

    void pass(Duration time) {
        shopClock.advance(time);
        instances.advanceDue();
    }
}
