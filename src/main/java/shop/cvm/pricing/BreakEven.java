package shop.cvm.pricing;

import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.money.HourlyRate;

/**
 * From which day on a machine is cheaper prepaid than postpaid.
 *
 * @param months period of the prepaid side
 * @param prepaid price of one machine for the whole period
 * @param postpaidFirstStep rate of one machine in the first price step
 * @param day first day of running, counted from 1, on which postpaid would have cost as much; null if it never does
 *     within the period
 * @param periodDays length of the period in days
 */
public record BreakEven(
        int months,
        Money prepaid,
        HourlyRate postpaidFirstStep,
        @Nullable Integer day,
        int periodDays) {}
