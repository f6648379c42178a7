package shop.cvm.instance;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import shop.cvm.time.Due;
import shop.cvm.time.DueTimes;

/** Machines that have a next step: to run, to get addresses, to stop, to be given up, to be gone. */
@Configuration(proxyBeanMethods = false)
class MachineSteps {

    @Bean
    Due machinesOnTheWay(DueTimes times, Instances instances) {
        return times.due(
                "machine-steps",
                30,
                instances::advanceDue,
                "select min(next_step_at) from instances where next_step_at > ?");
    }

    @Bean
    Due machinesBehindOtherRules(DueTimes times, Firewalls firewalls) {
        return times.due(
                "machine-firewalls", 32, firewalls::run, "select min(due_at) from machine_firewalls where due_at > ?");
    }
}
