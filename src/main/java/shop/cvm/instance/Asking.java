package shop.cvm.instance;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import shop.cvm.account.KeyPairId;
import shop.cvm.account.KeyPairs;
import shop.cvm.audit.Contact;
import shop.cvm.audit.Contacts;
import shop.cvm.network.Networks;
import shop.cvm.network.SecurityGroup;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.SecurityGroupRule;
import shop.cvm.network.SecurityGroups;
import shop.cvm.network.Subnet;
import shop.cvm.network.SubnetId;
import shop.cvm.work.OrderTrace;

/** Asks the provisioner about claimed machines, several at a time if it likes that. */
@Component
class Asking {

    /** Name of who is asked. */
    static final String PROVISIONER = "provisioner";

    private static final Logger log = LoggerFactory.getLogger(Asking.class);

    private final Networks networks;
    private final SecurityGroups groups;
    private final Provisioner provisioner;
    private final LoginSecrets secrets;
    private final KeyPairs keyPairs;
    private final Clock clock;
    private final Contact contact;

    Asking(
            Networks networks,
            SecurityGroups groups,
            Provisioner provisioner,
            LoginSecrets secrets,
            KeyPairs keyPairs,
            Clock clock,
            Contacts contacts) {
        this.networks = networks;
        this.groups = groups;
        this.provisioner = provisioner;
        this.secrets = secrets;
        this.keyPairs = keyPairs;
        this.clock = clock;
        this.contact = contacts.with(PROVISIONER);
    }

    /**
     * Asks as long as the lease lasts; who is not asked by then is due again when it has run out.
     *
     * @param due by the shop's clock
     */
    List<Answer> ask(Claims.Claim claim, Instant due) {
        Map<Question, List<Instance>> questions =
                claim.instances().stream().collect(groupingBy(instance -> instance.question(due)));
        List<Answer> answers = new ArrayList<>(claim.instances().size());
        questions.forEach((question, instances) -> {
            for (List<Instance> some : batches(instances)) {
                if (clock.instant().isBefore(claim.until())) {
                    answers.addAll(heard(ask(question, some)));
                }
            }
        });
        Map<InstanceId, String> orders = claim.instances().stream().collect(toMap(Instance::id, Instance::orderNumber));
        answers.forEach(answer -> OrderTrace.run(orders.get(answer.id()), () -> log(answer)));
        return answers;
    }

    /** That there is no room, or no such machine, is an answer. */
    private List<Answer> heard(List<Answer> answers) {
        List<String> lost = answers.stream()
                .map(Answer::fault)
                .filter(fault -> fault != null && fault.kind() == ProvisionerFault.Kind.TRANSIENT)
                .map(fault -> String.valueOf(fault.getMessage()))
                .toList();
        if (lost.size() < answers.size()) {
            contact.answered();
        } else if (!lost.isEmpty()) {
            contact.silent(lost.get(0));
        }
        return answers;
    }

    private List<Answer> ask(Question question, List<Instance> instances) {
        List<InstanceId> ids = instances.stream().map(Instance::id).toList();
        try {
            return switch (question) {
                case ENSURE -> ensure(instances);
                case OBSERVE -> provisioner.observeAll(ids);
                case DESTROY -> provisioner.destroyAll(ids);
                case POWER_ON -> provisioner.powerAll(ids, Power.ON);
                case POWER_OFF -> provisioner.powerAll(ids, Power.OFF);
                case SHELVE -> provisioner.powerAll(ids, Power.SHELVE);
                case FORCE_OFF -> provisioner.powerAll(ids, Power.FORCE_OFF);
                case SET_PASSWORD -> instances.stream().map(this::setPassword).toList();
                case SET_KEY_PAIR -> setKeyPairs(instances);
                case RESHAPE -> reshape(instances);
                case REINSTALL -> reinstall(instances);
            };
        } catch (RuntimeException broken) {
            ProvisionerFault fault = ProvisionerFault.broken(broken);
            return ids.stream().map(id -> Answer.of(id, fault)).toList();
        }
    }

