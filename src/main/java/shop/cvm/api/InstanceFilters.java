package shop.cvm.api;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.instance.InstanceConditions;
import shop.cvm.instance.InstanceCriterion;
import shop.cvm.instance.TagCondition;
import shop.cvm.network.NetworkDirectory;
import shop.cvm.network.NetworkDirectory.VpcSubnet;

/** What instances can be looked for by. */
@Component
class InstanceFilters {

    private static final int MOST_VALUES = 5;

    private static final Map<String, InstanceCriterion> PLAIN = Map.of(
            "zone", InstanceCriterion.ZONE,
            "instance-id", InstanceCriterion.ID,
            "subnet-id", InstanceCriterion.SUBNET,
            "security-group-id", InstanceCriterion.SECURITY_GROUP,
            "instance-name", InstanceCriterion.NAME,
            "instance-charge-type", InstanceCriterion.CHARGE_TYPE,
            "instance-state", InstanceCriterion.STATE,
            "private-ip-address", InstanceCriterion.PRIVATE_IP,
            "public-ip-address", InstanceCriterion.PUBLIC_IP);

    private static final String PROJECT = "project-id";
    private static final String VPC = "vpc-id";
    private static final String UUID = "uuid";
    private static final String FROM = "creation-start-time";
    private static final String TO = "creation-end-time";

    /** Of what no instance of the shop has. */
    private static final Set<String> NEVER = Set.of("host-id", "ipv6-address", "dedicated-cluster-id");

    private static final String TAG_KEY = "tag-key";
    private static final String TAG_VALUE = "tag-value";
    private static final String TAG = "tag:";

    private final NetworkDirectory networks;

    InstanceFilters(NetworkDirectory networks) {
        this.networks = networks;
    }

    /** @throws ApiRefusal if nobody knows one of them */
    InstanceConditions query(Call call, List<Filter> filters) {
        Set<String> known = new HashSet<>(PLAIN.keySet());
        known.addAll(NEVER);
        known.addAll(Set.of(PROJECT, VPC, UUID, FROM, TO, TAG_KEY, TAG_VALUE));
        Filters all = Filters.of(filters, MOST_VALUES, known);
        Map<InstanceCriterion, List<String>> conditions = new EnumMap<>(InstanceCriterion.class);
        List<TagCondition> tags = new ArrayList<>();
        for (String name : all.names()) {
            if (isOfTags(name)) {
                tags.add(tag(name, values(all, name)));
                continue;
            }
            InstanceCriterion criterion = isOfAll(all, name) ? null : criterion(name);
            if (criterion != null) {
                add(conditions, criterion, values(call, name, values(all, name)));
            }
        }
        return new InstanceConditions(call.region().id(), conditions, tags, time(all, FROM), time(all, TO));
    }

    private static boolean isOfTags(String name) {
        return name.equals(TAG_KEY) || name.equals(TAG_VALUE) || name.startsWith(TAG);
    }

    private static TagCondition tag(String name, List<String> values) {
        return switch (name) {
            case TAG_KEY -> new TagCondition(values, List.of());
            case TAG_VALUE -> new TagCondition(List.of(), values);
            default -> new TagCondition(List.of(name.substring(TAG.length())), values);
        };
    }

    /** Everything is in the one project that there is. */
    private static boolean isOfAll(Filters filters, String name) {
        return name.equals(PROJECT) && filters.allow(PROJECT, "0");
    }

    /** Null for a condition that is none on a column, and holds as it stands. */
    private static @Nullable InstanceCriterion criterion(String name) {
        return switch (name) {
            case FROM, TO -> null;
            case VPC -> InstanceCriterion.SUBNET;
            default -> PLAIN.getOrDefault(name, InstanceCriterion.ID);
        };
    }

    private List<String> values(Call call, String name, List<String> values) {
        if (PLAIN.containsKey(name)) {
            return values;
        }
        return switch (name) {
            case VPC -> subnets(call, values);
            case UUID ->
                values.stream().flatMap(uuid -> Uuids.parse(uuid).stream()).toList();
            default -> List.of();
        };
    }

    private List<String> subnets(Call call, List<String> vpcs) {
        return networks.subnets(call.account(), call.region().id()).stream()
                .filter(subnet -> vpcs.contains(subnet.vpc()))
                .map(VpcSubnet::id)
                .toList();
    }

    /** Two conditions on the same both have to hold. */
    private static void add(
            Map<InstanceCriterion, List<String>> conditions, InstanceCriterion criterion, List<String> values) {
        conditions.merge(criterion, values, (one, other) -> {
            List<String> common = new ArrayList<>(one);
            common.retainAll(other);
            return common;
        });
    }

    private static List<String> values(Filters filters, String name) {
        List<String> values = filters.values(name);
        return values == null ? List.of() : values;
    }

    private static @Nullable Instant time(Filters filters, String name) {
        List<String> values = values(filters, name);
        return values.isEmpty() ? null : Text.localTime(name, values.get(0));
    }
}
