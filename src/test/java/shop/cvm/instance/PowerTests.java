package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Timestamp;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Specs;
import shop.cvm.network.SecurityGroupRule;

/** What owners do with their machines, up to the point where money is concerned. */
@RecordApplicationEvents
class PowerTests extends MachineFixture {

    private static final String ANOTHER_PASSWORD = "Another-1-password";

    @Autowired
    private Provisioner provisioner;

    @Autowired
    private ApplicationEvents events;

    private InstanceId id;

    @BeforeEach
    void aMachineThatRuns() {
        id = launches.launch(account, Specs.postpaid(), 1).get(0);
        instances.advanceDue();
        pass(Duration.ofMinutes(10));
    }

    @Test
    void aStoppedMachineKeepsItsAddressesAndCanBeStartedAgain() {
        String address = machine().publicIp().orElseThrow();

        assertThat(instances.power(account, id, PowerAction.STOP)).isTrue();
        assertThat(machine().state()).isEqualTo(InstanceState.STOPPING);
        assertThat(provisioner.observe(id).phase()).as("nobody was asked yet").isEqualTo(Phase.RUNNING);
        instances.advanceDue();

        assertThat(machine().state()).isEqualTo(InstanceState.STOPPED);
        assertThat(provisioner.observe(id).phase()).isEqualTo(Phase.STOPPED);
        assertThat(machine().publicIp()).contains(address);
        assertThat(nextStepAt()).isNull();

        assertThat(instances.power(account, id, PowerAction.START)).isTrue();
        assertThat(machine().state()).isEqualTo(InstanceState.STARTING);
        instances.advanceDue();

        assertThat(machine().state()).isEqualTo(InstanceState.RUNNING);
        assertThat(machine().publicIp()).contains(address);
        assertThat(provisioner.observe(id).phase()).isEqualTo(Phase.RUNNING);
        assertThat(nextStepAt()).isNull();
        assertThat(events.stream(InstanceStopped.class)).containsExactly(new InstanceStopped(List.of(id)));
        assertThat(events.stream(InstanceStarted.class)
                        .filter(news -> news.ids().contains(id)))
                .as("the first start and the second")
                .hasSize(2);
    }

    @Test
    void aRebootedMachineGoesOffAndComesUpAgain() {
        assertThat(instances.power(account, id, PowerAction.REBOOT)).isTrue();
        assertThat(machine().state()).isEqualTo(InstanceState.REBOOTING);
        instances.advanceDue();
        assertThat(machine().state()).isEqualTo(InstanceState.REBOOTING);
        assertThat(provisioner.observe(id).phase()).isEqualTo(Phase.STOPPED);
        instances.advanceDue();

        assertThat(machine().state()).isEqualTo(InstanceState.RUNNING);
        assertThat(provisioner.observe(id).phase()).isEqualTo(Phase.RUNNING);
        assertThat(nextStepAt()).isNull();
    }

