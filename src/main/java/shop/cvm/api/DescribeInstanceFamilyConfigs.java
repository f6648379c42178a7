package shop.cvm.api;

import java.util.List;
import org.springframework.stereotype.Component;

/** The families of which something is sold in the region. */
@Component
class DescribeInstanceFamilyConfigs implements Action<Action.Nothing, DescribeInstanceFamilyConfigs.Answer> {

    private final Offers offers;

    DescribeInstanceFamilyConfigs(Offers offers) {
        this.offers = offers;
    }

    record FamilyConfig(String instanceFamilyName, String instanceFamily) {}

    record Answer(List<FamilyConfig> instanceFamilyConfigSet) {}

    @Override
    public Class<Nothing> request() {
        return Nothing.class;
    }

    @Override
    public Answer perform(Call call, Nothing request) {
        return new Answer(offers.in(call.region()).stream()
                .map(offer -> offer.catalog().familyOf(offer.type()))
                .distinct()
                .map(family -> new FamilyConfig(family.name().in(call.language()), family.id()))
                .toList());
    }
}
