package shop.cvm.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;

class ShowTests {

    private final Show show = new Show();

    @Test
    void anAmountHasTwoDecimalsAndThousands() {
        assertThat(show.amount(Cny.of("0"))).isEqualTo("0.00");
        assertThat(show.amount(Cny.of("999.9"))).isEqualTo("999.90");
        assertThat(show.amount(Cny.of("1234.5"))).isEqualTo("1,234.50");
        assertThat(show.amount(Cny.of("12345678.90"))).isEqualTo("12,345,678.90");
    }

    @Test
    void whatIsOwedCarriesARealMinusBeforeTheCurrency() {
        assertThat(show.total(Cny.of("10198.68"))).isEqualTo("¥10,198.68");
        assertThat(show.total(Cny.of("-3013.32"))).isEqualTo("\u2212¥3,013.32");
        assertThat(show.amount(Cny.of("-100"))).isEqualTo("\u2212100.00");
    }

    @Test
    void aRateHasFourDecimalsAndUpToSixIfItNeedsThem() {
        assertThat(rate("0.84")).isEqualTo("0.8400");
        assertThat(rate("0.00012")).isEqualTo("0.00012");
        assertThat(rate("0.0000125")).isEqualTo("0.000013");
        assertThat(rate("1234")).isEqualTo("1,234.0000");
    }

    @Test
    void aTimeIsTheTimeInChina() {
        assertThat(show.time(Instant.parse("2026-11-23T06:48:37.9Z"))).isEqualTo("2026-11-23 14:48:37");
    }

    private String rate(String perHour) {
        return show.rate(new HourlyRate(new BigDecimal(perHour)));
    }
}
