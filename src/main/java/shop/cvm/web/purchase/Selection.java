package shop.cvm.web.purchase;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Disk;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.catalog.NetworkType;
import shop.cvm.instance.Batch;
import shop.cvm.instance.LoginKind;
import shop.cvm.instance.Naming;
import shop.cvm.network.SecurityGroupTemplate;
import shop.cvm.order.RenewalPeriod;

/**
 * What a visitor has put together on the purchase page, complete and sold: {@link Selections} gives no other. It never
 * holds a password.
 *
 * @param chargeType prepaid or postpaid
 * @param region the region of the zone
 * @param zone availability zone
 * @param type instance type
 * @param image image id
 * @param systemDisk the disk the machines start from
 * @param dataDisks further disks
 * @param network basic network or VPC
 * @param internetChargeType how the public network is paid for
 * @param bandwidth outbound bandwidth in Mbps; 0 means no public address
 * @param name name or pattern of names; empty for none
 * @param hostName what the machines call themselves, or a pattern of that; empty to leave it to them
 * @param login how the customer gets in; a password of their own is asked for at checkout
 * @param securityGroup which of the default security groups stands in front of the machines
 * @param count number of machines
 * @param period months; remembered, but without effect, while postpaid
 * @param autoRenew whether to renew before expiry; remembered, but without effect, while postpaid
 * @param expiryDay day of the month to expire on, 1 to 31, null for none; remembered, but without effect, while postpaid or
 *     for a period that cannot go on to a day
 */
public record Selection(
        ChargeType chargeType,
        String region,
        String zone,
        String type,
        String image,
        Disk systemDisk,
        List<Disk> dataDisks,
        NetworkType network,
        InternetChargeType internetChargeType,
        int bandwidth,
        String name,
        String hostName,
        LoginKind login,
        SecurityGroupTemplate securityGroup,
        int count,
        int period,
        boolean autoRenew,
        @Nullable Integer expiryDay) {

    public Selection {
        dataDisks = List.copyOf(dataDisks);
    }

    /**
     * What was put together once and is kept as a specification since. It may not be sold any more.
     *
     * @param region the region of its zone
     */
    public static Selection of(Batch batch, String region) {
        InstanceSpec spec = batch.spec();
        return new Selection(
                spec.chargeType(),
                region,
                spec.zone(),
                spec.instanceType(),
                spec.image(),
                spec.systemDisk(),
                spec.dataDisks(),
                spec.networkType(),
                spec.internetChargeType(),
                spec.bandwidthMbps(),
                batch.naming().name(),
                batch.naming().hostName(),
                batch.loginKind(),
                batch.securityGroup(),
                batch.count(),
                Math.max(spec.months(), 1),
                batch.autoRenew(),
                null);
    }

    /** The same, to expire on that day of the month; null for none. */
    public Selection expiringOn(@Nullable Integer day) {
        return new Selection(
                chargeType,
                region,
                zone,
                type,
                image,
                systemDisk,
                dataDisks,
                network,
                internetChargeType,
                bandwidth,
                name,
                hostName,
                login,
                securityGroup,
                count,
                period,
                autoRenew,
                day);
    }

    /** For how long the machines are paid in advance: the months, and where it is possible up to the day. */
    public RenewalPeriod time() {
        return isPrepaid() ? RenewalPeriod.of(period, expiryDay) : RenewalPeriod.of(0);
    }

    /** One machine of it, as the catalogue checks and the pricing prices it. */
    public InstanceSpec spec() {
        return new InstanceSpec(
                chargeType,
                isPrepaid() ? period : 0,
                zone,
                type,
                image,
                systemDisk,
                dataDisks,
                network,
                internetChargeType,
                bandwidth);
    }

    /** What the machines are called, and call themselves. */
    public Naming naming() {
        return new Naming(name, hostName);
    }

    public boolean isPrepaid() {
        return chargeType == ChargeType.PREPAID;
    }

    /** Whether the machines renew themselves: only prepaid ones can. */
    public boolean renewsItself() {
        return autoRenew && isPrepaid();
    }

    /** The query string that gives this very selection again, encoded, without question mark. */
    public String query() {
        return SelectionQuery.encoded(parameters());
    }

    /** The same as single parameters, in the order of the page, for hidden fields of a form. */
    public Map<String, String> parameters() {
        return SelectionQuery.parameters(this);
    }
}
