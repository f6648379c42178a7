package shop.cvm.web.prices;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.ToIntFunction;
import org.joda.money.Money;
import org.jspecify.annotations.Nullable;
import shop.cvm.catalog.ComputePrice;
import shop.cvm.catalog.Family;
import shop.cvm.catalog.InstanceType;
import shop.cvm.money.Cny;
import shop.cvm.money.HourlyRate;

/**
 * A family in a region at a glance.
 *
 * @param family the family
 * @param types types of it that are sold there
 * @param cheapestMonth the one with the lowest price of a month before discount; null if none is sold prepaid
 * @param cheapestHour the one with the lowest rate in the first step; null if none is sold postpaid
 * @param citations numbers of the sources of these two figures
 */
record FamilyOffer(
        Family family,
        List<InstanceType> types,
        @Nullable ComputePrice cheapestMonth,
        @Nullable ComputePrice cheapestHour,
        List<Integer> citations) {

    FamilyOffer {
        types = List.copyOf(types);
        citations = List.copyOf(citations);
    }

    public int size() {
        return types.size();
    }

    /** Smallest and largest number of vCPUs, for example "2–64". */
    public String vcpus() {
        return range(InstanceType::vcpu);
    }

    /** Smallest and largest memory in GiB. */
    public String memories() {
        return range(InstanceType::memoryGib);
    }

    public @Nullable Money fromMonth() {
        BigDecimal perMonth = cheapestMonth == null ? null : cheapestMonth.perMonth();
        return perMonth == null ? null : Cny.round(perMonth);
    }

    public @Nullable HourlyRate fromHour() {
        return cheapestHour == null ? null : cheapestHour.steps().get(0).rate();
    }

    public Estimate estimate() {
        return Estimate.of(
                cheapestMonth == null ? null : cheapestMonth.prepaidSource(),
                cheapestHour == null ? null : cheapestHour.postpaidSource());
    }

    /** The highest discount for the type with the lowest price, and the periods it is for; null if there is none. */
    public @Nullable Bracket bestDiscount() {
        List<Bracket> brackets = cheapestMonth == null ? List.of() : Bracket.of(cheapestMonth.monthFactors());
        Bracket last = brackets.isEmpty() ? null : brackets.get(brackets.size() - 1);
        return last == null || last.isFull() ? null : last;
    }

    private String range(ToIntFunction<InstanceType> figure) {
        int min = types.stream().mapToInt(figure).min().orElse(0);
        int max = types.stream().mapToInt(figure).max().orElse(0);
        return min == max ? String.valueOf(min) : min + "–" + max;
    }
}
