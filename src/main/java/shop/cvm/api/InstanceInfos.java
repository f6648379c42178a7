package shop.cvm.api;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import shop.cvm.account.KeyPairId;
import shop.cvm.catalog.DiskUsage;
import shop.cvm.catalog.OsType;
import shop.cvm.instance.Configuration;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceBelongings;
import shop.cvm.instance.InstanceDisk;
import shop.cvm.instance.InstanceState;
import shop.cvm.instance.Isolation;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.Subnet;

/** Tells instances as the API does. */
@Component
class InstanceInfos {

    private static final int SSH = 22;
    private static final int REMOTE_DESKTOP = 3389;

    private final InstanceBelongings belongings;
    private final MessageSource messages;

    InstanceInfos(InstanceBelongings belongings, MessageSource messages) {
        this.belongings = belongings;
        this.messages = messages;
    }

    /** @param instances read with their disks */
    List<InstanceInfo> of(Collection<Instance> instances, Locale language) {
        InstanceBelongings.All all = belongings.of(instances, LatestOperation.kinds());
        return instances.stream().map(instance -> of(instance, all, language)).toList();
    }

    private InstanceInfo of(Instance instance, InstanceBelongings.All all, Locale language) {
        LatestOperation latest = LatestOperation.of(instance, all.last(instance));
        Configuration configuration = instance.configuration();
        boolean prepaid = configuration.isPrepaid();
        return new InstanceInfo(
                new InstanceInfo.Placement(configuration.zoneId(), 0),
                instance.id().instanceId(),
                configuration.instanceType(),
                instance.shape().vcpu(),
                instance.shape().memoryGib(),
                name(instance, language),
                configuration.imageId(),
                instance.shape().osName(),
                Uuids.of(instance.id()),
                instance.state().name(),
                instance.isolation() == Isolation.EXPIRE ? "EXPIRED" : "NORMAL",
                instance.isolation().name(),
                stopChargingMode(instance),
                configuration.chargeType().name(),
                prepaid ? instance.renewal().name() : null,
                instance.expiresAt().map(Text::utc).orElse(null),
                Text.utc(instance.paidAt()),
                systemDisk(instance.disks().get(0)),
                dataDisks(instance),
                list(instance.privateIp()),
                instance.publicIp().map(List::of).orElse(null),
                internet(configuration),
                vpc(all.subnet(instance)),
                new InstanceInfo.Login(instance.keyPair()
                        .map(KeyPairId::keyPairId)
                        .map(List::of)
                        .orElse(null)),
                all.groups(instance).stream()
                        .map(SecurityGroupId::securityGroupId)
                        .toList(),
                all.tags(instance).stream()
                        .map(tag -> new InstanceInfo.Tag(tag.key(), tag.value()))
                        .toList(),
                latest.name(),
                latest.state().name(),
                latest.requestId(),
                all.isProtected(instance),
                instance.shape().loginUser(),
                instance.shape().osType() == OsType.WINDOWS ? REMOTE_DESKTOP : SSH,
                "TencentCloud",
                "",
                "",
                "",
                List.of(),
                "");
    }

    private String name(Instance instance, Locale language) {
        return instance.name().isEmpty() ? messages.getMessage("api.unnamed", null, language) : instance.name();
    }

    private static String stopChargingMode(Instance instance) {
        boolean off = instance.state() == InstanceState.STOPPED;
        return off && !instance.configuration().isPrepaid()
                ? instance.stoppedMode().name()
                : "NOT_APPLICABLE";
    }

    private static InstanceInfo.SystemDisk systemDisk(InstanceDisk disk) {
        return new InstanceInfo.SystemDisk(disk.diskType(), disk.diskId(), disk.sizeGb(), false);
    }

    private static List<InstanceInfo.DataDisk> dataDisks(Instance instance) {
        return instance.disks().stream()
                .filter(disk -> disk.diskUsage() == DiskUsage.DATA_DISK)
                .map(disk -> new InstanceInfo.DataDisk(disk.diskType(), disk.diskId(), disk.sizeGb(), true, false, 0))
                .toList();
    }

    private static InstanceInfo.Internet internet(Configuration configuration) {
        return new InstanceInfo.Internet(
                configuration.internetChargeType().apiName(configuration.chargeType()),
                configuration.bandwidthMbps(),
                configuration.hasPublicAddress());
    }

    /** In the basic network there is no VPC. */
    private static InstanceInfo.Vpc vpc(@Nullable Subnet subnet) {
        return subnet == null || subnet.vpc() == null
                ? new InstanceInfo.Vpc("", "", false)
                : new InstanceInfo.Vpc(subnet.vpc().vpcId(), subnet.id().subnetId(), false);
    }

    private static List<String> list(Optional<String> address) {
        return address.map(List::of).orElse(List.of());
    }
}
