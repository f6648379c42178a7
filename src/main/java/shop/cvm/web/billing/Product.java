package shop.cvm.web.billing;

import java.util.Set;
import shop.cvm.pricing.Component;

/** What money is spent on, as the chart shows it. */
enum Product {
    /** vCPU and memory of hourly machines. */
    INSTANCES(Set.of(Component.COMPUTE)),
    /** Disks of hourly machines. */
    DISKS(Set.of(Component.SYSTEM_DISK, Component.DATA_DISK)),
    /** Hourly bandwidth, and traffic. */
    NETWORK(Set.of(Component.BANDWIDTH, Component.TRAFFIC)),
    /** Prepaid orders, less what was refunded. */
    PREPAID(Set.of());

    private final Set<Component> components;

    Product(Set<Component> components) {
        this.components = components;
    }

    /** The components of usage that it is made of. */
    Set<Component> components() {
        return components;
    }
}
