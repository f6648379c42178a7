package shop.cvm.web.billing;

import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import shop.cvm.billing.BillFilter;
import shop.cvm.instance.InstanceId;
import shop.cvm.pricing.Component;
import shop.cvm.time.ShopCalendar;

/**
 * Which lines of a month's bill are shown.
 *
 * @param month the month
 * @param instance of this machine only; null for all
 * @param product of this component only; null for all
 * @param day of this day only; null for the whole month
 * @param hour of this hour of the day only, 0 to 23; null for all
 */
record BillQuery(
        YearMonth month,
        @Nullable InstanceId instance,
        @Nullable Component product,
        @Nullable LocalDate day,
        @Nullable Integer hour) {

    /** Whatever an address says: what is no product, no day of the month or no hour of the day leaves nothing out. */
    static BillQuery of(YearMonth month, @Nullable InstanceId instance, String product, String day, String hour) {
        LocalDate read = Days.read(day);
        LocalDate within = read == null || !YearMonth.from(read).equals(month) ? null : read;
        boolean timed = within != null && hour.matches("[01]?[0-9]|2[0-3]");
        return new BillQuery(month, instance, product(product), within, timed ? Integer.valueOf(hour) : null);
    }

    /** A machine's id, or null if the text is none. */
    static @Nullable InstanceId instance(String text) {
        return text.matches("ins-[0-9a-z]{8}") ? new InstanceId(text) : null;
    }

    private static @Nullable Component product(String text) {
        return Arrays.stream(Component.values())
                .filter(component -> parameter(component).equals(text))
                .findFirst()
                .orElse(null);
    }

    /** A component as addresses have it. */
    static String parameter(Component component) {
        return component.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether it leaves out anything of the month. */
    public boolean isNarrow() {
        return instance != null || product != null || day != null;
    }

    /** The product as addresses have it; empty for all. */
    public String productParameter() {
        return product == null ? "" : parameter(product);
    }

    /** The beginning of the hour; null for none. */
    public @Nullable Instant hourAt() {
        return day == null || hour == null ? null : ShopCalendar.startOf(day).plusSeconds(hour * 3600L);
    }

    /** As addresses have it, with the question mark; empty if there is nothing to say. */
    public String address() {
        return query().build().toUriString();
    }

    /** The same with the machine, as the address of the CSV has it. */
    public String csv() {
        UriComponentsBuilder query = query();
        if (instance != null) {
            query.queryParam("instance", instance.instanceId());
        }
        return query.build().toUriString();
    }

    private UriComponentsBuilder query() {
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        if (product != null) {
            query.queryParam("product", productParameter());
        }
        if (day != null) {
            query.queryParam("day", day);
        }
        if (hour != null) {
            query.queryParam("hour", hour);
        }
        return query;
    }

    BillFilter filter() {
        BillFilter all = BillFilter.of(month, instance, product);
        Instant at = hourAt();
        if (at != null) {
            return all.at(at);
        }
        return day == null ? all : all.on(day);
    }
}
