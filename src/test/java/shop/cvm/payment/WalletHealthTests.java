package shop.cvm.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import shop.cvm.Customers;
import shop.cvm.ShopTest;
import shop.cvm.audit.ContactSettings;
import shop.cvm.audit.Contacts;
import shop.cvm.audit.PassingTime;
import shop.cvm.fault.Fault;
import shop.cvm.fault.Faults;
import shop.cvm.money.Cny;

/** A node of the shop that has just started, with the simulated wallets. */
@ShopTest
@Tag("page")
class WalletHealthTests {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Autowired
    private PaymentBook book;

    @Autowired
    private Payments payments;

    @Autowired
    private List<WalletGateway> wallets;

    @Autowired
    private Faults faults;

    @Autowired
    private Customers customers;

    private final PassingTime time = new PassingTime();
    private Gateways gateways;
    private WalletHealth health;
    private Payment payment;

    @BeforeEach
    void aNode() {
        Contacts contacts =
                new Contacts(new ContactSettings(PATIENCE, Duration.ofMinutes(15)), time, new SimpleMeterRegistry());
        gateways = new Gateways(book, wallets, contacts);
        health = new WalletHealth(gateways);
        payment = payments.startTopUp(customers.account().id(), Cny.of("10.00"), WalletKind.TENPAY, null);
    }

    @AfterEach
    void nothingIsOn() {
        faults.switchAllOff();
    }

    @Test
    void nothingIsKnownOfWalletsThatNobodyHasAsked() {
        assertThat(health.health().getStatus()).isEqualTo(Status.UNKNOWN);
        assertThat(health.health().getDetails()).containsOnlyKeys("tenpay", "wechat_pay", "qq_wallet");
    }

    @Test
    void oneWalletThatAnswersIsEnoughAndOneThatDoesNotIsNamed() {
        gateways.query(payment);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);

        faults.switchOn(Fault.WALLET_DOWN, null, Duration.ZERO);
        askInVain();
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
        time.passes(PATIENCE);
        askInVain();
        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
        assertThat(statusOf("tenpay")).isEqualTo(Status.DOWN);
        assertThat(statusOf("qq_wallet")).isEqualTo(Status.UNKNOWN);

        faults.switchOff(Fault.WALLET_DOWN);
        gateways.start(payment);
        assertThat(health.health().getStatus()).isEqualTo(Status.UP);
    }

    /** It took the request, and nobody here knows. */
    @Test
    void anAnswerThatIsLostIsNone() {
        faults.switchOn(Fault.WALLET_ANSWER_LOST, null, Duration.ZERO);
        gateways.start(payment);
        time.passes(PATIENCE);
        gateways.start(payment);

        assertThat(health.health().getStatus()).isEqualTo(Status.DOWN);
    }

    private void askInVain() {
        assertThatExceptionOfType(WalletUnavailable.class).isThrownBy(() -> gateways.query(payment));
    }

    private Status statusOf(String wallet) {
        return ((Health) health.health().getDetails().get(wallet)).getStatus();
    }
}
