package shop.cvm.instance;

import jakarta.persistence.Embeddable;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.cvm.network.SecurityGroupId;
import shop.cvm.network.SubnetId;

/** Where a machine stands in the network, and by which addresses it is reached. */
@Embeddable
class NetworkInterface {

    private String subnetId;
    private String securityGroupId;
    private @Nullable String privateIp;
    private @Nullable String publicIp;
    private @Nullable Instant addressedAt;
    private boolean networkCut;

    @SuppressWarnings("NullAway.Init")
    protected NetworkInterface() {}

    NetworkInterface(SubnetId subnet, SecurityGroupId securityGroup) {
        this.subnetId = subnet.subnetId();
        this.securityGroupId = securityGroup.securityGroupId();
    }

    SubnetId subnet() {
        return new SubnetId(subnetId);
    }

    SecurityGroupId securityGroup() {
        return new SecurityGroupId(securityGroupId);
    }

    void standBehind(SecurityGroupId first) {
        securityGroupId = first.securityGroupId();
    }

    @Nullable
    String privateIp() {
        return privateIp;
    }

    @Nullable
    String publicIp() {
        return publicIp;
    }

    /** Since when every address that it is to have is known; null as long as one is not. */
    @Nullable
    Instant addressedAt() {
        return addressedAt;
    }

    /** Whether the public network is cut off. */
    boolean isCut() {
        return networkCut;
    }

    /** @param hasPublic whether it is to have a public address */
    void addressed(@Nullable String ownPrivate, @Nullable String ownPublic, boolean hasPublic, Instant now) {
        privateIp = ownPrivate;
        publicIp = ownPublic;
        if (addressedAt == null && privateIp != null && (publicIp != null || !hasPublic)) {
            addressedAt = now;
        }
    }

    void losePublicAddress() {
        publicIp = null;
    }

    void loseAddresses() {
        privateIp = null;
        publicIp = null;
    }

    void cut() {
        networkCut = true;
    }

    void join() {
        networkCut = false;
    }
}
