package shop.cvm.instance;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.OsType;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.time.ShopClock;

/** Launches machines in tests, as a paid order would. */
class Launches {

    private final Instances instances;
    private final TransactionOperations transaction;
    private final ShopClock clock;

    Launches(Instances instances, TransactionOperations transaction, ShopClock clock) {
        this.instances = instances;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Machines with a random password, paid now. */
    List<InstanceId> launch(AccountId account, InstanceSpec spec, int count) {
        return launch(account, spec, count, Login.random());
    }

    List<InstanceId> launch(AccountId account, InstanceSpec spec, int count, Login login) {
        Launch launch = aLaunch(account, spec, count, login, clock.now());
        return transaction.execute(status -> instances.launch(launch));
    }

    Launch aLaunch(AccountId account, InstanceSpec spec, int count, Login login, Instant paidAt) {
        return new Launch(
                account,
                "2026" + UUID.randomUUID().toString().substring(0, 16),
                0,
                spec,
                0,
                count,
                new UnitCost(Cny.of("12.34"), HourlyRate.ZERO),
                Naming.of("web-"),
                List.of(),
                instances.seal(account, login, OsType.LINUX),
                SecurityGroupTemplate.SSH_22,
                false,
                paidAt);
    }
}
