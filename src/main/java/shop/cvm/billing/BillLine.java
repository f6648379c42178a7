package shop.cvm.billing;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.InstanceId;
import shop.cvm.pricing.Component;

/**
 * One component of one machine in one hour.
 *
 * @param hour the beginning of the full hour
 * @param instance the machine
 * @param component what it is for
 * @param seconds charged seconds of the hour
 * @param megabytes outbound traffic in MB; null for all else
 * @param amount exactly, with 8 decimals
 * @param entry the reference of the deduction that it is part of
 */
public record BillLine(
        Instant hour,
        InstanceId instance,
        Component component,
        int seconds,
        @Nullable Long megabytes,
        BigDecimal amount,
        String entry) {}
