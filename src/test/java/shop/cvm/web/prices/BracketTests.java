package shop.cvm.web.prices;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BracketTests {

    @Test
    void periodsWithTheSameDiscountShareAColumn() {
        Map<Integer, BigDecimal> factors = new TreeMap<>();
        for (int months = 1; months <= 12; months++) {
            factors.put(months, new BigDecimal(months < 6 ? "1" : months < 12 ? "0.88" : "0.83"));
        }
        factors.put(24, new BigDecimal("0.50"));
        factors.put(36, new BigDecimal("0.5"));

        assertThat(Bracket.of(factors)).extracting(Bracket::range).containsExactly("1–5", "6–11", "12", "24, 36");
        assertThat(Bracket.of(factors)).extracting(Bracket::percentOff).containsExactly("0", "12", "17", "50");
        assertThat(Bracket.of(factors)).extracting(Bracket::isFull).containsExactly(true, false, false, false);
    }

    @Test
    void aDiscountThatIsNoWholePerCentKeepsItsDecimals() {
        assertThat(Bracket.of(Map.of(12, new BigDecimal("0.8333"))))
                .extracting(Bracket::percentOff)
                .containsExactly("16.67");
    }

    @Test
    void withoutPeriodsThereIsNoColumn() {
        assertThat(Bracket.of(Map.of())).isEmpty();
    }
}
