package shop.cvm.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Customers;
import shop.cvm.Invariants;
import shop.cvm.ShopTest;
import shop.cvm.account.AccountId;
import shop.cvm.account.KeyPair;
import shop.cvm.account.KeyPairInUse;
import shop.cvm.account.KeyPairs;
import shop.cvm.account.NoSuchKeyPair;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Specs;
import shop.cvm.instance.Instance;
import shop.cvm.instance.Instances;
import shop.cvm.instance.KeyPairNotForWindows;
import shop.cvm.instance.Login;
import shop.cvm.instance.LoginKind;
import shop.cvm.time.ShopClock;

/** Machines that are bought with a key pair instead of a password. */
@ShopTest
class KeyPairPurchaseTests {

    @Autowired
    private Orders orders;

    @Autowired
    private Instances instances;

    @Autowired
    private KeyPairs keyPairs;

    @Autowired
    private Catalog catalog;

    @Autowired
    private Customers customers;

    @Autowired
    private Invariants invariants;

    @Autowired
    private ShopClock clock;

    private AccountId account;
    private KeyPair laptop;

    @BeforeEach
    void aCustomerWithAKeyPair() {
        account = customers.with("1000.00");
        laptop = keyPairs.importKey(account, "laptop", Customers.PUBLIC_KEY);
    }

    @AfterEach
    void theInvariantsHold() {
        invariants.hold();
    }

    @Test
    void theMachineHasTheKeyPairAndNoPassword() {
        Instance machine = bought(Login.keyPair(laptop.id()));

        assertThat(machine.loginKind()).isEqualTo(LoginKind.KEY_PAIR);
        assertThat(machine.keyPair()).contains(laptop.id());
        assertThat(machine.isRunning()).isTrue();
        assertThat(machine.hasPasswordToShow()).isFalse();
        assertThat(instances.withKeyPairs(account)).containsEntry(laptop.id(), 1L);
    }

    @Test
    void aKeyPairInUseIsKeptUntilTheMachineIsGivenUp() {
        Instance machine = bought(Login.keyPair(laptop.id()));
        assertThatExceptionOfType(KeyPairInUse.class).isThrownBy(() -> keyPairs.delete(account, laptop.id()));

        instances.terminate(account, machine.id(), machine.calledBy());
        instances.advanceDue();
        keyPairs.delete(account, laptop.id());

        assertThat(keyPairs.keyPairs(account)).isEmpty();
    }

    @Test
    void anUnpaidOrderKeepsItToo() {
        Order order = placed(Login.keyPair(laptop.id()));
        assertThatExceptionOfType(KeyPairInUse.class).isThrownBy(() -> keyPairs.delete(account, laptop.id()));

        orders.cancel(account, order.number());
        keyPairs.delete(account, laptop.id());

        assertThat(keyPairs.keyPairs(account)).isEmpty();
    }

    @Test
    void aNewPasswordTakesThePlaceOfTheKeyPair() {
        Instance machine = bought(Login.keyPair(laptop.id()));

        instances.resetPassword(account, machine.id(), Login.random(), true);

        assertThat(instances.instance(account, machine.id()).keyPair()).isEmpty();
        for (int step = 0; step < 4; step++) {
            clock.advance(Duration.ofSeconds(1));
            instances.advanceDue();
        }
        assertThat(instances.takePassword(account, machine.id(), "")).isPresent();
        keyPairs.delete(account, laptop.id());
    }

    @Test
    void somebodyElsesKeyPairIsNotThere() {
        KeyPair other = keyPairs.importKey(customers.account().id(), "laptop", Customers.PUBLIC_KEY);

        assertThatExceptionOfType(NoSuchKeyPair.class).isThrownBy(() -> placed(Login.keyPair(other.id())));
    }

    @Test
    void windowsIsNotBoughtWithAKeyPair() {
        String windows = catalog.snapshot().images().stream()
                .filter(image -> image.osType() == OsType.WINDOWS)
                .map(Image::id)
                .findFirst()
                .orElseThrow();
        Purchase purchase = Purchases.of(Specs.withImage(Specs.postpaid(), windows), 1);

        assertThatExceptionOfType(KeyPairNotForWindows.class)
                .isThrownBy(() -> orders.place(
                        account,
                        List.of(Purchases.withLogin(purchase, Login.keyPair(laptop.id()))),
                        UUID.randomUUID().toString()));
    }

    private Order placed(Login login) {
        return orders.place(
                account,
                List.of(Purchases.withLogin(Purchases.of(Specs.postpaid(), 1), login)),
                UUID.randomUUID().toString());
    }

    private Instance bought(Login login) {
        Order order = placed(login);
        orders.payFromBalance(account, order.number());
        instances.advanceDue();
        clock.advance(Duration.ofMinutes(10));
        instances.advanceDue();
        return instances.ofOrder(account, order.number().number()).get(0);
    }
}
