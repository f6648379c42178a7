package shop.cvm.web.billing;

import static java.util.stream.Collectors.joining;

import java.util.Locale;
import org.springframework.context.MessageSource;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.order.OrderItem;
import shop.cvm.pricing.Component;
import shop.cvm.web.CatalogNames;
import shop.cvm.web.Show;

/** What components of machines are, in words: "S5.MEDIUM4, 2 vCPU, 4 GB". */
@org.springframework.stereotype.Component
class PartNames {

    private final MessageSource messages;
    private final CatalogNames names;
    private final Show show;

    PartNames(MessageSource messages, CatalogNames names, Show show) {
        this.messages = messages;
        this.names = names;
        this.show = show;
    }

    /** As it was agreed. */
    String of(OrderItem item, Locale locale) {
        return switch (item.component()) {
            case COMPUTE -> compute(item.subject(), locale);
            case SYSTEM_DISK, DATA_DISK -> disks(name(item.subject(), locale), item.quantity(), locale);
            case BANDWIDTH, TRAFFIC -> network(item.component(), item.quantity(), locale);
        };
    }

    /**
     * As a machine has it.
     *
     * @param size GB of all its disks of this kind, Mbps of bandwidth
     */
    String of(Component component, InstanceSpec machine, int size, Locale locale) {
        return switch (component) {
            case COMPUTE -> compute(machine.instanceType(), locale);
            case SYSTEM_DISK -> disks(name(machine.systemDisk().type(), locale), size, locale);
            case DATA_DISK -> disks(dataDisks(machine, locale), size, locale);
            case BANDWIDTH, TRAFFIC -> network(component, size, locale);
        };
    }

    private String compute(String instanceType, Locale locale) {
        return names.type(instanceType)
                .map(type ->
                        text("COMPUTE", locale, instanceType, show.number(type.vcpu()), show.number(type.memoryGib())))
                .orElse(instanceType);
    }

    private String dataDisks(InstanceSpec machine, Locale locale) {
        return machine.dataDisks().stream()
                .map(Disk::type)
                .distinct()
                .map(type -> name(type, locale))
                .collect(joining(" + "));
    }

    private String disks(String type, int size, Locale locale) {
        return text("DISK", locale, type, show.number(size));
    }

    private String network(Component component, int size, Locale locale) {
        return text(component.name(), locale, show.number(size));
    }

    private String name(String diskType, Locale locale) {
        return names.diskType(diskType).in(locale);
    }

    private String text(String key, Locale locale, String... words) {
        return messages.getMessage("billing.part." + key, words, locale);
    }
}
