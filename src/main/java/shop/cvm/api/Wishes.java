package shop.cvm.api;

import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import shop.cvm.account.KeyPairId;
import shop.cvm.catalog.Catalog;
import shop.cvm.catalog.Image;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.OsType;
import shop.cvm.catalog.Zone;
import shop.cvm.instance.HostNames;
import shop.cvm.instance.Login;
import shop.cvm.instance.Naming;
import shop.cvm.instance.RenewFlag;
import shop.cvm.instance.Tag;
import shop.cvm.network.NetworkDirectory;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.order.DirectPurchase;
import shop.cvm.order.FirstSettings;
import shop.cvm.order.Purchase;

/** What a request wants to buy: the machine, and what is asked for beside it. */
@Component
class Wishes {

    private static final int MOST_USER_DATA = 16 * 1024;

    private final Catalog catalog;
    private final MachineSpecs specs;
    private final Standings standings;

    Wishes(Catalog catalog, MachineSpecs specs, Standings standings) {
        this.catalog = catalog;
        this.specs = specs;
        this.standings = standings;
    }

    /** @throws ApiRefusal if something is missing, or cannot be asked for */
    DirectPurchase of(Call call, MachineRequest request) {
        requireSold(request);
        InstanceSpec spec = specs.spec(call, request);
        Image image = MachineSpecs.image(catalog.snapshot(), spec.image());
        Zone zone = MachineSpecs.zone(catalog.snapshot(), call, spec.zone());
        standings.requireDefault(call, zone, request.virtualPrivateCloud());
        int count = MachineSpecs.count(request);
        RenewFlag renewal =
                spec.isPrepaid() ? renewal(request.instanceChargePrepaid()) : RenewFlag.NOTIFY_AND_MANUAL_RENEW;
        List<NetworkDirectory.Group> groups = standings.groups(call, "SecurityGroupIds", request.securityGroupIds());
        Purchase purchase = new Purchase(
                spec,
                count,
                renewal == RenewFlag.NOTIFY_AND_AUTO_RENEW,
                naming(request),
                login(request.loginSettings()),
                template(groups, image.osType()),
                null,
                null);
        return new DirectPurchase(purchase, fewest(request, count), renewal, settings(request, groups));
    }

    private static void requireSold(MachineRequest request) {
        Unsold.require("DisasterRecoverGroupIds", request.disasterRecoverGroupIds());
        Unsold.require("InstanceMarketOptions", request.instanceMarketOptions());
        Unsold.require("CamRoleName", request.camRoleName());
        Unsold.require("HpcClusterId", request.hpcClusterId());
        Unsold.require("LaunchTemplate", request.launchTemplate());
        Unsold.require("DedicatedClusterId", request.dedicatedClusterId());
        Unsold.require("ChcIds", request.chcIds());
        Unsold.require("EnableJumboFrame", request.enableJumboFrame());
        Unsold.require("Metadata", request.metadata());
        Unsold.require("CpuTopology", request.cpuTopology());
        Unsold.require("PartitionNumber", request.partitionNumber());
        Unsold.require("NetworkInterfaces", request.networkInterfaces());
        requireNoUserData(request.userData());
    }

    private static void requireNoUserData(@Nullable String userData) {
        if (userData == null || userData.isEmpty()) {
            return;
        }
        try {
            if (Base64.getDecoder().decode(userData).length > MOST_USER_DATA) {
                throw Fault.USER_DATA_TOO_LARGE.refusal("UserData");
            }
        } catch (IllegalArgumentException malformed) {
            throw Fault.INVALID_USER_DATA.refusal("UserData");
        }
        throw Fault.NOT_SUPPORTED.refusal("UserData");
    }

    /** @throws ApiRefusal if it is none */
    static RenewFlag renewal(MachineRequest.@Nullable Prepaid prepaid) {
        return Text.named(
                "RenewFlag",
                prepaid == null ? null : prepaid.renewFlag(),
                RenewFlag.values(),
                RenewFlag.NOTIFY_AND_MANUAL_RENEW);
    }

    private static int fewest(MachineRequest request, int count) {
        long fewest = request.minCount() == null ? count : request.minCount();
        if (fewest < 1 || fewest > count) {
            throw Fault.INVALID_MIN_COUNT.refusal("MinCount", fewest, "1–" + count);
        }
        return (int) fewest;
    }

