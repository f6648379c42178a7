package shop.cvm.instance;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;
import shop.cvm.audit.Contact;
import shop.cvm.audit.Contacts;

/** The part {@code provisioner} of the health answer: down while deliveries and comparisons ask it in vain. */
@Component("provisionerHealthIndicator")
class ProvisionerHealth implements HealthIndicator {

    private final Contact provisioner;

    ProvisionerHealth(Contacts contacts) {
        this.provisioner = contacts.with(Asking.PROVISIONER);
    }

    @Override
    public Health health() {
        return provisioner.health();
    }
}
