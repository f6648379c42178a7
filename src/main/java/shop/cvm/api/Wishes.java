package shop.cvm.api;

import java.util.Base64;
import java.util.List;
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
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.order.DirectPurchase;
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
        Purchase purchase = new Purchase(
                spec,
                count,
                renewal == RenewFlag.NOTIFY_AND_AUTO_RENEW,
                naming(request),
                login(request.loginSettings()),
                template(call, request.securityGroupIds(), image.osType()),
                null,
                null);
        return new DirectPurchase(purchase, fewest(request, count), renewal);
    }

    private static void requireSold(MachineRequest request) {
        Unsold.require("ActionTimer", request.actionTimer());
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
        if (request.tagSpecification().stream()
                .anyMatch(specification -> !specification.tags().isEmpty())) {
            throw Fault.NOT_SUPPORTED.refusal("TagSpecification");
        }
        if (Text.isTrue(request.disableApiTermination())) {
            throw Fault.NOT_SUPPORTED.refusal("DisableApiTermination");
        }
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

    private static Login login(MachineRequest.@Nullable Login login) {
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

    private SecurityGroupTemplate template(Call call, List<String> groups, OsType osType) {
        if (groups.isEmpty()) {
            return osType == OsType.WINDOWS ? SecurityGroupTemplate.RDP_3389 : SecurityGroupTemplate.SSH_22;
        }
        return standings.template(call, groups);
    }
}
