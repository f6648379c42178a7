package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.catalog.Specs;
import shop.cvm.network.InvalidRule;
import shop.cvm.network.SecurityGroup;
import shop.cvm.network.SecurityGroupChanged;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.SecurityGroupInUse;
import shop.cvm.network.SecurityGroupRule;
import shop.cvm.network.SecurityGroupRule.Direction;
import shop.cvm.network.SecurityGroupRule.Policy;
import shop.cvm.network.SecurityGroupRule.Protocol;
import shop.cvm.network.SecurityGroups;
import shop.cvm.network.SecurityGroupsFull;
import shop.cvm.network.StartingRules;
import shop.cvm.work.Stopping;

/** Security groups, the machines behind them, and what their provisioner is told. */
class FirewallTests extends MachineFixture {

    private static final String REGION = "ap-guangzhou";

    @Autowired
    private SecurityGroups securityGroups;

    @Autowired
    private InstanceGroups bindings;

    @Autowired
    private FirewallRows firewallRows;

    @Autowired
    private History history;

    @Autowired
    private Stopping stopping;

    private InstanceId id;
    private SecurityGroupId own;
    private Hearing provisioner;
    private Firewalls firewalls;

    @BeforeEach
    void aMachineAndAGroup() {
        jdbc.sql("update machine_firewalls set due_at = null").update();
        id = launches.launch(account, Specs.postpaid(), 1).get(0);
        instances.advanceDue();
        pass(Duration.ofMinutes(10));
        own = securityGroups.create(account, REGION, "web", "", StartingRules.COMMON_PORTS);
        provisioner = new Hearing(simulated);
        firewalls = new Firewalls(
                firewallRows, rows, bindings, securityGroups, provisioner, transaction, shopClock, stopping);
    }

    @Test
    void aMachinePutBehindOtherGroupsIsToldTheirRulesInTheirOrder() {
        SecurityGroupId before = instance(id).securityGroup();
        assertThat(bindings.bind(account, id, List.of(own, before))).isTrue();
        assertThat(bindings.bind(account, id, List.of(own, before)))
                .as("the same")
                .isFalse();
        assertThat(bindings.of(List.of(id)).get(id)).containsExactly(own, before);
        firewalls.run();

        List<SecurityGroupRule> expected = new ArrayList<>(rules(own));
        expected.addAll(rules(before));
        assertThat(provisioner.heard).containsOnlyKeys(id);
        assertThat(provisioner.heard.get(id)).isEqualTo(expected);
        assertThat(history.of(account, id, 0).map(Act::kind).getContent())
                .first()
                .isEqualTo(ActKind.GROUPS_CHANGED);
        assertThat(firewalls.run()).as("it knows").isZero();
    }

    @Test
    void everyMachineBehindAGroupIsToldThatItsRulesHaveChanged() {
        InstanceId other = launches.launch(account, Specs.postpaid(), 1).get(0);
        instances.advanceDue();
        bindings.bind(account, id, List.of(own));
        bindings.bind(account, other, List.of(instance(other).securityGroup(), own));
        firewalls.run();
        provisioner.heard.clear();

        SecurityGroupRule dropped =
                SecurityGroupRule.of(Direction.INGRESS, Policy.DROP, Protocol.ALL, "ALL", "10.0.0.7", "noisy");
        securityGroups.change(account, own, group().version(), List.of(dropped));
        firewalls.run();

        assertThat(provisioner.heard).containsOnlyKeys(id, other);
        assertThat(provisioner.heard.get(id)).containsExactly(dropped);
        assertThat(provisioner.heard.get(other)).endsWith(dropped);
    }

    /** {@code domain.md} 1.2: a hundred each way. */
    @Test
    void aGroupHasAHundredRulesEachWayAndNotOneMore() {
        List<SecurityGroupRule> most = new ArrayList<>(rules(Direction.INGRESS, SecurityGroupRule.MOST));
        most.addAll(rules(Direction.EGRESS, SecurityGroupRule.MOST));
        securityGroups.change(account, own, group().version(), most);
        assertThat(rules(own)).hasSize(200).containsExactlyElementsOf(most);

        for (Direction direction : Direction.values()) {
            List<SecurityGroupRule> tooMany = new ArrayList<>(most);
            tooMany.addAll(rules(direction, 1));
            assertThatExceptionOfType(InvalidRule.class)
                    .isThrownBy(() -> securityGroups.change(account, own, group().version(), tooMany))
                    .matches(refused -> refused.fault() == InvalidRule.Fault.TOO_MANY, "too many " + direction);
        }
        assertThat(rules(own)).as("as they were").containsExactlyElementsOf(most);
    }

