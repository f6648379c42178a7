package shop.cvm.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import shop.cvm.catalog.InstanceType;
import shop.cvm.catalog.Zone;

/** The types that are sold in the region, one row for each zone. */
@Component
class DescribeInstanceTypeConfigs implements Action<FilteredRequest, DescribeInstanceTypeConfigs.Answer> {

    private static final Set<String> FILTERS = Set.of("zone", "instance-family", "instance-type");
    private static final int MOST_VALUES = 5;

    private final Offers offers;

    DescribeInstanceTypeConfigs(Offers offers) {
        this.offers = offers;
    }

    record TypeConfig(
            String zone,
            String instanceType,
            String instanceFamily,
            @JsonProperty("CPU") int cpu,
            int memory,
            @JsonProperty("GPU") int gpu,
            @JsonProperty("FPGA") int fpga,
            BigDecimal gpuCount) {}

    record Answer(List<TypeConfig> instanceTypeConfigSet) {}

    @Override
    public Class<FilteredRequest> request() {
        return FilteredRequest.class;
    }

    @Override
    public Answer perform(Call call, FilteredRequest request) {
        Filters filters = Filters.of(request.filters(), MOST_VALUES, FILTERS);
        return new Answer(offers.in(call.region()).stream()
                .filter(offer -> matches(filters, offer))
                .map(offer -> config(offer.zone(), offer.type()))
                .distinct()
                .toList());
    }

    static boolean matches(Filters filters, Offers.Offer offer) {
        return filters.allow("zone", offer.zone().id())
                && filters.allow("instance-family", offer.type().family())
                && filters.allow("instance-type", offer.type().id());
    }

    /** Cards that are shared count as one. */
    static int cards(InstanceType type) {
        return type.gpuCount().setScale(0, RoundingMode.CEILING).intValue();
    }

    private static TypeConfig config(Zone zone, InstanceType type) {
        return new TypeConfig(
                zone.id(), type.id(), type.family(), type.vcpu(), type.memoryGib(), cards(type), 0, type.gpuCount());
    }
}
