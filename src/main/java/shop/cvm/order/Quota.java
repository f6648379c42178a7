package shop.cvm.order;

import shop.cvm.catalog.ChargeType;

/**
 * How many machines an account may buy in a zone ({@code domain.md} 1.2): prepaid ones newly bought in the calendar
 * month, postpaid ones existing at any time. An order counts from the moment it is placed.
 *
 * @param zone availability zone
 * @param chargeType prepaid or postpaid: each has a quota of its own
 * @param total how many at most
 * @param used how many are counted already
 */
public record Quota(String zone, ChargeType chargeType, int total, int used) {

    /** How many more can be bought now; a total that was lowered may leave none. */
    public int remaining() {
        return Math.max(total - used, 0);
    }
}
