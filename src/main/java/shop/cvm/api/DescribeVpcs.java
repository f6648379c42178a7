package shop.cvm.api;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.network.NetworkDirectory.Vpc;

/** The account's private networks in the region. */
@Component
class DescribeVpcs implements Action<DescribeVpcs.Request, DescribeVpcs.Answer> {

    private static final Set<String> FILTERS = Set.of("vpc-name", "is-default", "vpc-id", "cidr-block", "tag-key");

    private static final String NAME = "Default-VPC";

    private final DefaultNetworks networks;

    DescribeVpcs(DefaultNetworks networks) {
        this.networks = networks;
    }

    record Request(
            List<String> vpcIds,
            List<Filter> filters,
            @Nullable Long offset,
            @Nullable Long limit) {}

    record VpcInfo(
            String vpcId,
            String vpcName,
            String cidrBlock,
            boolean isDefault,
            boolean enableMulticast,
            String createdTime,
            List<String> dnsServerSet,
            String domainName,
            String dhcpOptionsId,
            boolean enableDhcp,
            List<Object> tagSet) {}

    record Answer(int totalCount, List<VpcInfo> vpcSet) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        NamedResources named = NamedResources.of("VpcIds", request.vpcIds(), request.filters(), FILTERS);
        Paging paging = Paging.of(request.offset(), request.limit());
        List<Vpc> found = named.of(networks.vpcs(call), Vpc::id, DescribeVpcs::value);
        return new Answer(
                found.size(), paging.of(found).stream().map(DescribeVpcs::info).toList());
    }

    private static @Nullable String value(Vpc one, String name) {
        return switch (name) {
            case "vpc-name" -> NAME;
            case "is-default" -> Boolean.toString(one.isDefault());
            case "vpc-id" -> one.id();
            case "cidr-block" -> one.cidr();
            default -> null;
        };
    }

    private static VpcInfo info(Vpc vpc) {
        return new VpcInfo(
                vpc.id(),
                NAME,
                vpc.cidr(),
                vpc.isDefault(),
                false,
                Text.local(vpc.createdAt()),
                List.of(),
                "",
                "",
                true,
                List.of());
    }
}
