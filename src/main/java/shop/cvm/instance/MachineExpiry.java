package shop.cvm.instance;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.cvm.time.Due;
import shop.cvm.time.DueTimes;

/** Prepaid machines whose time runs out, or is over, and postpaid ones whose end was set. */
@Configuration(proxyBeanMethods = false)
class MachineExpiry {

    @Bean
    Due expiringMachines(DueTimes times, Instances instances) {
        return times.due(
                "machine-expiry",
                80,
                instances::expireDue,
                "select min(expiry_due_at) from instances where expiry_due_at > ?");
    }

    @Bean
    Due machinesWithASetEnd(DueTimes times, TerminationPlans terminations) {
        return times.due(
                "timed-termination",
                85,
                terminations::runDue,
                "select min(due_at) from termination_plans where due_at > ?");
    }
}
