package shop.cvm.instance;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.Instant;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.time.ShopCalendar;

/**
 * A part of the time of a prepaid machine, as it was paid for. The first begins with the payment of the purchase, or of
 * the conversion, every other one where the one before ends.
 *
 * @param previous the place of the one before; null for the first
 * @param kind by what it was bought
 * @param orderNumber the order that paid it
 * @param line its line, 0 for the first
 * @param months for how long it was paid
 * @param days beyond these months
 * @param startedAt its beginning
 * @param endsAt its end, by the shop's calendar, or when the machine was returned; of a term that had not begun then,
 *     so is the beginning
 * @param paid what was paid for it
 */
@Embeddable
public record InstanceTerm(
        @Nullable Integer previous,
        @Enumerated(EnumType.STRING) TermKind kind,
        String orderNumber,
        int line,
        int months,
        int days,
        Instant startedAt,
        Instant endsAt,
        Money paid) {

    /** @param sequence the place of this one */
    static InstanceTerm renewed(Extension extension, int sequence) {
        return new InstanceTerm(
                sequence - 1,
                TermKind.RENEWAL,
                extension.orderNumber(),
                extension.line(),
                extension.months(),
                extension.days(),
                extension.from(),
                ShopCalendar.plus(extension.from(), extension.months(), extension.days()),
                extension.paid());
    }

    /**
     * Days that a cheaper type lasts longer; nothing is paid for them.
     *
     * @param sequence the place of this one
     */
    static InstanceTerm prolonged(Extension extension, int sequence) {
        return new InstanceTerm(
                sequence - 1,
                TermKind.CHANGE,
                extension.orderNumber(),
                extension.line(),
                0,
                extension.days(),
                extension.from(),
                ShopCalendar.plus(extension.from(), 0, extension.days()),
                extension.paid());
    }

    /** What is left of it when the machine is returned. */
    InstanceTerm cutAt(Instant returnedAt) {
        return new InstanceTerm(
                previous,
                kind,
                orderNumber,
                line,
                months,
                days,
                earlier(startedAt, returnedAt),
                earlier(endsAt, returnedAt),
                paid);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    static InstanceTerm converted(Conversion conversion, Instant now) {
        return new InstanceTerm(
                null,
                TermKind.CONVERSION,
                conversion.orderNumber(),
                conversion.line(),
                conversion.months(),
                0,
                now,
                ShopCalendar.plusMonths(now, conversion.months()),
                conversion.paid());
    }

    static InstanceTerm purchased(Launch launch) {
        int months = launch.spec().months();
        return new InstanceTerm(
                null,
                TermKind.PURCHASE,
                launch.orderNumber(),
                launch.line(),
                months,
                launch.days(),
                launch.paidAt(),
                ShopCalendar.plus(launch.paidAt(), months, launch.days()),
                launch.cost().unitTotal());
    }
}
