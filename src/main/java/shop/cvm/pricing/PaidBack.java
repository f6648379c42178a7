package shop.cvm.pricing;

import org.joda.money.Money;

/**
 * What is paid back, or lasts longer, because a component of a prepaid machine is cheaper from now on, and how it is made up
 * ({@code domain.md} 11.4 and 11.5).
 *
 * @param worth what was paid for it, and its use until now
 * @param rest what it costs for the rest of the time
 * @param refund what was paid less the use and the rest, rounded once; zero or more
 * @param days how many full days more that buys instead, by the older rule; 0 if it is paid back
 */
public record PaidBack(Worth worth, Money rest, Money refund, int days) {

    PaidBack(Worth worth, Money rest, Money refund) {
        this(worth, rest, refund, 0);
    }
}
