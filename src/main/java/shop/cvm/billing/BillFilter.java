package shop.cvm.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;
import shop.cvm.instance.InstanceId;
import shop.cvm.pricing.Component;
import shop.cvm.time.ShopCalendar;

/**
 * Which lines of the bills are wanted.
 *
 * @param from the beginning of the first hour
 * @param to the end of the last hour
 * @param instance of this machine only; null for all
 * @param component of this component only; null for all
 */
public record BillFilter(
        Instant from,
        Instant to,
        @Nullable InstanceId instance,
        @Nullable Component component) {

    /** A month of the shop's calendar. */
    public static BillFilter of(YearMonth month, @Nullable InstanceId instance, @Nullable Component component) {
        return new BillFilter(
                ShopCalendar.startOf(month.atDay(1)),
                ShopCalendar.startOf(month.plusMonths(1).atDay(1)),
                instance,
                component);
    }

    /** One day of the shop's calendar, the rest alike. */
    public BillFilter on(LocalDate day) {
        return new BillFilter(ShopCalendar.startOf(day), ShopCalendar.startOf(day.plusDays(1)), instance, component);
    }

    /** One hour, the rest alike. */
    public BillFilter at(Instant hour) {
        return new BillFilter(hour, hour.plus(SettlementRows.HOUR), instance, component);
    }
}
