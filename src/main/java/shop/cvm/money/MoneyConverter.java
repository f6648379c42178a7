package shop.cvm.money;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.math.BigDecimal;
import org.hibernate.annotations.Immutable;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;

/** Keeps an amount in a {@code numeric(19,2)} column, so that the database can add and compare it. */
@Immutable
@Converter(autoApply = true)
class MoneyConverter implements AttributeConverter<Money, BigDecimal> {

    @Override
    public @Nullable BigDecimal convertToDatabaseColumn(@Nullable Money money) {
        return money == null ? null : money.getAmount();
    }

    @Override
    public @Nullable Money convertToEntityAttribute(@Nullable BigDecimal amount) {
        return amount == null ? null : Money.of(Cny.CURRENCY, amount);
    }
}
