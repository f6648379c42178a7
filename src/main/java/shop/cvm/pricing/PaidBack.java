package shop.cvm.pricing;

import org.joda.money.Money;

/**
 * What is paid back because a component of a prepaid machine is cheaper from now on, and how it is made up
 * ({@code domain.md} 11.4 and 11.5).
 *
 * @param worth what was paid for it, and its use until now
 * @param rest what it costs for the rest of the time
 * @param refund what was paid less the use and the rest, rounded once; zero or more
 */
public record PaidBack(Worth worth, Money rest, Money refund) {}
