package shop.cvm.instance;

import java.util.Arrays;
import java.util.List;
import shop.cvm.catalog.ChargeType;

/** What instances are looked for by. */
public enum InstanceCriterion {
    ID("i.instanceId"),
    ZONE("i.configuration.zoneId"),
    SUBNET("i.network.subnetId"),
    SECURITY_GROUP("i.network.securityGroupId"),
    PRIVATE_IP("i.network.privateIp"),
    PUBLIC_IP("i.network.publicIp"),
    KEY_PAIR("i.access.keyPairId"),
    /** One of its disks. */
    DISK("d.diskId"),
    /** A whole name, or a part of one between asterisks, or at the end that has none. */
    NAME("i.name"),
    /** {@code yes} for one that has a private address. */
    ADDRESSED("case when i.network.privateIp is null then 'no' else 'yes' end"),
    CHARGE_TYPE("i.configuration.chargeType"),
    STATE("i.state");

    private final String path;

    InstanceCriterion(String path) {
        this.path = path;
    }

    String path() {
        return path;
    }

    /** The values as they are compared; what can be none is left out. */
    List<?> values(List<String> texts) {
        return switch (this) {
            case CHARGE_TYPE -> named(ChargeType.values(), texts);
            case STATE -> named(InstanceState.values(), texts);
            default -> texts;
        };
    }

    private static <E extends Enum<E>> List<E> named(E[] values, List<String> names) {
        return Arrays.stream(values)
                .filter(value -> names.contains(value.name()))
                .toList();
    }
}
