package shop.cvm.order;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.math.BigDecimal;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.money.HourlyRate;
import shop.cvm.pricing.Component;
import shop.cvm.pricing.Quote;
import shop.cvm.pricing.QuoteLine;
import shop.cvm.pricing.StepRates;

/**
 * The price of one component of one machine as it was agreed; see {@link QuoteLine}.
 *
 * @param days 0 if it is for the period; otherwise it is for so many days beyond it
 * @param steps price steps after the first one; null for none
 * @param sourceId where the price came from
 * @param estimated whether it rests on an estimate
 */
@Embeddable
public record OrderItem(
        @Enumerated(EnumType.STRING) Component component,
        String subject,
        BigDecimal unitPrice,
        int days,
        int quantity,
        BigDecimal discountFactor,
        Money unitListAmount,
        Money unitAmount,
        Money amount,
        HourlyRate rate,
        @Nullable StepRates steps,
        String sourceId,
        boolean estimated) {

    /** Whether it is the price of a component for its whole time, by which its use is valued; traffic has none. */
    boolean isOfTime() {
        return days == 0 && component != Component.TRAFFIC;
    }

    static OrderItem of(QuoteLine line, Quote quote) {
        boolean stepped =
                line.component() == Component.COMPUTE && !quote.steps().isEmpty();
        return new OrderItem(
                line.component(),
                line.subject(),
                line.unitPrice(),
                line.days(),
                line.quantity(),
                line.discountFactor(),
                line.unitListAmount(),
                line.unitAmount(),
                line.amount(),
                line.rate(),
                stepped ? StepRates.of(quote.steps()) : null,
                line.source().sourceId(),
                line.source().estimated());
    }
}
