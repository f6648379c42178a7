package shop.cvm.instance;

import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/**
 * More time for a machine, because it has just been paid.
 *
 * @param instance the machine
 * @param orderNumber the order that paid it
 * @param line its line, 0 for the first
 * @param from where it begins: the end of its time so far
 * @param months how much
 * @param days beyond these months
 * @param paid what was paid for it
 * @param lowersTo the bandwidth in Mbps that it has from there on, less than before; null if that stays as it is
 */
public record Extension(
        InstanceId instance,
        String orderNumber,
        int line,
        Instant from,
        int months,
        int days,
        Money paid,
        @Nullable Integer lowersTo) {}
