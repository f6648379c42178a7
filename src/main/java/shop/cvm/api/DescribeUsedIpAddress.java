package shop.cvm.api;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.ConditionSearch;
import shop.cvm.instance.Instance;
import shop.cvm.instance.InstanceConditions;
import shop.cvm.instance.InstanceCriterion;
import shop.cvm.network.NetworkDirectory;
import shop.cvm.network.NetworkDirectory.VpcSubnet;
import tools.jackson.databind.JsonNode;

/** Which addresses of a private network have an owner. None has in one that is not there. */
@Component
class DescribeUsedIpAddress implements Action<DescribeUsedIpAddress.Request, DescribeUsedIpAddress.Answer> {

    private static final int MOST_ADDRESSES = 100;

    private final NetworkDirectory networks;
    private final ConditionSearch search;

    DescribeUsedIpAddress(NetworkDirectory networks, ConditionSearch search) {
        this.networks = networks;
        this.search = search;
    }

    record Request(
            @Nullable String vpcId,
            @Nullable String subnetId,
            List<String> ipAddresses,
            @Nullable JsonNode filters,
            @Nullable Long offset,
            @Nullable Long limit) {}

    record IpAddressState(String vpcId, String subnetId, String ipAddress, String resourceType, String resourceId) {}

    record Answer(long totalCount, List<IpAddressState> ipAddressStates) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        String vpc = request.vpcId();
        if (vpc == null || vpc.isEmpty()) {
            throw Fault.MISSING.refusal("VpcId");
        }
        if (request.ipAddresses().size() > MOST_ADDRESSES) {
            throw Fault.TOO_MANY.refusal("IpAddresses", request.ipAddresses().size(), MOST_ADDRESSES);
        }
        Unsold.require("Filters", request.filters());
        Paging paging = Paging.of(request.offset(), request.limit());
        String wanted = request.subnetId() == null ? "" : request.subnetId();
        List<String> subnets = networks.subnets(call.account(), call.region().id()).stream()
                .filter(subnet -> subnet.vpc().equals(vpc))
                .map(VpcSubnet::id)
                .filter(id -> wanted.isEmpty() || id.equals(wanted))
                .toList();
        Map<InstanceCriterion, List<String>> conditions = new EnumMap<>(InstanceCriterion.class);
        conditions.put(InstanceCriterion.SUBNET, subnets);
        conditions.put(InstanceCriterion.ADDRESSED, List.of("yes"));
        if (!request.ipAddresses().isEmpty()) {
            conditions.put(InstanceCriterion.PRIVATE_IP, request.ipAddresses());
        }
        ConditionSearch.Found used = search.find(
                call.account(),
                new InstanceConditions(call.region().id(), conditions, null, null),
                paging.offset(),
                paging.limit());
        return new Answer(
                used.total(),
                used.instances().stream()
                        .flatMap(instance -> state(vpc, instance))
                        .toList());
    }

    private static Stream<IpAddressState> state(String vpc, Instance instance) {
        return instance.privateIp().stream()
                .map(address -> new IpAddressState(
                        vpc,
                        instance.subnet().subnetId(),
                        address,
                        "CVM",
                        instance.id().instanceId()));
    }
}
