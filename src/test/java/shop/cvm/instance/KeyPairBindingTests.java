package shop.cvm.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Races;
import shop.cvm.Races.Outcome;
import shop.cvm.account.KeyPair;
import shop.cvm.account.KeyPairInUse;
import shop.cvm.account.KeyPairs;
import shop.cvm.account.NoSuchKeyPair;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Specs;

/** Key pairs that machines are bound to, and unbound from, when they are there. */
class KeyPairBindingTests extends MachineFixture {

    @Autowired
    private KeyPairBindings bindings;

    @Autowired
    private KeyPairs keyPairs;

    @Autowired
    private History history;

    @Autowired
    private Catalog catalog;

    private InstanceId id;
    private KeyPair laptop;

    @BeforeEach
    void aMachineThatRuns() {
        id = launches.launch(account, Specs.postpaid(), 1).get(0);
        instances.advanceDue();
        pass(Duration.ofMinutes(10));
        laptop = keyPairs.create(account, "laptop").keyPair();
    }

    @Test
    void aStoppedMachineLetsInByTheKeyPairOnceItsProvisionerKnows() {
        PowerTests.Listening listening = new PowerTests.Listening(simulated);
        stop(id);

        bindings.bind(account, List.of(id), laptop.id(), false);
        assertThat(machine().isGettingKeyPair()).isTrue();
        assertThat(machine().loginKind()).isEqualTo(LoginKind.KEY_PAIR);
        node(listening, clock).advanceDue();

        assertThat(listening.heard()).isEqualTo(laptop.publicKey());
        assertThat(machine().isGettingKeyPair()).isFalse();
        assertThat(machine().state()).isEqualTo(InstanceState.STOPPED);
        assertThat(machine().keyPair()).contains(laptop.id());
        assertThat(machine().access().secret())
                .as("no password lets in any more")
                .isNull();
        assertThat(acts()).startsWith(ActKind.KEY_BOUND);
        assertThat(history.of(account, id, 0).getContent().get(0).detail()).isEqualTo("laptop");
    }

    @Test
    void aRunningMachineIsStoppedForItOnlyIfItsOwnerWantsThat() {
        assertThatExceptionOfType(WrongInstanceState.class)
                .isThrownBy(() -> bindings.bind(account, List.of(id), laptop.id(), false))
                .matches(refused -> refused.state() == InstanceState.RUNNING);
        assertThat(machine().keyPair()).isEmpty();

        bindings.bind(account, List.of(id), laptop.id(), true);
        assertThat(machine().state()).isEqualTo(InstanceState.STOPPING);
        settle();

        assertThat(machine().isRunning()).isTrue();
        assertThat(machine().keyPair()).contains(laptop.id());
        assertThat(instances.takePassword(account, id, "")).isEmpty();
    }

    @Test
    void boundAgainNothingIsDone() {
        bindings.bind(account, List.of(id), laptop.id(), true);
        settle();
        int version = machine().version();

        bindings.bind(account, List.of(id), laptop.id(), false);

        assertThat(machine().version()).isEqualTo(version);
        assertThat(acts()).filteredOn(ActKind.KEY_BOUND::equals).hasSize(1);
    }

    @Test
    void unboundItLetsInByARandomPasswordThatIsShownOnce() {
        KeyPair desktop = keyPairs.create(account, "desktop").keyPair();
        bindings.bind(account, List.of(id), laptop.id(), true);
        settle();
        assertThatExceptionOfType(NotBoundToKeyPair.class)
                .isThrownBy(() -> bindings.unbind(account, List.of(id), Set.of(desktop.id()), true));
        assertThatExceptionOfType(WrongInstanceState.class)
                .isThrownBy(() -> bindings.unbind(account, List.of(id), Set.of(), false));

        bindings.unbind(account, List.of(id), Set.of(laptop.id()), true);
        settle();

        assertThat(machine().isRunning()).isTrue();
        assertThat(machine().keyPair()).isEmpty();
        assertThat(instances.takePassword(account, id, "")).isPresent();
        assertThat(acts()).contains(ActKind.KEY_UNBOUND);
        keyPairs.delete(account, laptop.id());
        assertThatExceptionOfType(NotBoundToKeyPair.class)
                .isThrownBy(() -> bindings.unbind(account, List.of(id), Set.of(), true));
    }

