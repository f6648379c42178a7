package shop.cvm.instance;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.ChargeType;

/**
 * A disk with what is true of its instance.
 *
 * @param disk the disk
 * @param instance whose it is
 * @param zone where it is
 * @param chargeType how it is paid for
 * @param renewal what happens by itself when what was paid for is over
 * @param paidAt when it was bought
 * @param expiresAt until when it is paid; null for one that is paid by the hour
 */
public record OwnedDisk(
        InstanceDisk disk,
        InstanceId instance,
        String zone,
        ChargeType chargeType,
        RenewFlag renewal,
        Instant paidAt,
        @Nullable Instant expiresAt) {}
