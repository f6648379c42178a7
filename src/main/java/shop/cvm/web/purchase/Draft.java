package shop.cvm.web.purchase;

import java.util.List;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.NetworkType;

/** A selection while it is being corrected: the parts the catalogue may have to replace. */
final class Draft {

    private final Selection original;

    Disk systemDisk;
    List<Disk> dataDisks;
    NetworkType network;
    int bandwidth;
    String hostName;
    int count;
    int period;

    Draft(Selection original) {
        this.original = original;
        this.systemDisk = original.systemDisk();
        this.dataDisks = original.dataDisks();
        this.network = original.network();
        this.bandwidth = original.bandwidth();
        this.hostName = original.hostName();
        this.count = original.count();
        this.period = original.period();
    }

    Selection selection() {
        return new Selection(
                original.chargeType(),
                original.region(),
                original.zone(),
                original.type(),
                original.image(),
                systemDisk,
                dataDisks,
                network,
                original.internetChargeType(),
                bandwidth,
                original.name(),
                hostName,
                original.login(),
                original.securityGroup(),
                count,
                period,
                original.autoRenew(),
                original.expiryDay());
    }
}
