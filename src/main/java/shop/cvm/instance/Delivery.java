package shop.cvm.instance;

import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import shop.cvm.network.Networks;
import shop.cvm.network.Subnet;
import shop.cvm.network.SubnetId;
import shop.cvm.time.ShopClock;

/**
 * Makes machines step by step. A step is three things that are never one transaction: claim a batch of what is due by
 * leasing it, ask the provisioner, and apply its answers to whatever nobody has touched meanwhile. A node that dies in
 * between loses nothing: the lease runs out and the next one asks again, which the provisioner allows.
 */
@Component
class Delivery {

    private static final Logger log = LoggerFactory.getLogger(Delivery.class);

    private static final Limit BATCH = Limit.of(100);
    private static final Duration LEASE = Duration.ofSeconds(20);

    private final InstanceRows rows;
    private final Networks networks;
    private final Provisioner provisioner;
    private final LoginSecrets secrets;
    private final TransactionOperations transaction;
    private final ShopClock shopClock;
    private final Clock clock;

    Delivery(
            InstanceRows rows,
            Networks networks,
            Provisioner provisioner,
            LoginSecrets secrets,
            TransactionOperations transaction,
            ShopClock shopClock,
            Clock clock) {
        this.rows = rows;
        this.networks = networks;
        this.provisioner = provisioner;
        this.secrets = secrets;
        this.transaction = transaction;
        this.shopClock = shopClock;
        this.clock = clock;
    }

    /** What is ours alone until a time of the system's clock. */
    record Claim(List<Instance> instances, Instant until) {}

    /** What the provisioner's answer means for an instance, as long as it has still this version. */
    private record Answer(int version, Change change) {}

    private interface Change {
        void apply(Instance instance, Instant now);
    }

    int advanceDue() {
        Instant due = shopClock.now();
        int advanced = 0;
        for (Claim claim = claim(due); !claim.instances().isEmpty(); claim = claim(due)) {
            advanced += apply(ask(claim));
        }
        transaction.executeWithoutResult(status -> rows.forgetLoginSecrets(due));
        return advanced;
    }

    Claim claim(Instant due) {
        return transaction.execute(status -> {
            Instant now = clock.instant();
            Claim claim = new Claim(rows.claim(due, now, BATCH), now.plus(LEASE));
            claim.instances().forEach(instance -> instance.lease(claim.until()));
            // The disks must be read now: there is no transaction when the provisioner is asked.
            claim.instances().forEach(Instance::disks);
            return claim;
        });
    }

    /** Asks as long as the lease lasts; who is not asked by then is due again when it has run out. */
    private Map<InstanceId, Answer> ask(Claim claim) {
        Map<SubnetId, Subnet> subnets = networks.subnets(
                claim.instances().stream().map(Instance::subnet).collect(toSet()));
        Map<InstanceId, Answer> answers = new HashMap<>();
        for (Instance instance : claim.instances()) {
            if (clock.instant().isBefore(claim.until())) {
                answers.put(instance.id(), new Answer(instance.version(), ask(instance, subnets)));
            }
        }
        return answers;
    }

    private Change ask(Instance instance, Map<SubnetId, Subnet> subnets) {
        try {
            Observation seen = instance.isRunning()
                    ? provisioner.observe(instance.id())
                    : provisioner.ensure(machine(instance, subnets));
            return (current, now) -> current.observed(seen, now);
        } catch (ProvisionerFault fault) {
            log.warn("Instance {}: {}, effect {}: {}", instance.id(), fault.kind(), fault.effect(), fault.getMessage());
            return (current, now) -> current.failed(fault, now);
        } catch (RuntimeException broken) {
            // One machine that cannot even be asked for must not stop the others.
            log.error("Instance {}: the provisioner broke", instance.id(), broken);
            return (current, now) -> current.failed(ProvisionerFault.broken(broken), now);
        }
    }

    private int apply(Map<InstanceId, Answer> answers) {
        List<String> ids = answers.keySet().stream().map(InstanceId::instanceId).toList();
        return transaction.execute(status -> apply(answers, rows.lock(ids), shopClock.now()));
    }

    private static int apply(Map<InstanceId, Answer> answers, List<Instance> current, Instant now) {
        int applied = 0;
        for (Instance instance : current) {
            Answer answer = answers.get(instance.id());
            if (answer != null && answer.version() == instance.version()) {
                answer.change().apply(instance, now);
                applied++;
            }
        }
        return applied;
    }

    private MachineSpec machine(Instance instance, Map<SubnetId, Subnet> subnets) {
        Subnet subnet = subnets.get(instance.subnet());
        if (subnet == null) {
            throw new IllegalStateException("Subnet " + instance.subnet() + " is gone");
        }
        return MachineSpec.of(instance, subnet, password(instance));
    }

    private @Nullable String password(Instance instance) {
        String secret = instance.loginSecret();
        return secret == null ? null : secrets.decrypt(secret);
    }
}
