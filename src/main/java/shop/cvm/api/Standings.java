package shop.cvm.api;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.Zone;
import shop.cvm.instance.InstanceGroups;
import shop.cvm.network.NetworkDirectory;
import shop.cvm.network.NetworkDirectory.VpcSubnet;
import shop.cvm.network.SecurityGroupId;

/** Where a request wants machines to stand. They stand in the default network of their zone, by whichever name. */
@Component
class Standings {

    private static final String DEFAULT = "DEFAULT";

    private final NetworkDirectory networks;

    Standings(NetworkDirectory networks) {
        this.networks = networks;
    }

    /** @throws ApiRefusal if that names another network, or none of the account's */
    void requireDefault(Call call, Zone zone, MachineRequest.@Nullable Network network) {
        if (network == null) {
            return;
        }
        Unsold.require("VirtualPrivateCloud.PrivateIpAddresses", network.privateIpAddresses());
        Unsold.require("VirtualPrivateCloud.AsVpcGateway", network.asVpcGateway(), network.ipv6AddressCount());
        String vpc = named(network.vpcId());
        if (!vpc.equals(DEFAULT)) {
            if (!vpc.matches("vpc-[a-z0-9]{8}")) {
                throw Fault.MALFORMED_VPC.refusal(vpc);
            }
            if (networks.vpcs(call.account(), call.region().id()).stream()
                    .noneMatch(one -> one.id().equals(vpc))) {
                throw Fault.UNKNOWN_VPC.refusal(vpc);
            }
        }
        String subnet = named(network.subnetId());
        if (!subnet.equals(DEFAULT)) {
            requireSubnet(call, zone, vpc, subnet);
        }
    }

    private void requireSubnet(Call call, Zone zone, String vpc, String subnet) {
        if (!subnet.matches("subnet-[a-z0-9]{8}")) {
            throw Fault.MALFORMED_SUBNET.refusal(subnet);
        }
        VpcSubnet found = networks.subnets(call.account(), call.region().id()).stream()
                .filter(one -> one.id().equals(subnet))
                .findFirst()
                .orElseThrow(() -> Fault.UNKNOWN_SUBNET.refusal(subnet));
        if (!vpc.equals(DEFAULT) && !vpc.equals(found.vpc())) {
            throw Fault.SUBNET_OF_OTHER_VPC.refusal(subnet, vpc);
        }
        if (!found.zone().equals(zone.id())) {
            throw Fault.SUBNET_OF_OTHER_ZONE.refusal(subnet, zone.id());
        }
        if (!found.isDefault()) {
            throw Fault.NOT_SUPPORTED.refusal("VirtualPrivateCloud.SubnetId");
        }
    }

    private static String named(@Nullable String id) {
        return id == null || id.isEmpty() ? DEFAULT : id;
    }

    /**
     * Security groups of the account in this region, in the sequence in which they are named.
     *
     * @throws ApiRefusal if one of them is none, or they are too many
     */
    List<NetworkDirectory.Group> groups(Call call, String field, List<String> ids) {
        if (ids.size() > InstanceGroups.MOST) {
            throw Fault.TOO_MANY.refusal(field, ids.size(), InstanceGroups.MOST);
        }
        if (ids.isEmpty()) {
            return List.of();
        }
        List<NetworkDirectory.Group> groups =
                networks.groups(call.account(), call.region().id());
        return ids.stream().distinct().map(id -> group(groups, id)).toList();
    }

    private static NetworkDirectory.Group group(List<NetworkDirectory.Group> groups, String id) {
        if (!id.matches("sg-[a-z0-9]{8}")) {
            throw Fault.MALFORMED_SECURITY_GROUP.refusal(id);
        }
        return groups.stream()
                .filter(group -> group.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Fault.UNKNOWN_SECURITY_GROUP.refusal(id));
    }

    /** The same, as ids. */
    List<SecurityGroupId> groupIds(Call call, String field, List<String> ids) {
        return groups(call, field, ids).stream()
                .map(group -> new SecurityGroupId(group.id()))
                .toList();
    }
}
