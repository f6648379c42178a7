package shop.cvm.catalog;

import java.math.BigDecimal;

/**
 * A price per unit: a GB of disk for a month or an hour, a GB of traffic.
 *
 * @param price CNY per unit, with full precision
 * @param source where it comes from
 */
public record UnitPrice(BigDecimal price, PriceSource source) {}
