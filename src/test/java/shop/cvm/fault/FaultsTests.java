package shop.cvm.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import shop.cvm.Races;
import shop.cvm.ShopTest;

@ShopTest
class FaultsTests {

    @Autowired
    private Faults faults;

    @AfterEach
    void off() {
        faults.switchAllOff();
    }

    @Test
    void aFaultStrikesUntilItIsSwitchedOff() {
        faults.switchOn(Fault.WALLET_DOWN, null, Duration.ZERO);

        assertThat(faults.strike(Fault.WALLET_DOWN)).contains(Duration.ZERO);
        assertThat(faults.strike(Fault.WALLET_DOWN)).isPresent();
        faults.switchOff(Fault.WALLET_DOWN);
        assertThat(faults.strike(Fault.WALLET_DOWN)).isEmpty();
    }

    @Test
    void aFaultStrikesAsOftenAsWasSaidHoweverManyAskAtOnce() {
        faults.switchOn(Fault.PROVISIONER_LATE, 3, Duration.ofMinutes(7));

        List<Races.Outcome<Boolean>> struck = Races.run(
                8, number -> () -> faults.strike(Fault.PROVISIONER_LATE).isPresent());

        assertThat(struck.stream().filter(Races.Outcome::value)).hasSize(3);
        assertThat(faults.active()).isEmpty();
    }

    @Test
    void switchingOnAgainReplacesWhatWasOn() {
        faults.switchOn(Fault.PROVISIONER_LATE, 3, Duration.ofMinutes(7));
        faults.switchOn(Fault.PROVISIONER_LATE, null, Duration.ofMinutes(9));

        assertThat(faults.active())
                .containsExactly(new ActiveFault(Fault.PROVISIONER_LATE, null, Duration.ofMinutes(9)));
    }

    @Test
    void aFaultThatStrikesLessThanOnceIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> faults.switchOn(Fault.WALLET_DOWN, 0, Duration.ZERO));
    }
}
