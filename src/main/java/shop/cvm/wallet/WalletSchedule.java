package shop.cvm.wallet;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Sends notifications again that the shop has not heard. */
@Component
@ConditionalOnProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class WalletSchedule {

    private final WalletHouse house;

    WalletSchedule(WalletHouse house) {
        this.house = house;
    }

    @Scheduled(fixedDelayString = "${shop.wallet.tick:1s}")
    void notifyDue() {
        house.notifyDue();
    }
}
