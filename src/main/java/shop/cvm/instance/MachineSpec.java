package shop.cvm.instance;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.ChargeType;
import shop.cvm.catalog.Disk;
import shop.cvm.network.SecurityGroupRule;
import shop.cvm.network.Subnet;

/**
 * A machine as a provisioner is asked for it.
 *
 * @param id names it, at the provisioner's too
 * @param name what the customer calls it; may be empty
 * @param hostName what it is to call itself, where {@code {IP}} stands for its private address with hyphens in place of
 *     dots; empty to leave that to the provisioner
 * @param region where it is to be
 * @param zone which part of the region
 * @param instanceType for example {@code S5.MEDIUM4}
 * @param vcpu number of virtual processors
 * @param memoryGib memory in GiB
 * @param image the image it starts from
 * @param installation how often its system disk was installed anew; 0 as long as it is as it was made
 * @param disks its disks, the system disk first
 * @param subnet where its private address comes from
 * @param firewall what may reach it at first, and what it may reach ({@link Provisioner#firewall})
 * @param bandwidthMbps outbound bandwidth; 0 for no public address
 * @param loginUser the user it lets in
 * @param password that user's password; null once it was handed over
 * @param publicKey who has its private half gets in, and nobody by password; null for a login by password
 * @param chargeType prepaid or postpaid: how soon addresses are promised depends on it
 * @param paidAt when it was paid, by the shop's clock
 */
public record MachineSpec(
        InstanceId id,
        String name,
        String hostName,
        String region,
        String zone,
        String instanceType,
        int vcpu,
        int memoryGib,
        String image,
        int installation,
        List<Disk> disks,
        Subnet subnet,
        List<SecurityGroupRule> firewall,
        int bandwidthMbps,
        String loginUser,
        @Nullable String password,
        @Nullable String publicKey,
        ChargeType chargeType,
        Instant paidAt) {

    public MachineSpec {
        disks = List.copyOf(disks);
        firewall = List.copyOf(firewall);
    }

    static MachineSpec of(
            Instance instance,
            Subnet subnet,
            List<SecurityGroupRule> firewall,
            @Nullable String password,
            @Nullable String publicKey) {
        Configuration configuration = instance.configuration();
        Shape shape = instance.shape();
        return new MachineSpec(
                instance.id(),
                instance.name(),
                instance.hostName(),
                shape.regionId(),
                configuration.zoneId(),
                configuration.instanceType(),
                shape.vcpu(),
                shape.memoryGib(),
                configuration.imageId(),
                instance.errand().installation(),
                instance.disks().stream().map(InstanceDisk::disk).toList(),
                subnet,
                firewall,
                configuration.bandwidthMbps(),
                shape.loginUser(),
                password,
                publicKey,
                configuration.chargeType(),
                instance.paidAt());
    }

    /** The same for the same machine, another for another one under the same id. Says nothing of names, password and firewall. */
    public String fingerprint() {
        List<Object> made = new ArrayList<>(
                List.of(id, zone, instanceType, vcpu, memoryGib, image, disks, subnet.id(), bandwidthMbps, loginUser));
        if (installation > 0) {
            made.add(installation);
        }
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(made.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "MachineSpec[" + id + ", " + instanceType + ", " + zone + "]";
    }
}