    private static List<SecurityGroupRule> rules(Direction direction, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> SecurityGroupRule.of(
                        direction, Policy.ACCEPT, Protocol.TCP, "" + (1000 + number), "10.0.0.0/8", ""))
                .toList();
    }

    @Test
    void whoCannotBeToldYetIsToldLater() {
        bindings.bind(account, id, List.of(own));
        provisioner.away = true;
        firewalls.run();
        assertThat(provisioner.heard).isEmpty();
        provisioner.away = false;
        assertThat(firewalls.run()).as("not at once").isZero();

        shopClock.advance(Duration.ofSeconds(2));
        firewalls.run();

        assertThat(provisioner.heard).containsOnlyKeys(id);
    }

    /** What is put down for one is locked by the other, so both have to take their locks in the same order. */
    @Test
    void groupsThatShareTheirMachinesChangeAtTheSameMomentWithoutADeadlock() {
        SecurityGroupId other = securityGroups.create(account, REGION, "db", "", StartingRules.COMMON_PORTS);
        List<InstanceId> machines = launches.launch(account, Specs.postpaid(), 40);
        instances.advanceDue();
        machines.forEach(machine -> bindings.bind(
                account, machine, machines.indexOf(machine) % 2 == 0 ? List.of(own, other) : List.of(other, own)));

        List<Outcome<Integer>> outcomes = Races.run(3, number -> () -> {
            for (int round = 0; round < 8; round++) {
                if (number == 2) {
                    firewalls.run();
                } else {
                    SecurityGroupId mine = number == 0 ? own : other;
                    transaction.executeWithoutResult(status -> firewallRows.tellAll(mine, shopClock.now()));
                }
            }
            return number;
        });

        assertThat(outcomes).allMatch(Outcome::succeeded);
        firewalls.run();
        assertThat(provisioner.heard).containsKeys(machines.toArray(InstanceId[]::new));
    }

    @Test
    void aNodeThatDiesAfterItsClaimIsFollowedByTheNext() {
        bindings.bind(account, id, List.of(own));
        transaction.executeWithoutResult(status -> firewallRows.claim(shopClock.now(), Duration.ofSeconds(20), 100));
        assertThat(firewalls.run()).isZero();

        shopClock.advance(Duration.ofSeconds(21));
        firewalls.run();

        assertThat(provisioner.heard).containsOnlyKeys(id);
    }

    @Test
    void aGroupThatIsChangedWhileItIsToldIsToldOnceMore() {
        bindings.bind(account, id, List.of(own));
        provisioner.meanwhile = () -> securityGroups.change(account, own, group().version(), List.of());
        firewalls.run();
        firewalls.run();

        assertThat(provisioner.heard.get(id)).isEmpty();
        assertThat(firewalls.run()).isZero();
    }

    @Test
    void aMachineIsMadeWithTheRulesOfItsGroup() {
        InstanceId fresh = launches.launch(account, Specs.postpaid(), 1).get(0);
        node(provisioner, clock).advanceDue();

        assertThat(provisioner.heard.get(fresh))
                .isEqualTo(rules(instances.instance(account, fresh).securityGroup()));
    }

    @Test
    void twoTabsThatChangeTheSameRulesDoNotLoseOne() {
        int version = group().version();
        List<Outcome<Boolean>> outcomes = Races.run(6, number -> () -> {
            securityGroups.change(account, own, version, List.of());
            return true;
        });

        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(outcomes).allMatch(one -> one.succeeded() || one.thrown() instanceof SecurityGroupChanged);
    }

    @Test
    void aGroupIsEitherDeletedOrHasAMachineBehindIt() {
        List<Outcome<Boolean>> outcomes = Races.run(4, number -> () -> {
            if (number == 0) {
                securityGroups.delete(account, own);
                return true;
            }
            return bindings.bind(account, id, List.of(own));
        });

        boolean deleted = outcomes.get(0).succeeded();
        assertThat(bindings.of(List.of(id)).get(id).contains(own)).isNotEqualTo(deleted);
        assertThat(outcomes)
                .allMatch(one -> one.succeeded()
                        || one.thrown() instanceof InvalidGroups
                        || one.thrown() instanceof SecurityGroupInUse);
    }

    @Test
    void aGroupWithoutMachinesIsDeletedAndGivesItsPlaceBack() {
        bindings.bind(account, id, List.of(own));
        assertThatExceptionOfType(SecurityGroupInUse.class).isThrownBy(() -> securityGroups.delete(account, own));
        instances.terminate(account, id, instance(id).calledBy());

        securityGroups.delete(account, own);

        assertThat(securityGroups.groups(account)).extracting(SecurityGroup::id).doesNotContain(own);
    }

    @Test
    void anAccountHasFiftyGroupsInARegionHoweverManyTabsItHas() {
        List<Outcome<SecurityGroupId>> outcomes = Races.run(6, number -> () -> {
            for (int one = 0; one < 8; one++) {
                securityGroups.create(account, REGION, "group " + number, "", StartingRules.EMPTY);
            }
            return own;
        });

        assertThat(outcomes).allMatch(one -> one.succeeded() || one.thrown() instanceof SecurityGroupsFull);
        assertThat(securityGroups.groups(account)).hasSize(SecurityGroups.MOST);
    }

    @Test
    void aMachineStandsBehindGroupsOfItsRegionAndItsOwner() {
        SecurityGroupId elsewhere = securityGroups.create(account, "ap-beijing", "far", "", StartingRules.EMPTY);
        SecurityGroupId foreign =
                securityGroups.create(customers.account().id(), REGION, "theirs", "", StartingRules.EMPTY);

        assertRefused(List.of(elsewhere), InvalidGroups.Fault.ELSEWHERE);
        assertRefused(List.of(own, foreign), InvalidGroups.Fault.ELSEWHERE);
        assertRefused(List.of(), InvalidGroups.Fault.NONE);
        assertRefused(
                Collections.nCopies(6, 1).stream()
                        .map(one -> securityGroups.create(account, REGION, "g", "", StartingRules.EMPTY))
                        .toList(),
                InvalidGroups.Fault.TOO_MANY);
    }

    private void assertRefused(List<SecurityGroupId> wanted, InvalidGroups.Fault fault) {
        assertThatExceptionOfType(InvalidGroups.class)
                .isThrownBy(() -> bindings.bind(account, id, wanted))
                .matches(refused -> refused.fault() == fault);
    }

    private SecurityGroup group() {
        return securityGroups.group(account, own);
    }

    private List<SecurityGroupRule> rules(SecurityGroupId group) {
        return securityGroups.group(account, group).rules();
    }

    /** Hears the rules that another provisioner is told. */
    private static class Hearing implements Provisioner {

        private final Provisioner other;
        private final Map<InstanceId, List<SecurityGroupRule>> heard = new HashMap<>();
        private boolean away;
        private Runnable meanwhile = () -> {};

        Hearing(Provisioner other) {
            this.other = other;
        }

        @Override
        public Observation ensure(MachineSpec machine) {
            heard.put(machine.id(), machine.firewall());
            return other.ensure(machine);
        }

        @Override
        public Observation power(InstanceId machine, Power power) {
            return other.power(machine, power);
        }

        @Override
        public Observation setPassword(InstanceId machine, String password) {
            return other.setPassword(machine, password);
        }

        @Override
        public Observation setKeyPair(InstanceId machine, String publicKey) {
            return other.setKeyPair(machine, publicKey);
        }

        @Override
        public Observation reshape(MachineSpec machine) {
            return other.reshape(machine);
        }

        @Override
        public Observation reinstall(MachineSpec machine) {
            return other.reinstall(machine);
        }

        @Override
        public Observation firewall(InstanceId machine, List<SecurityGroupRule> rules) {
            if (away) {
                throw new ProvisionerFault(
                        ProvisionerFault.Kind.TRANSIENT, ProvisionerFault.Effect.UNKNOWN, "away", null, null);
            }
            heard.put(machine, rules);
            Runnable now = meanwhile;
            meanwhile = () -> {};
            now.run();
            return other.firewall(machine, rules);
        }

        @Override
        public Observation destroy(InstanceId machine) {
            return other.destroy(machine);
        }

        @Override
        public Observation observe(InstanceId machine) {
            return other.observe(machine);
        }

        @Override
        public OwnedMachines listOwned(@Nullable InstanceId after) {
            return other.listOwned(after);
        }
    }
}
