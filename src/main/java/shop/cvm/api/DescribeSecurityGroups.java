package shop.cvm.api;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.network.NetworkDirectory.Group;
import shop.cvm.network.SecurityGroupTemplate;

/** The account's security groups in the region. */
@Component
class DescribeSecurityGroups implements Action<DescribeSecurityGroups.Request, DescribeSecurityGroups.Answer> {

    private static final Set<String> FILTERS =
            Set.of("security-group-id", "project-id", "security-group-name", "tag-key");

    private static final String PROJECT = "0";

    private final DefaultNetworks networks;

    DescribeSecurityGroups(DefaultNetworks networks) {
        this.networks = networks;
    }

    record Request(
            List<String> securityGroupIds,
            List<Filter> filters,
            @Nullable Long offset,
            @Nullable Long limit) {}

    record SecurityGroupInfo(
            String securityGroupId,
            String securityGroupName,
            String securityGroupDesc,
            String projectId,
            boolean isDefault,
            String createdTime,
            String updateTime,
            List<Object> tagSet) {}

    record Answer(int totalCount, List<SecurityGroupInfo> securityGroupSet) {}

    @Override
    public Class<Request> request() {
        return Request.class;
    }

    @Override
    public Answer perform(Call call, Request request) {
        NamedResources named =
                NamedResources.of("SecurityGroupIds", request.securityGroupIds(), request.filters(), FILTERS);
        Paging paging = Paging.of(request.offset(), request.limit());
        List<Group> found = named.of(networks.groups(call), Group::id, DescribeSecurityGroups::value);
        return new Answer(
                found.size(),
                paging.of(found).stream().map(DescribeSecurityGroups::info).toList());
    }

    private static @Nullable String value(Group one, String name) {
        return switch (name) {
            case "security-group-id" -> one.id();
            case "project-id" -> PROJECT;
            case "security-group-name" -> one.name();
            default -> null;
        };
    }

    private static SecurityGroupInfo info(Group group) {
        String created = Text.local(group.createdAt());
        return new SecurityGroupInfo(
                group.id(),
                group.name(),
                group.description(),
                PROJECT,
                group.template() == SecurityGroupTemplate.SSH_22,
                created,
                created,
                List.of());
    }
}
