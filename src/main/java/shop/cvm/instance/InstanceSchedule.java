package shop.cvm.instance;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Asks again and again for what is due; most often for machines to be made, because their buyers wait for them. */
@Component
@ConditionalOnProperty(name = "shop.schedules.enabled", matchIfMissing = true)
class InstanceSchedule {

    private final Instances instances;
    private final TerminationPlans terminations;
    private final Firewalls firewalls;
    private final InstanceLeftovers leftovers;

    InstanceSchedule(
            Instances instances, TerminationPlans terminations, Firewalls firewalls, InstanceLeftovers leftovers) {
        this.instances = instances;
        this.terminations = terminations;
        this.firewalls = firewalls;
        this.leftovers = leftovers;
    }

    @Scheduled(fixedDelayString = "${shop.instance.tick:250ms}")
    void advanceDue() {
        instances.advanceDue();
    }

    @Scheduled(fixedDelayString = "${shop.instance.upkeep-tick:1s}")
    void expireDue() {
        instances.expireDue();
    }

    @Scheduled(fixedDelayString = "${shop.instance.upkeep-tick:1s}")
    void terminateDue() {
        terminations.runDue();
    }

    @Scheduled(fixedDelayString = "${shop.instance.upkeep-tick:1s}")
    void tellFirewalls() {
        firewalls.run();
    }

    @Scheduled(fixedDelayString = "${shop.instance.reconcile:1m}", initialDelayString = "${shop.instance.reconcile:1m}")
    void reconcile() {
        instances.reconcile();
    }

    @Scheduled(fixedDelayString = "${shop.instance.purge:10m}", initialDelayString = "${shop.instance.purge:10m}")
    void purge() {
        leftovers.purge();
    }
}