    @Test
    void askingAgainChangesNothing() {
        instances.power(account, id, PowerAction.STOP);
        assertThat(instances.power(account, id, PowerAction.STOP)).isFalse();
        instances.advanceDue();
        assertThat(instances.power(account, id, PowerAction.STOP)).isFalse();
        assertThat(machine().state()).isEqualTo(InstanceState.STOPPED);

        instances.power(account, id, PowerAction.START);
        assertThat(instances.power(account, id, PowerAction.START)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(PowerAction.class)
    void whatCannotBeDoneNowIsRefusedWithTheState(PowerAction action) {
        InstanceId pending = launches.launch(account, Specs.prepaid(), 1).get(0);

        assertThatExceptionOfType(WrongInstanceState.class)
                .isThrownBy(() -> instances.power(account, pending, action))
                .matches(refused -> refused.state() == InstanceState.PENDING);
        assertThat(instances.instance(account, pending).state()).isEqualTo(InstanceState.PENDING);
        instances.advanceDue();
    }

    @Test
    void aStoppedMachineIsNotRebooted() {
        instances.power(account, id, PowerAction.STOP);
        assertThatExceptionOfType(WrongInstanceState.class)
                .isThrownBy(() -> instances.power(account, id, PowerAction.REBOOT))
                .matches(refused -> refused.state() == InstanceState.STOPPING);
        instances.advanceDue();
        assertThatExceptionOfType(WrongInstanceState.class)
                .isThrownBy(() -> instances.power(account, id, PowerAction.REBOOT))
                .matches(refused -> refused.state() == InstanceState.STOPPED);
    }

    @Test
    void nobodyTouchesAMachineOfSomebodyElse() {
        AccountId stranger = customers.account().id();

        assertThatExceptionOfType(NoSuchInstance.class)
                .isThrownBy(() -> instances.power(stranger, id, PowerAction.STOP));
        assertThatExceptionOfType(NoSuchInstance.class).isThrownBy(() -> instances.rename(stranger, id, "mine"));
        assertThatExceptionOfType(NoSuchInstance.class)
                .isThrownBy(() -> instances.resetPassword(stranger, id, Login.random(), true));
        assertThatExceptionOfType(NoSuchInstance.class)
                .isThrownBy(() -> instances.terminate(stranger, id, machine().name()));
        assertThat(machine().state()).isEqualTo(InstanceState.RUNNING);
    }

    @Test
    void eightTabsThatStopItStopItOnce() {
        List<Outcome<Boolean>> outcomes = Races.run(8, number -> () -> instances.power(account, id, PowerAction.STOP));

        assertThat(outcomes).allMatch(Outcome::succeeded);
        assertThat(outcomes).filteredOn(Outcome::value).hasSize(1);
        instances.advanceDue();
        assertThat(machine().state()).isEqualTo(InstanceState.STOPPED);
    }

    @Test
    void stoppedRebootedAndDeliveredAtOnceEndsInOneOfTheTwo() {
        List<Outcome<Boolean>> outcomes = Races.run(8, number -> () -> switch (number % 3) {
            case 0 -> instances.power(account, id, PowerAction.STOP);
            case 1 -> instances.power(account, id, PowerAction.REBOOT);
            default -> instances.advanceDue() < 0;
        });

        assertThat(outcomes).allMatch(it -> it.succeeded() || it.thrown() instanceof WrongInstanceState);
        settle();
        assertThat(machine().state()).isIn(InstanceState.STOPPED, InstanceState.RUNNING);
        Phase phase = machine().isRunning() ? Phase.RUNNING : Phase.STOPPED;
        assertThat(provisioner.observe(id).phase()).isEqualTo(phase);
    }

    @Test
    void aMachineCalledSomethingElseKeepsEverythingElse() {
        int version = machine().version();

        instances.rename(account, id, "  数据库 1  ");

        assertThat(machine().name()).isEqualTo("数据库 1");
        assertThat(machine().version()).isEqualTo(version);
        instances.rename(account, id, "");
        assertThat(machine().calledBy()).isEqualTo(id.instanceId());
    }

    @Test
    void aNameThatIsTooLongOrCannotBeShownIsRefused() {
        assertThatExceptionOfType(InvalidName.class).isThrownBy(() -> instances.rename(account, id, "x".repeat(129)));
        assertThatExceptionOfType(InvalidName.class).isThrownBy(() -> instances.rename(account, id, "a\u0000b"));
        instances.rename(account, id, "x".repeat(128));
    }

    @Test
    void theNewPasswordOfAStoppedMachineReachesTheProvisionerAndIsForgotten() {
        Listening listening = new Listening(provisioner);
        instances.power(account, id, PowerAction.STOP);
        instances.advanceDue();

        instances.resetPassword(account, id, Login.password(ANOTHER_PASSWORD), false);
        assertThat(machine().isGettingPassword()).isTrue();
        assertThat(jdbc.sql("select new_secret from instances where instance_id = ?")
                        .param(id.instanceId())
                        .query(String.class)
                        .single())
                .doesNotContain(ANOTHER_PASSWORD);
        node(listening).advanceDue();

        assertThat(listening.heard).isEqualTo(ANOTHER_PASSWORD);
        assertThat(machine().isGettingPassword()).isFalse();
        assertThat(machine().access().secret()).isNull();
        assertThat(machine().state()).isEqualTo(InstanceState.STOPPED);
        assertThat(nextStepAt()).isNull();
    }

    @Test
    void aRunningMachineIsStoppedForANewPasswordOnlyIfItsOwnerWantsThat() {
        assertThatExceptionOfType(WrongInstanceState.class)
                .isThrownBy(() -> instances.resetPassword(account, id, Login.random(), false));

        instances.resetPassword(account, id, Login.random(), true);
        assertThat(machine().state()).isEqualTo(InstanceState.STOPPING);
        assertThat(machine().hasPasswordToShow()).as("it does not work yet").isFalse();
        settle();

        assertThat(machine().state()).isEqualTo(InstanceState.RUNNING);
        assertThat(machine().loginKind()).isEqualTo(LoginKind.RANDOM);
        assertThat(instances.takePassword(account, id, "")).isPresent();
        assertThat(instances.takePassword(account, id, "")).as("shown once").isEmpty();
    }

    @Test
    void aNewPasswordKeepsTheRules() {
        assertThatExceptionOfType(InvalidPassword.class)
                .isThrownBy(() -> instances.resetPassword(account, id, Login.password("short"), true))
                .matches(refused -> refused.faults().contains(PasswordFault.LENGTH));
        assertThat(machine().state()).isEqualTo(InstanceState.RUNNING);
    }

    @Test
    void aNewPasswordNobodyLooksAtIsForgottenAfterSevenDays() {
        instances.resetPassword(account, id, Login.random(), true);
        settle();
        pass(Duration.ofDays(7));

        assertThat(machine().hasPasswordToShow()).isFalse();
        assertThat(instances.takePassword(account, id, "")).isEmpty();
    }

    @Test
    void aMachineThatDoesNotShutDownByItselfIsSwitchedOff() {
        Listening deaf = new Listening(provisioner) {
            @Override
            public Observation power(InstanceId machine, Power power) {
                return power == Power.OFF ? provisioner.observe(machine) : super.power(machine, power);
            }
        };
        instances.power(account, id, PowerAction.STOP);
        node(deaf).advanceDue();
        assertThat(machine().state()).isEqualTo(InstanceState.STOPPING);

        shopClock.advance(Duration.ofMinutes(2));
        node(deaf).advanceDue();

        assertThat(machine().state()).isEqualTo(InstanceState.STOPPED);
    }

    @Test
    void whatTheProvisionerCannotDoYetIsTriedAgain() {
        Listening failing = new Listening(provisioner) {
            @Override
            public Observation power(InstanceId machine, Power power) {
                throw new ProvisionerFault(
                        ProvisionerFault.Kind.TRANSIENT, ProvisionerFault.Effect.UNKNOWN, "away", null, null);
            }
        };
        instances.power(account, id, PowerAction.STOP);
        node(failing).advanceDue();
        assertThat(machine().state()).isEqualTo(InstanceState.STOPPING);
        assertThat(machine().lastFault()).contains(ProvisionerFault.Kind.TRANSIENT);

        pass(Duration.ofSeconds(2));

        assertThat(machine().state()).isEqualTo(InstanceState.STOPPED);
        assertThat(machine().lastFault()).isEmpty();
    }

    @Test
    void aMachineStoppedBeforeItHadAnAddressGetsItAllTheSame() {
        InstanceId fresh = launches.launch(account, Specs.prepaid(), 1).get(0);
        instances.advanceDue();
        pass(Duration.ofSeconds(1));
        instances.power(account, fresh, PowerAction.STOP);
        instances.advanceDue();
        assertThat(instances.instance(account, fresh).state()).isEqualTo(InstanceState.STOPPED);
        assertThat(instances.instance(account, fresh).isAddressed()).isFalse();

        pass(Duration.ofMinutes(5));

        assertThat(instances.instance(account, fresh).isAddressed()).isTrue();
        assertThat(instances.instance(account, fresh).state()).isEqualTo(InstanceState.STOPPED);
    }

    private Instance machine() {
        return instances.instance(account, id);
    }

    /** As many steps as any of it takes. */
    private void settle() {
        for (int step = 0; step < 5; step++) {
            pass(Duration.ofSeconds(1));
        }
    }

    /** Null if nothing is left to be done. */
    private @Nullable Timestamp nextStepAt() {
        return jdbc.sql("select next_step_at from instances where instance_id = ?")
                .param(id.instanceId())
                .query(Timestamp.class)
                .list()
                .get(0);
    }

    /** A process of the shop with this provisioner. */
    private Delivery node(Provisioner itsProvisioner) {
        return node(itsProvisioner, clock);
    }

    /** Hears the passwords and public keys that another provisioner is told. */
    static class Listening implements Provisioner {

        private final Provisioner other;
        private @Nullable String heard;

        Listening(Provisioner other) {
            this.other = other;
        }

        /** The last one. */
        @Nullable
        String heard() {
            return heard;
        }

        @Override
        public Observation ensure(MachineSpec machine) {
            return other.ensure(machine);
        }

        @Override
        public Observation power(InstanceId machine, Power power) {
            return other.power(machine, power);
        }

        @Override
        public Observation setPassword(InstanceId machine, String password) {
            heard = password;
            return other.setPassword(machine, password);
        }

        @Override
        public Observation setKeyPair(InstanceId machine, String publicKey) {
            heard = publicKey;
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
        public Observation firewall(InstanceId id, List<SecurityGroupRule> rules) {
            return other.firewall(id, rules);
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
