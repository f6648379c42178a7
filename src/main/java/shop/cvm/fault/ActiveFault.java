package shop.cvm.fault;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A fault that is switched on.
 *
 * @param fault which
 * @param times how many times more it strikes; null for until it is switched off
 * @param delay of the faults that delay something, by the shop's clock; else zero
 */
public record ActiveFault(Fault fault, @Nullable Integer times, Duration delay) {}
