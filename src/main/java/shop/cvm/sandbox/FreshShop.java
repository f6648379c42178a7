package shop.cvm.sandbox;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.stereotype.Service;
import shop.cvm.fault.Faults;

/** Makes the shop as it was after its first start: the catalogue, the accounts of the settings, and nothing else. */
@Service
@ConditionalOnProperty(name = "shop.sandbox.enabled", havingValue = "true")
public class FreshShop {

    private static final Logger log = LoggerFactory.getLogger(FreshShop.class);
    private static final int MOST_TRIES = 20;

    private final Emptying emptying;
    private final SandboxAccount account;
    private final Faults faults;
    private final ApplicationEventPublisher events;

    FreshShop(Emptying emptying, SandboxAccount account, Faults faults, ApplicationEventPublisher events) {
        this.emptying = emptying;
        this.account = account;
        this.faults = faults;
        this.events = events;
    }

    /**
     * Deletes all data but the catalogue, sets the clock to the real time, and opens the accounts of the settings. All
     * sessions end. Schedules may run meanwhile: what they are about to write then has no account any more.
     *
     * @throws PushInProgress if the clock is being pushed
     */
    public void reset() {
        empty();
        faults.takeOverConfigured();
        account.open();
        events.publishEvent(new ShopReset());
        log.info("The shop was reset");
    }

    /** Whoever writes at the same moment may make the database refuse; then nothing was deleted, and it is tried anew. */
    private void empty() {
        for (int tries = 1; ; tries++) {
            try {
                emptying.empty();
                return;
            } catch (DataIntegrityViolationException | TransientDataAccessException busy) {
                if (tries == MOST_TRIES) {
                    throw busy;
                }
                log.info("Somebody wrote while the shop was reset; trying again");
            }
        }
    }
}