    /** A machine that cannot be described is not asked for, and stops no other. */
    private List<Answer> ensure(List<Instance> instances) {
        Map<SubnetId, Subnet> subnets = subnets(instances);
        Map<KeyPairId, String> keys = keys(instances);
        Map<SecurityGroupId, SecurityGroup> firewalls =
                groups.groups(instances.stream().map(Instance::securityGroup).collect(toSet()));
        List<Answer> answers = new ArrayList<>(instances.size());
        List<MachineSpec> machines = new ArrayList<>(instances.size());
        for (Instance instance : instances) {
            try {
                List<SecurityGroupRule> rules = Optional.ofNullable(firewalls.get(instance.securityGroup()))
                        .map(SecurityGroup::rules)
                        .orElse(List.of());
                machines.add(machine(instance, subnet(instance, subnets), rules, keys));
            } catch (RuntimeException broken) {
                answers.add(Answer.of(instance.id(), ProvisionerFault.broken(broken)));
            }
        }
        answers.addAll(provisioner.ensureAll(machines));
        return answers;
    }

    /** It has its login already. */
    private List<Answer> reshape(List<Instance> instances) {
        Map<SubnetId, Subnet> subnets = subnets(instances);
        return instances.stream()
                .map(instance -> Answer.from(
                        instance.id(),
                        () -> provisioner.reshape(
                                MachineSpec.of(instance, subnet(instance, subnets), List.of(), null, null))))
                .toList();
    }

    private List<Answer> reinstall(List<Instance> instances) {
        Map<SubnetId, Subnet> subnets = subnets(instances);
        Map<KeyPairId, String> keys = keys(instances);
        return instances.stream()
                .map(instance -> Answer.from(
                        instance.id(),
                        () -> provisioner.reinstall(machine(instance, subnet(instance, subnets), List.of(), keys))))
                .toList();
    }

    private Map<KeyPairId, String> keys(List<Instance> instances) {
        return keyPairs.publicKeys(instances.stream()
                .flatMap(instance -> instance.keyPair().stream())
                .collect(toSet()));
    }

    private Map<SubnetId, Subnet> subnets(List<Instance> instances) {
        return networks.subnets(instances.stream().map(Instance::subnet).collect(toSet()));
    }

    private static Subnet subnet(Instance instance, Map<SubnetId, Subnet> subnets) {
        Subnet subnet = subnets.get(instance.subnet());
        if (subnet == null) {
            throw new IllegalStateException("Subnet " + instance.subnet() + " is gone");
        }
        return subnet;
    }

    private Answer setPassword(Instance instance) {
        String secret = instance.errand().newSecret();
        return Answer.from(
                instance.id(),
                () -> secret == null
                        ? provisioner.observe(instance.id())
                        : provisioner.setPassword(instance.id(), secrets.decrypt(secret)));
    }

    private List<Answer> setKeyPairs(List<Instance> instances) {
        Map<KeyPairId, String> keys = keys(instances);
        return instances.stream()
                .map(instance -> setKeyPair(
                        instance.id(), instance.keyPair().map(keys::get).orElse(null)))
                .toList();
    }

    private Answer setKeyPair(InstanceId id, @Nullable String key) {
        return Answer.from(id, () -> key == null ? provisioner.observe(id) : provisioner.setKeyPair(id, key));
    }

    private MachineSpec machine(
            Instance instance, Subnet subnet, List<SecurityGroupRule> firewall, Map<KeyPairId, String> keys) {
        String secret = instance.access().secret();
        String key = instance.keyPair().map(keys::get).orElse(null);
        return MachineSpec.of(instance, subnet, firewall, secret == null ? null : secrets.decrypt(secret), key);
    }

    private List<List<Instance>> batches(List<Instance> instances) {
        int size = provisioner.batchSize();
        List<List<Instance>> batches = new ArrayList<>();
        for (int start = 0; start < instances.size(); start += size) {
            batches.add(instances.subList(start, Math.min(start + size, instances.size())));
        }
        return batches;
    }

    private static void log(Answer answer) {
        ProvisionerFault fault = answer.fault();
        if (fault != null && fault.getCause() instanceof RuntimeException broken) {
            log.error("Instance {}: the provisioner broke", answer.id(), broken);
        } else if (fault != null) {
            log.warn("Instance {}: {}, effect {}: {}", answer.id(), fault.kind(), fault.effect(), fault.getMessage());
        }
    }
}
