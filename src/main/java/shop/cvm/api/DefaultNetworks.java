package shop.cvm.api;

import java.util.List;
import org.springframework.stereotype.Component;
import shop.cvm.account.AccountId;
import shop.cvm.catalog.Region;
import shop.cvm.catalog.Zone;
import shop.cvm.network.NetworkDirectory;
import shop.cvm.network.NetworkDirectory.Group;
import shop.cvm.network.NetworkDirectory.Vpc;
import shop.cvm.network.NetworkDirectory.VpcSubnet;
import shop.cvm.network.Networks;
import shop.cvm.network.SecurityGroupTemplate;

/**
 * The networks that an account has in a region. Whoever asks for them finds those that a purchase would make, and makes
 * them; a key that only reads finds those that are there.
 */
@Component
class DefaultNetworks {

    private final Networks networks;
    private final NetworkDirectory directory;

    DefaultNetworks(Networks networks, NetworkDirectory directory) {
        this.networks = networks;
        this.directory = directory;
    }

    List<Vpc> vpcs(Call call) {
        List<Vpc> vpcs = directory.vpcs(call.account(), call.region().id());
        if (!vpcs.isEmpty() || call.readOnly()) {
            return vpcs;
        }
        subnets(call);
        return directory.vpcs(call.account(), call.region().id());
    }

    List<VpcSubnet> subnets(Call call) {
        AccountId account = call.account();
        Region region = call.region();
        List<VpcSubnet> subnets = directory.subnets(account, region.id());
        if (call.readOnly()) {
            return subnets;
        }
        List<Zone> lacking = region.zones().stream()
                .filter(Zone::isSold)
                .filter(zone -> subnets.stream()
                        .noneMatch(one -> one.isDefault() && one.zone().equals(zone.id())))
                .toList();
        lacking.forEach(zone -> networks.defaultSubnet(account, zone));
        return lacking.isEmpty() ? subnets : directory.subnets(account, region.id());
    }

    List<Group> groups(Call call) {
        if (!call.readOnly()) {
            networks.securityGroup(call.account(), call.region().id(), SecurityGroupTemplate.SSH_22);
        }
        return directory.groups(call.account(), call.region().id());
    }
}
