package shop.cvm.pricing;

import static org.assertj.core.api.Assertions.assertThat;
import static shop.cvm.catalog.Specs.postpaid;
import static shop.cvm.catalog.Specs.prepaid;
import static shop.cvm.catalog.Specs.withNetwork;

import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.cvm.catalog.CatalogFixture;
import shop.cvm.catalog.CatalogSnapshot;
import shop.cvm.catalog.ComputePrice.Step;
import shop.cvm.catalog.InstanceSpec;
import shop.cvm.catalog.InternetChargeType;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;

/** The day from which on prepaid is cheaper, worked out by hand. */
class BreakEvenTests {

    /** The rates of vector V18: 80.64 for the first 96 hours, 110.88 for the next 264, then 0.2856 an hour. */
    private static final List<Step> STEPS = List.of(
            new Step(0, 96, rate("0.84")), new Step(96, 360, rate("0.42")), new Step(360, null, rate("0.2856")));

    private final CatalogSnapshot catalog = CatalogFixture.snapshot();

    @ParameterizedTest(name = "{0}: day {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "the first hour costs as much              | 0.84   | 1",
                "the last hour of the first step, 96       | 80.64  | 4",
                "a cent more than that, hour 97            | 80.65  | 5",
                "the last hour of the second step, 360     | 191.52 | 15",
                "100 hours into the third, hour 460        | 220.08 | 20",
                "the last hour of 30 days: 360 of 0.2856   | 294.33 | 30",
                "a cent more than 30 days cost: never      | 294.34 | ",
            })
    void threeStepsAreAddedUpOneAfterTheOther(String what, String prepaid, @Nullable Integer day) {
        BreakEven even = BreakEvenSearch.find(1, Cny.of(prepaid), STEPS, rate("0.84"));

        assertThat(even.day()).isEqualTo(day);
        assertThat(even.periodDays()).isEqualTo(30);
    }

    /** 96 hours of 1.00, 264 of 0.58 and 100 of 0.4456 make 293.68: what is not vCPU has no steps. */
    @Test
    void disksAndBandwidthCostTheSameInEveryStep() {
        assertThat(BreakEvenSearch.find(12, Cny.of("293.68"), STEPS, rate("1.00")))
                .isEqualTo(new BreakEven(12, Cny.of("293.68"), rate("1.00"), 20, 365));
    }

    @Test
    void bothSidesAreThoseOfTheQuotesThemselves() {
        Quote month = Pricing.quote(catalog, prepaid(), 3);
        Quote hour = Pricing.quote(catalog, postpaid(), 1);

        assertThat(month.breakEven()).isNotNull().isEqualTo(hour.breakEven());
        assertThat(month.breakEven().prepaid()).isEqualTo(month.unitTotal());
        assertThat(month.breakEven().postpaidFirstStep()).isEqualTo(hour.perHour());
    }

    /** Postpaid ends at 100 Mbps, prepaid at 1000 by bandwidth and 200 by traffic ({@code bandwidth_caps.csv}). */
    @ParameterizedTest
    @CsvSource({"BANDWIDTH, 100, true", "BANDWIDTH, 101, false", "TRAFFIC, 100, true", "TRAFFIC, 101, false"})
    void nothingIsComparedWithAMachineThatCannotBeBought(InternetChargeType internet, int mbps, boolean compared) {
        InstanceSpec spec = withNetwork(prepaid(), internet, mbps);

        assertThat(Pricing.quote(catalog, spec, 1).breakEven() != null).isEqualTo(compared);
    }

    private static HourlyRate rate(String perHour) {
        return new HourlyRate(new BigDecimal(perHour));
    }
}
