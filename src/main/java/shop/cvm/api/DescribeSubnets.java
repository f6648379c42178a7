package shop.cvm.api;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.ConditionSearch;
import shop.cvm.instance.InstanceConditions;
import shop.cvm.instance.InstanceCriterion;
import shop.cvm.network.Cidr;
import shop.cvm.network.NetworkDirectory.VpcSubnet;

/** The ranges of the account's private networks in the region. */
@Component
class DescribeSubnets implements Action<DescribeSubnets.Request, DescribeSubnets.Answer> {

    private static final Set<String> FILTERS =
            Set.of("subnet-id", "vpc-id", "cidr-block", "is-default", "subnet-name", "zone", "tag-key");
    private static final String NAME = "Default-Subnet";

    /** Addresses of a range that no machine gets: its first, its last, and the gateway's. */
    private static final int RESERVED = 3;

    private final DefaultNetworks networks;
    private final ConditionSearch search;

    DescribeSubnets(DefaultNetworks networks, ConditionSearch search) {
        this.networks = networks;
        this.search = search;
    }

    record Request(
            List<String> subnetIds,
            List<Filter> filters,
            @Nullable Long offset,
            @Nullable Long limit) {}

    record SubnetInfo(
            String vpcId,
            String subnetId,
            String subnetName,
            String cidrBlock,
            boolean isDefault,
            boolean enableBroadcast,
            String zone,
            String routeTableId,
            String createdTime,
            long availableIpAddressCount,
            long totalIpAddressCount,
            List<Object> tagSet) {}

    record Answer(int totalCount, List<SubnetInfo> subnetSet) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        NamedResources named = NamedResources.of("SubnetIds", request.subnetIds(), request.filters(), FILTERS);
        Paging paging = Paging.of(request.offset(), request.limit());
        List<VpcSubnet> found = named.of(networks.subnets(call), VpcSubnet::id, DescribeSubnets::value);
        return new Answer(
                found.size(),
                paging.of(found).stream().map(subnet -> info(call, subnet)).toList());
    }

    private static @Nullable String value(VpcSubnet one, String name) {
        return switch (name) {
            case "subnet-id" -> one.id();
            case "vpc-id" -> one.vpc();
            case "cidr-block" -> one.cidr();
            case "is-default" -> Boolean.toString(one.isDefault());
            case "subnet-name" -> NAME;
            case "zone" -> one.zone();
            default -> null;
        };
    }

    private SubnetInfo info(Call call, VpcSubnet subnet) {
        InstanceConditions standing =
                InstanceConditions.of(call.region().id(), InstanceCriterion.SUBNET, List.of(subnet.id()));
        long total = Cidr.of(subnet.cidr()).size() - RESERVED;
        long used = search.find(call.account(), standing, 0, 1).total();
        return new SubnetInfo(
                subnet.vpc(),
                subnet.id(),
                NAME,
                subnet.cidr(),
                subnet.isDefault(),
                false,
                subnet.zone(),
                "",
                Text.local(subnet.createdAt()),
                Math.max(total - used, 0),
                total,
                List.of());
    }
}