    @Test
    void theLastLoginThatWasAskedForCounts() {
        stop(id);
        bindings.bind(account, List.of(id), laptop.id(), false);
        instances.resetPassword(account, id, Login.random(), false);
        assertThat(machine().isGettingKeyPair()).isFalse();
        bindings.bind(account, List.of(id), laptop.id(), false);
        assertThat(machine().isGettingPassword()).isFalse();
        instances.advanceDue();

        assertThat(machine().keyPair()).contains(laptop.id());
        assertThat(machine().hasPasswordToShow()).isFalse();
    }

    @Test
    void severalAreBoundAllOrNone() {
        InstanceId other = launches.launch(account, Specs.postpaid(), 1).get(0);
        assertThatExceptionOfType(WrongInstanceState.class)
                .as("one of them is still being made")
                .isThrownBy(() -> bindings.bind(account, List.of(id, other), laptop.id(), true));
        assertThat(machine().isRunning()).isTrue();
        assertThat(machine().keyPair()).isEmpty();
        instances.advanceDue();

        bindings.bind(account, List.of(id, other), laptop.id(), true);
        settle();

        assertThat(instances.withKeyPairs(account)).containsEntry(laptop.id(), 2L);
    }

    @Test
    void whatCannotBeBoundIsRefused() {
        assertThatExceptionOfType(NoSuchInstance.class)
                .isThrownBy(() -> bindings.bind(account, List.of(InstanceId.next()), laptop.id(), true));
        KeyPair strange = keyPairs.create(customers.account().id(), "laptop").keyPair();
        assertThatExceptionOfType(NoSuchKeyPair.class)
                .isThrownBy(() -> bindings.bind(account, List.of(id), strange.id(), true));
        instances.terminate(account, id, machine().calledBy());
        assertThatExceptionOfType(WrongInstanceState.class)
                .isThrownBy(() -> bindings.bind(account, List.of(id), laptop.id(), true));
    }

    @Test
    void windowsIsNotBound() {
        String windows = catalog.snapshot().images().stream()
                .filter(image -> image.osType() == OsType.WINDOWS)
                .map(Image::id)
                .findFirst()
                .orElseThrow();
        InstanceId machine = launches.launch(account, Specs.withImage(Specs.postpaid(), windows), 1)
                .get(0);
        instances.advanceDue();

        assertThatExceptionOfType(KeyPairNotForWindows.class)
                .isThrownBy(() -> bindings.bind(account, List.of(machine), laptop.id(), true));
    }

    @Test
    void aKeyPairBoundAndDeletedAtOnceIsEither() {
        stop(id);
        List<Outcome<Boolean>> outcomes = Races.run(2, number -> () -> {
            if (number == 0) {
                bindings.bind(account, List.of(id), laptop.id(), false);
            } else {
                keyPairs.delete(account, laptop.id());
            }
            return true;
        });

        assertThat(outcomes).filteredOn(Outcome::succeeded).hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !outcome.succeeded())
                .allMatch(outcome ->
                        outcome.thrown() instanceof NoSuchKeyPair || outcome.thrown() instanceof KeyPairInUse);
        assertThat(machine().keyPair().isPresent()).isEqualTo(outcomes.get(0).succeeded());
    }

    private void stop(InstanceId machine) {
        instances.power(account, machine, PowerAction.STOP);
        instances.advanceDue();
    }

    private void settle() {
        for (int step = 0; step < 5; step++) {
            pass(Duration.ofSeconds(1));
        }
    }

    private List<ActKind> acts() {
        return history.of(account, id, 0).map(Act::kind).getContent();
    }

    private Instance machine() {
        return instances.instance(account, id);
    }
}
