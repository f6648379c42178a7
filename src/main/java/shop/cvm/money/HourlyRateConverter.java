package shop.cvm.money;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;
import java.math.BigDecimal;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** Keeps a rate in a {@code numeric(19,8)} column; the zeros that the column adds are taken off again. */
@Immutable
@Converter(autoApply = true)
class HourlyRateConverter implements AttributeConverter<HourlyRate, BigDecimal> {

    @Override
    public @Nullable BigDecimal convertToDatabaseColumn(@Nullable HourlyRate rate) {
        return rate == null ? null : rate.perHour();
    }

    @Override
    public @Nullable HourlyRate convertToEntityAttribute(@Nullable BigDecimal perHour) {
        if (perHour == null) {
            return null;
        }
        BigDecimal stripped = perHour.stripTrailingZeros();
        return new HourlyRate(stripped.scale() < 0 ? stripped.setScale(0) : stripped);
    }
}
