package shop.cvm.billing;

import java.time.YearMonth;
import org.joda.money.Money;

/**
 * What the usage of a month came to.
 *
 * @param month by the shop's calendar
 * @param amount the sum of its hours
 */
public record MonthBill(YearMonth month, Money amount) {}