    private static Naming naming(MachineRequest request) {
        String name = request.instanceName() == null ? "" : request.instanceName();
        String hostName = request.hostName() == null ? "" : request.hostName();
        requireName(name);
        if (hostName.length() > HostNames.MAX_LENGTH) {
            throw Fault.INVALID_HOST_NAME.refusal(HostNames.MAX_LENGTH);
        }
        return new Naming(name, hostName);
    }

    /** @throws ApiRefusal if no instance can be called like that */
    static void requireName(String name) {
        if (name.length() > Naming.MAX_NAME) {
            throw Fault.NAME_TOO_LONG.refusal(Naming.MAX_NAME);
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw Fault.INVALID_VALUE.refusal("InstanceName", "");
        }
    }

    /** @throws ApiRefusal if it says several things, or what is not sold */
    static Login login(MachineRequest.@Nullable Login login) {
        if (login == null) {
            return Login.random();
        }
        boolean kept = "TRUE".equalsIgnoreCase(login.keepImageLogin());
        boolean typed = login.password() != null && !login.password().isEmpty();
        List<String> keys = login.keyIds();
        if ((typed ? 1 : 0) + (keys.isEmpty() ? 0 : 1) + (kept ? 1 : 0) > 1) {
            throw Fault.COMBINATION.refusal("LoginSettings.Password", "LoginSettings.KeyIds");
        }
        if (kept || keys.size() > 1) {
            throw Fault.NOT_SUPPORTED.refusal(kept ? "LoginSettings.KeepImageLogin" : "LoginSettings.KeyIds");
        }
        if (!keys.isEmpty()) {
            return Login.keyPair(keyPair(keys.get(0)));
        }
        return typed ? Login.password(String.valueOf(login.password())) : Login.random();
    }

    /** @throws ApiRefusal if no key pair can have this id */
    static KeyPairId keyPair(String id) {
        if (!id.matches("skey-[a-z0-9]{8}")) {
            throw Fault.MALFORMED_KEY_PAIR_ID.refusal(id);
        }
        return new KeyPairId(id);
    }

    private static SecurityGroupTemplate template(List<NetworkDirectory.Group> groups, OsType osType) {
        SecurityGroupTemplate only = onlyTemplate(groups);
        if (only != null) {
            return only;
        }
        return osType == OsType.WINDOWS ? SecurityGroupTemplate.RDP_3389 : SecurityGroupTemplate.SSH_22;
    }

    private static @Nullable SecurityGroupTemplate onlyTemplate(List<NetworkDirectory.Group> groups) {
        return groups.size() == 1 ? groups.get(0).template() : null;
    }

    private static FirstSettings settings(MachineRequest request, List<NetworkDirectory.Group> groups) {
        List<SecurityGroupId> chosen = onlyTemplate(groups) != null
                ? List.of()
                : groups.stream().map(group -> new SecurityGroupId(group.id())).toList();
        List<Tag> tags = new ArrayList<>();
        for (MachineRequest.TagSpecification specification : request.tagSpecification()) {
            if (!"instance".equals(specification.resourceType())) {
                throw Fault.INVALID_VALUE.refusal(
                        "TagSpecification.ResourceType", String.valueOf(specification.resourceType()));
            }
            specification.tags().forEach(tag -> tags.add(tag("TagSpecification.Tags.Key", tag.key(), tag.value())));
        }
        requireDistinct(tags);
        return new FirstSettings(
                chosen, tags, Text.isTrue(request.disableApiTermination()), ActionTimers.time(request.actionTimer()));
    }

    /** @throws RuntimeException if it is none */
    static Tag tag(String field, @Nullable String key, @Nullable String value) {
        if (key == null || key.isEmpty()) {
            throw Fault.MISSING.refusal(field);
        }
        return new Tag(key, value == null ? "" : value);
    }

    /** @throws ApiRefusal if two have the same key */
    static void requireDistinct(List<Tag> tags) {
        Set<String> keys = new HashSet<>();
        tags.stream().map(Tag::key).filter(key -> !keys.add(key)).findFirst().ifPresent(twice -> {
            throw Fault.DUPLICATE_TAGS.refusal(twice);
        });
    }
}
